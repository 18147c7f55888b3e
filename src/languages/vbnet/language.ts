import type { Language } from '../code/language.ts';
import { meaningOf } from './meaning.ts';
import { readBasic } from './reader.ts';
import { spelling } from './spelling.ts';

/** Visual Basic: .NET's, and what was before. */
export const basic: Language = {
  name: 'Visual Basic',
  reader: {
    read: readBasic,
    meaningOf,
    scoping: { seesOutside: true, impliesThis: true, ignoresCase: true },
  },
  spelling,
};
