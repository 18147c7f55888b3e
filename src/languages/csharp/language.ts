import type { Language } from '../code/language.ts';
import type { Parse } from '../grammar.ts';
import { meaningOf } from './meaning.ts';
import { readCSharp } from './reader.ts';
import { spelling } from './spelling.ts';

/** C#, read by its grammar. */
export default function csharp(parse: Parse): Language {
  return {
    name: 'C#',
    reader: {
      read: (text) => readCSharp(text, parse),
      meaningOf,
      scoping: { seesOutside: true, impliesThis: true, ignoresCase: false },
    },
    spelling,
  };
}
