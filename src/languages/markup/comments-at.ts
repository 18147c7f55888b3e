import type { Comments } from '../../model/comments.ts';
import type { Range } from '../../model/edit.ts';
import { createModule } from '../javascript/syntax/module.ts';
import { readPage } from './elements.ts';
import { scriptsIn } from './scripts.ts';
import { maskRanges, onlyRanges, templateTagsIn } from './templates.ts';

/** Comments that the template language takes out, so that no visitor sees them. */
const OF_TEMPLATES: readonly (readonly [files: RegExp, open: string, close: string])[] = [
  [/\.(?:erb|rhtml|ejs|eta)$/i, '<%#', '%>'],
  [/\.(?:hbs|handlebars)$/i, '{{!--', '--}}'],
  [/\.mustache$/i, '{{!', '}}'],
  [/\.(?:twig|jinja2?|j2|njk)$/i, '{#', '#}'],
  [/\.(?:jspx?|jspf|tag|aspx|ascx|master)$/i, '<%--', '--%>'],
  [/\.(?:cshtml|vbhtml|razor)$/i, '@*', '*@'],
];

/** How comments are written around a place of a page: in its scripts, or in the markup. */
export function commentsInPage(file: string, text: string, code: readonly Range[], at: number): Comments {
  const tags = [...code, ...templateTagsIn(maskRanges(text, code))].sort((a, b) => a.start - b.start);
  const masked = maskRanges(text, tags);
  const page = readPage(masked);
  const contents = scriptsIn(page, masked).map(({ content }) => content!);
  if (contents.some(({ start, end }) => at >= start && at < end))
    return {
      line: '//',
      block: ['/*', '*/'],
      places: ['above', 'behind', 'before'],
      ranges: commentsInScript(file, onlyRanges(masked, contents)),
    };
  const own = OF_TEMPLATES.find(([files]) => files.test(file));
  const ofTemplate = own ? betweenIn(text, own[1], own[2]) : [];
  const isBetweenTags = (range: Range) =>
    page.texts.some(({ start, end }) => range.start >= start && range.end <= end);
  return {
    block: own ? [own[1], own[2]] : ['<!--', '-->'],
    places: ['above', 'behind'],
    ranges: [...page.comments, ...ofTemplate.filter(isBetweenTags)],
  };
}

function commentsInScript(file: string, text: string): Range[] {
  try {
    return createModule(file, text).comments.map(({ start, end }) => ({ start: start!, end: end! }));
  } catch (error) {
    // A script that cannot be read has no comments that are known.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function betweenIn(text: string, open: string, close: string): Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, at + 1)) {
    const end = text.indexOf(close, at + open.length);
    if (end < 0) break;
    found.push({ start: at, end: end + close.length });
  }
  return found;
}
