import { textKindOf } from '../../languages/text-files/kinds.ts';
import { lowerTextFile } from '../../languages/text-files/lower.ts';
import { createTextFileSpeller, isInTextFile } from '../../languages/text-files/speller.ts';
import { countErrorsIn } from '../../languages/text-files/well-formed.ts';
import { looksSecret } from '../../recognition/placeholders.ts';
import type { FrontEnd } from './front-end.ts';

/** The front end of files that hold no code, or code of which only the comments are read. */
export const TEXT_FRONT_END: FrontEnd = {
  lower(file, text, { tokenNameFor }) {
    const kind = textKindOf(file) ?? { notation: 'none', readBy: undefined, isCode: true };
    return {
      requests: lowerTextFile(file, text, kind),
      speller: createTextFileSpeller(text, { tokenNameFor, looksSecret }),
      code: undefined,
      claims: isInTextFile,
    };
  },
  countErrors: (file, text) => countErrorsIn(text, textKindOf(file)),
};

/** The same where the file is code: what it does is not understood. */
export const COMMENTS_FRONT_END: FrontEnd = { ...TEXT_FRONT_END, isPartial: true };
