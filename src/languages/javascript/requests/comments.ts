import type { Range } from '../../../model/edit.ts';
import type { Request } from '../../../model/request.ts';
import { lowerShown } from '../../text/lower.ts';
import type { JsModule } from '../syntax/module.ts';

/** The URLs of CRM calls that the comments of a module show. */
export function requestsInComments(module: JsModule): Request[] {
  return lowerShown(module.file, module.text, commentRanges(module));
}

/** What the comments of a module take up; line comments in a row are one text. */
function commentRanges({ comments, text }: JsModule): Range[] {
  const ranges: { start: number; end: number; type: string }[] = [];
  for (const { type, start, end } of comments) {
    if (start == null || end == null) continue;
    const last = ranges.at(-1);
    const isInRow =
      last?.type === 'CommentLine' && type === last.type && /^\s*$/.test(text.slice(last.end, start));
    if (last && isInRow) last.end = end;
    else ranges.push({ type, start, end: type === 'CommentBlock' ? end - 2 : end });
  }
  return ranges;
}
