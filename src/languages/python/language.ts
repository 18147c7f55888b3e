import type { Language } from '../code/language.ts';
import type { Parse } from '../grammar.ts';
import { meaningOf } from './meaning.ts';
import { readPython } from './reader.ts';
import { pythonSpelling } from './spelling.ts';

/** Python, 2 and 3 alike. */
export default function loadPython(parse: Parse): Language {
  return {
    name: 'Python',
    reader: {
      read: (text) => readPython(text, parse),
      meaningOf,
      scoping: { seesOutside: true, impliesThis: false, ignoresCase: false },
    },
    spelling: pythonSpelling,
  };
}
