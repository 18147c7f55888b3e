import type { SourceRange } from '../../model/edit.ts';
import { TICKET } from '../../zoho/parameters.ts';
import { readCredential } from '../credentials.ts';
import { hostsIn } from '../findings.ts';
import type { Mechanism } from './mechanism.ts';
import { liesIn } from './places.ts';
import type { Scene } from './scene.ts';

/** Who else needs the tickets of a mechanism: calls of another Zoho service that send them. */
export function holdersOf(scene: Scene, mechanism: Mechanism): string | undefined {
  const held = scene.judged.filter(
    ({ judgement, variant }) =>
      judgement === 'other-service' &&
      variant.parameters
        .filter(({ name }) => name === TICKET)
        .flatMap((ticket) => readCredential(ticket).origins)
        .some(({ kind, site }) => kind === 'ticket-request' && isOf(scene, mechanism, site.at)),
  );
  if (held.length === 0) return undefined;
  const hosts = hostsIn(held.map(({ variant }) => variant.address));
  const symbols = [...new Set(held.flatMap(({ variant }) => variant.request.symbol ?? []))].sort();
  const who = symbols.length > 0 ? ` (${symbols.map((symbol) => '`' + symbol + '`').join(', ')})` : '';
  return `calls of another Zoho service${hosts.length > 0 ? ` at ${hosts.join(' and ')}` : ''}${who} send its ticket`;
}

/** Whether a place is in a mechanism, or calls it. */
function isOf({ code }: Scene, mechanism: Mechanism, at: SourceRange): boolean {
  return (
    mechanism.holds(at) ||
    [...mechanism.parts.keys(), ...mechanism.caches].some((unit) =>
      code.mentionsOf(unit).some((mention) => liesIn(mention.at, at) || liesIn(at, mention.at)),
    )
  );
}
