import type { SourceRange } from '../model/edit.ts';
import { atomsIn, type Parameter, type TextParameter } from '../model/parameters.ts';
import type { Origin } from '../model/query-text.ts';
import type { Request } from '../model/request.ts';
import { readCredential } from './credentials.ts';
import { isCredential, looksSecret } from './placeholders.ts';

/** Where the keys and tickets stand that a parameter carries and that are written into source, configuration or a text. */
export function leaksOf(parameter: Parameter, request: Request): SourceRange[] {
  const { value, origins } = readCredential(parameter);
  if (value.kind !== 'literal') return origins.flatMap(writtenAt);
  if (parameter.kind !== 'text') return [];
  // Few characters in a text are an example, whoever reads it.
  const isExample = request.shown === true && value.text.length < 6;
  return !isExample && isCredential(value.text, request) ? literalsOf(parameter) : [];
}

/** The literals that a value's characters stand in. */
export function literalsOf({ flat, valueStart, valueEnd }: TextParameter): SourceRange[] {
  return atomsIn(flat, valueStart, valueEnd).flatMap(({ leaf }) =>
    leaf.kind === 'literal' ? [leaf.site.at] : [],
  );
}

/** Where an origin's value stands in source or configuration: several places where it is put together of parts. */
export function writtenAt(origin: Origin): readonly SourceRange[] {
  return isWritten(origin) ? (origin.parts ?? [origin.site.at]) : [];
}

/** A document's value is known by its key alone; of an empty one, only the quotes stand there. */
export function isWritten(origin: Origin): boolean {
  if (origin.inDocument) return origin.site.at.end - origin.site.at.start > 2;
  return origin.kind === 'literal' && looksSecret(origin.name);
}
