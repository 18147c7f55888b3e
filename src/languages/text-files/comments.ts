import type { Range } from '../../model/edit.ts';

const LINE = /^[ \t]*(?:\/\/|--|;|%|#+[ \t!]|'[ \t]|rem[ \t])/i;
const OPENING = /^[ \t]*(\/\*|<!--|\(\*)/;
const CLOSING: Readonly<Record<string, string>> = { '/*': '*/', '<!--': '-->', '(*': '*)' };

/** The comments in code of a language that is not known, as far as they begin lines; lines in a row are one text. */
export function commentLinesIn(text: string): Range[] {
  const found: Range[] = [];
  let isInRow = false;
  let at = 0;
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const next = feed === -1 ? text.length : feed + 1;
    const line = text.slice(at, next);
    const opening = OPENING.exec(line)?.[1];
    const last = found.at(-1);
    if (opening !== undefined) {
      const closing = text.indexOf(CLOSING[opening]!, at + line.indexOf(opening) + opening.length);
      const end = closing === -1 ? text.length : closing;
      found.push({ start: at, end });
      isInRow = false;
      at = Math.max(end, at + 1);
      const rest = text.indexOf('\n', at);
      at = rest === -1 ? text.length : rest + 1;
      continue;
    }
    if (LINE.test(line)) {
      if (isInRow && last) found[found.length - 1] = { start: last.start, end: next };
      else found.push({ start: at, end: next });
      isInRow = true;
    } else isInRow = false;
    at = next;
  }
  return found;
}
