import type { Speller } from '../../../model/speller.ts';
import type { Source } from '../source.ts';

export function createCodeSpeller(_source: Source): Speller {
  return { spell: (groups) => new Map([...groups.keys()].map((name) => [name, 'cannot be spelled yet'])) };
}
