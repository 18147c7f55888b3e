import type { TokenSourceKind } from '../model/finding.ts';
import type { TokenView } from './view.ts';

/** Where a person must put the token: `ZOHO_AUTHTOKEN in the environment`, `authtoken in config.json:4`. */
export function describeTokenPlace({
  kind,
  name,
  place,
}: Pick<TokenView, 'kind' | 'name' | 'place'>): string {
  const at = `${place.file}:${place.start.line}`;
  return SPELL[kind](name, at);
}

/** `name` is the token's name in the migrated code, `at` the file and line. */
const SPELL: Readonly<Record<TokenSourceKind, (name: string, at: string) => string>> = {
  environment: (name, at) => (isEnvironmentFile(at) ? `${name} in ${at}` : `${name} in the environment`),
  configuration: (name, at) => `${name} in ${at}`,
  constant: (name, at) => `${name} in ${at}`,
  literal: (name, at) => `${name} in ${at}`,
  placeholder: (name, at) => `the placeholder YOUR_${name} in ${at}`,
  parameter: (name, at) => `the argument ${name} at ${at}, which its callers hand in`,
  member: (name, at) => `the member ${name}, set at ${at}`,
  column: (name, at) => `the column ${name}, read at ${at}`,
  unknown: (name, at) => `${name} at ${at}, wherever its value comes from`,
};

function isEnvironmentFile(at: string): boolean {
  return /(?:^|\/)\.env[^/]*:\d+$/.test(at);
}
