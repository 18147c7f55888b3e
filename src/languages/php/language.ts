import type { Language } from '../code/language.ts';
import type { Parse } from '../grammar.ts';
import { meaningOf } from './meaning.ts';
import { readPhp } from './reader.ts';
import { spelling } from './spelling.ts';

export default function php(parse: Parse): Language {
  return {
    name: 'PHP',
    reader: {
      read: (text) => readPhp(text, parse),
      meaningOf,
      // Names of functions and classes ignore case, those of variables do not: what differs in case alone is not found.
      scoping: { seesOutside: false, impliesThis: false, walksValues: true, ignoresCase: false },
    },
    spelling,
  };
}
