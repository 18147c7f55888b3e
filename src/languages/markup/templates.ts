import type { Range } from '../../model/edit.ts';

/** What a template language puts into a page when it is made, or what only its code says. */
const TAG =
  /<\?(?:php|=|\s)[\s\S]*?(?:\?>|$)|<%[\s\S]*?%>|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\$\{[^}\r\n]*\}|#\{[^}\r\n]*\}|@\{[^}\r\n]*\}/g;

/** Where a page is filled in by a template. */
export function templateTagsIn(text: string): Range[] {
  return [...text.matchAll(TAG)].map(({ index, 0: tag }) => ({ start: index, end: index + tag.length }));
}

/** A text of the same length with something harmless in the place of some ranges: a name in code, a word in a text. */
export function maskRanges(text: string, ranges: readonly Range[]): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of ranges) {
    if (start < done) continue;
    masked += text.slice(done, start) + text.slice(start, end).replace(/[^\r\n]/g, 'x');
    done = end;
  }
  return masked + text.slice(done);
}

/** A text of the same length with nothing but some ranges in it. */
export function onlyRanges(text: string, ranges: readonly Range[]): string {
  let kept = '';
  let done = 0;
  for (const { start, end } of ranges) {
    kept += text.slice(done, start).replace(/[^\r\n]/g, ' ') + text.slice(start, end);
    done = end;
  }
  return kept + text.slice(done).replace(/[^\r\n]/g, ' ');
}

/** Whether a range and a tag of a template have anything in common. */
export function touchesTag(tags: readonly Range[], { start, end }: Range): boolean {
  return tags.some((tag) => tag.start < end && start < tag.end);
}
