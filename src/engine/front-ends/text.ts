import { commentsInText } from '../../languages/text-files/comments-at.ts';
import { textKindOf } from '../../languages/text-files/kinds.ts';
import { lowerTextFile } from '../../languages/text-files/lower.ts';
import { createTextFileSpeller, isInTextFile } from '../../languages/text-files/speller.ts';
import { countErrorsIn } from '../../languages/text-files/well-formed.ts';
import type { Request } from '../../model/request.ts';
import { looksSecret } from '../../recognition/placeholders.ts';
import type { FrontEnd } from './front-end.ts';

/** The front end of files that hold no code, or code of which only the comments are read. */
export const TEXT_FRONT_END: FrontEnd = {
  lower(file, text, { isSaidByCode, isSaidElsewhere, tokenNameFor }) {
    const kind = textKindOf(file) ?? { notation: 'none', readBy: undefined, isCode: true };
    return {
      requests: lowerTextFile(file, text, kind).filter((request) => !isOfCode(request, isSaidByCode)),
      speller: createTextFileSpeller(text, { tokenNameFor, looksSecret, isSaidElsewhere }),
      code: undefined,
      claims: isInTextFile,
    };
  },
  commentsAt: commentsInText,
  countErrors: (file, text) => countErrorsIn(text, textKindOf(file)),
};

/** Whether code of the tree reads variables of the environment that are set in a file: it is told there. */
function isOfCode({ stray, sets }: Request, isSaidByCode: (name: string) => boolean): boolean {
  if (!stray) return false;
  const names = sets.flatMap(({ entries }) =>
    entries.flatMap(({ value }) => value.origins().map(({ name }) => name)),
  );
  const variables = names.map((name) => name.replace(/^.*\./, '')).filter((name) => /^[A-Z\d_]+$/.test(name));
  return variables.length > 0 && variables.some(isSaidByCode);
}

/** The same where the file is code: what it does is not understood. */
export const COMMENTS_FRONT_END: FrontEnd = {
  ...TEXT_FRONT_END,
  // Which marks begin one is not known.
  commentsAt: () => undefined,
  isPartial: true,
};
