import { listItems } from './item.ts';
import { type Content, type Html, html } from './markup.ts';
import type { Item, Report } from './report.ts';

/** The code of so many stands open. */
const MOST_OPEN = 40;

/** What a person must do, with the reason; of `check` all that blocks. */
export function showHandWork(report: Report): Html | undefined {
  const { result, items } = report;
  if (items.work.length === 0) return undefined;
  const title = 'check' in result ? 'Findings that block' : 'Calls to rewrite by hand';
  const open = items.work.length <= MOST_OPEN;
  return html`<section id="work"><h2>${title}</h2>
${listItems(report, items.work, { open, withRule: 'check' in result, more: explain })}</section>
`;
}

function explain({ found: { finding, refusal } }: Item): Content {
  if (refusal !== undefined) return html` <span class="reason">Not rewritten: ${refusal}.</span>`;
  if (finding.proposed) return html` <span class="reason"><code>migrate</code> rewrites it.</span>`;
  return (
    finding.fix?.safety === 'unsafe' &&
    html` <span class="reason">Rewritten with <code>--unsafe</code>.</span>`
  );
}
