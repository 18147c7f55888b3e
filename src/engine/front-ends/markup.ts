import { commentsInPage } from '../../languages/markup/comments-at.ts';
import { lowerPage } from '../../languages/markup/lower.ts';
import { templateCodeIn } from '../../languages/markup/templates.ts';
import type { FrontEnd } from './front-end.ts';

/** Pages: HTML, components and templates that are mostly markup. */
export const markup: FrontEnd = {
  lower: (file, text, { tokenNameFor }) => lowerPage(file, text, [], tokenNameFor),
  // Browsers read whatever there is; what must parse is the scripts.
  countErrors: (file, text) => (lowerPage(file, text, [], () => undefined).failure === undefined ? 0 : 1),
  unjudgedIn: templateCodeIn,
  commentsAt: (file, text, place) => commentsInPage(file, text, [], place),
};
