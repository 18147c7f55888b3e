import type { Revocation } from '../model/token-plan.ts';
import { MASK, maskName } from './mask.ts';
import type { Place, RevocationView } from './view.ts';

const NAMES: Readonly<Record<Revocation['what'], string>> = {
  key: 'the API key',
  ticket: 'the ticket',
  password: 'the password',
};

/** What to revoke, and where it stood: a setting by its name, anything else by its place, masked. */
export function viewRevocation(
  { what, setting, at }: Revocation,
  placeOf: (at: Revocation['at']) => Place,
): RevocationView {
  const place = placeOf(at);
  const name = setting && maskName(setting.name);
  const where = `${place.file}:${place.start.line}:${place.start.column}`;
  const held = {
    source: `${MASK} in ${where}`,
    entry: `${MASK} under ${name} in ${where}`,
    environment: `in the environment variable ${name}`,
    setting: `in the setting ${name}`,
  }[setting?.kind ?? 'source'];
  return { what, setting: name, place, text: `${NAMES[what]} ${held}` };
}
