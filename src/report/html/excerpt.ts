import type { Place } from '../view.ts';
import { showLine } from './code-line.ts';
import { type Html, html } from './markup.ts';

/** Lines of context on either side. */
const AROUND = 1;
/** More lines of one finding are none that people read here. */
const MOST = 12;

/** The lines that a place stands in, and those beside them; its own are marked. */
export function showExcerpt({ start, end }: Place, lines: readonly string[] | undefined): Html | undefined {
  if (lines === undefined) return undefined;
  const first = Math.max(1, start.line - AROUND);
  const last = Math.min(lines.length, end.line + AROUND, first + MOST);
  const rows = lines.slice(first - 1, last).map((line, i) => {
    const n = first + i;
    const isOwn = n >= start.line && n <= end.line;
    return html`<span data-n="${n}"${isOwn && html` class="own"`}>${showLine(line)}\n</span>`;
  });
  return rows.length === 0 ? undefined : html`<pre class="excerpt">${rows}</pre>`;
}
