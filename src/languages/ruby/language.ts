import type { Language } from '../code/language.ts';
import type { Parse } from '../grammar.ts';
import { meaningOf } from './meaning.ts';
import { readRuby } from './reader.ts';
import { spelling } from './spelling.ts';

export default function createRuby(parse: Parse): Language {
  return {
    name: 'Ruby',
    reader: {
      read: (text) => parse(text, (root) => readRuby(text, root)),
      meaningOf,
      // The reader tells variables from methods; constants are seen everywhere.
      scoping: { seesOutside: true, impliesThis: true, ignoresCase: false },
    },
    spelling,
  };
}
