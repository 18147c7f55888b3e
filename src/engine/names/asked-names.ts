import { basename, extname } from 'node:path';
import type { Origin } from '../../model/query-text.ts';
import { readCredential } from '../../recognition/credentials.ts';
import type { Judged } from '../../recognition/judgement.ts';
import { isDeprecated } from '../../zoho/parameters.ts';

/**
 * The names that are looked for where calls are to be migrated: of the variables of the environment, of the documents
 * and of their keys that the old parameters come from.
 */
export function namesAskedFor(
  judged: readonly Judged[],
  read: (file: string) => string | undefined,
): Set<string> {
  const parameters = judged
    .filter(({ judgement }) => judgement === 'migrate')
    .flatMap(({ variant }) => variant.parameters)
    .filter(({ name }) => isDeprecated(name));
  const origins = parameters.flatMap((parameter) => readCredential(parameter).origins);
  return new Set(origins.flatMap((origin) => namesOf(origin, read)));
}

function namesOf({ kind, name, inDocument, namedAt }: Origin, read: (file: string) => string | undefined) {
  if (kind === 'environment') return [name];
  if (!inDocument || !namedAt) return [];
  const { file, start, end } = namedAt;
  const key = (read(file) ?? '').slice(start, end).replace(/^(['"])(.*)\1$/, '$2');
  return [basename(file), basename(file, extname(file)), key];
}
