import type { Language } from '../code/language.ts';
import type { Parse } from '../grammar.ts';
import { meaningOf } from './meaning.ts';
import { readJava } from './reader.ts';
import { spelling } from './spelling.ts';

/** Java, read by its grammar. */
export default function java(parse: Parse): Language {
  return {
    name: 'Java',
    reader: {
      read: (text) => readJava(text, parse),
      meaningOf,
      scoping: { seesOutside: true, impliesThis: true, ignoresCase: false },
    },
    spelling,
  };
}
