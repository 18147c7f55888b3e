import type { Language } from '../code/language.ts';
import { meaningOf } from './meaning.ts';
import { readPerl } from './reader.ts';
import { spelling } from './spelling.ts';

export const perl: Language = {
  name: 'Perl',
  reader: {
    read: readPerl,
    meaningOf,
    scoping: { seesOutside: true, impliesThis: true, ignoresCase: false },
  },
  spelling,
};
