import type { JsModule } from '../syntax/module.ts';

/** What is said of the next line alone. */
const OF_NEXT_LINE = /eslint-disable-next-line|@ts-(?:ignore|expect-error)|biome-ignore|prettier-ignore/;

/** Widens whole lines of a module by the comments that belong to what stands there, and by a blank line left over. */
export function withComments(
  module: JsModule,
  lines: { readonly start: number; readonly end: number },
): { start: number; end: number } {
  const { text } = module;
  const above = commentsAbove(module, lines.start);
  const start = belong(text, above, lines.end) ? lineStartOf(text, above[0]!.start ?? 0) : lines.start;
  return { start, end: withBlankLine(text, start, lines.end) };
}

type Comments = JsModule['comments'];

/** The comments on lines of their own that stand right above a line, from top to bottom. */
function commentsAbove({ text, comments }: JsModule, line: number): Comments {
  const found: Comments[number][] = [];
  for (const comment of [...comments].reverse()) {
    const [from, to] = [comment.start ?? 0, comment.end ?? 0];
    const below = found[0] ? lineStartOf(text, found[0].start ?? 0) : line;
    if (to > below) continue;
    const isRightAbove = /^[^\S\r\n]*(?:\r\n|\n|\r)$/.test(text.slice(to, below));
    if (!isRightAbove || text.slice(lineStartOf(text, from), from).trim() !== '') break;
    found.unshift(comment);
  }
  return found;
}

/** Comments stand for several lines where code follows at once, and for the file at its head. */
function belong(text: string, comments: Comments, linesEnd: number): boolean {
  const [first] = comments;
  if (!first) return false;
  const said = comments.map(({ value }) => value).join('\n');
  const before = text.slice(0, lineStartOf(text, first.start ?? 0));
  const isAlone = before !== '' && /^[^\S\r\n]*(?:\r|\n|\}|$)/.test(text.slice(linesEnd));
  if (/key/i.test(said)) return isAlone;
  const isInRun = before !== '' && !/(?:^|\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)$/.test(before);
  return OF_NEXT_LINE.test(said) || /ticket/i.test(said) || isAlone || isInRun;
}

function lineStartOf(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Of two blank lines that come together, or one at the head of the file, one goes along. */
function withBlankLine(text: string, start: number, end: number): number {
  const isBlankAbove = start === 0 || /(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)$/.test(text.slice(0, start));
  const below = /^[^\S\r\n]*(?:\r\n|\n|\r)/.exec(text.slice(end));
  return isBlankAbove && below ? end + below[0].length : end;
}
