import { groupDigits } from '../words.ts';
import { showPath } from './item.ts';
import { type Html, html } from './markup.ts';
import type { Report } from './report.ts';

/** Files that should have been judged and were not, and what was left out by rule. */
export function showNotJudged({ view: { skipped, leftOut }, result }: Report): Html {
  return html`${
    skipped.length > 0 &&
    html`<section id="not-judged"><h2>Files not judged, although the parameters may stand there</h2>
<ul class="files">${skipped.map(
      ({ file, reason }) => html`<li data-file="${file}"><code>${showPath(file)}</code> ${reason}</li>\n`,
    )}</ul></section>
`
  }<section id="looked-at"><h2>What was looked at</h2>
<p>${groupDigits(result.filesScanned)} files.${
    leftOut.length > 0 &&
    ` Left out by rule: ${leftOut.map(([reason, n]) => `${groupDigits(n)} ${reason}`).join(', ')}.`
  }</p></section>
`;
}
