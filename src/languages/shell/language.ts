import type { Language } from '../code/language.ts';
import type { Parse } from '../grammar.ts';
import { meaningOf } from './meaning.ts';
import { readShell } from './reader.ts';
import { spelling } from './spelling.ts';

/** Shell scripts, read by the grammar of bash. */
export default function shell(parse: Parse): Language {
  return {
    name: 'shell',
    reader: {
      read: (text) => readShell(text, parse),
      meaningOf,
      scoping: { seesOutside: true, impliesThis: false, readsEnvironment: true, ignoresCase: false },
    },
    spelling,
  };
}
