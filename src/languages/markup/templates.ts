import type { Range } from '../../model/edit.ts';
import type { Fill } from '../../model/request.ts';

/** What a template language puts into a page when it is made, or what only its code says. */
const TAG =
  /<\?(?:php|=|\s)[\s\S]*?(?:\?>|$)|<%[\s\S]*?%>|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\$\{[^}\r\n]*\}|#\{[^}\r\n]*\}|@\{[^}\r\n]*\}/g;

/** Where a page is filled in by a template. */
export function templateTagsIn(text: string): Range[] {
  return [...text.matchAll(TAG)].map(({ index, 0: tag }) => ({ start: index, end: index + tag.length }));
}

/** The code of a template, whose language is not known, line by line; its comments are none. */
export function templateCodeIn(text: string): string {
  return templateTagsIn(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((tag) => !/^(?:<%#|<%--|\{\{!)/.test(tag))
    .join('\n');
}

/** A variable that is put in as it is, `@key`, `zoho.key`, `$this->key`, but for a filter; anything else may hold a secret. */
const PUTS_IN =
  /^(?:<\?(?:php\s+echo\b|=)|<%[=-]?|\{\{-?|[$#@]\{)\s*([@$]?[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)*)(?:\s*\|\s*\w+)?;?\s*(?:-?\?>|-?%>|-?\}\}|\})$/;

/** What the tags of a template put into a page: nothing is known of where that comes from. */
export function templateFills(file: string, text: string, tags: readonly Range[]): Fill[] {
  return tags.map(({ start, end }) => ({
    at: { file, start, end },
    parameter: /(?<![\w-])(apikey|ticket)=$/.exec(text.slice(Math.max(0, start - 20), start))?.[1],
    variable: PUTS_IN.exec(text.slice(start, end))?.[1],
    origins: [],
  }));
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
