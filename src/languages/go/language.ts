import type { Language } from '../code/language.ts';
import type { Parse } from '../grammar.ts';
import { meaningOf } from './meaning.ts';
import { readGo } from './reader.ts';
import { spelling } from './spelling.ts';

/** Go, read by its grammar. */
export default function go(parse: Parse): Language {
  return {
    name: 'Go',
    reader: {
      read: (text) => readGo(text, parse),
      meaningOf,
      scoping: { seesOutside: true, impliesThis: false, walksValues: true, ignoresCase: false },
    },
    spelling,
  };
}
