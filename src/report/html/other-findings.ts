import { groupBy } from '../../model/group-by.ts';
import { RULE_TEXTS } from '../rule-texts.ts';
import { KINDS } from './chart.ts';
import { listItems } from './item.ts';
import { type Html, html, prose } from './markup.ts';
import type { Item, Report } from './report.ts';

/** Warnings, notes, and what is known and does not count, each rule with what it asks for. */
export function showOtherFindings(report: Report): Html {
  const { warnings, notes, settled } = report.items;
  return html`${showByRule(report, 'warnings', 'Warnings', warnings)}${showByRule(report, 'notes', 'Notes', notes)}${
    settled.length > 0 &&
    html`<section id="settled"><h2>What does not count</h2>
${listItems(report, settled, {
  withRule: true,
  withState: true,
  more: ({ found: { ignored } }) =>
    ignored !== undefined && html` <span class="reason">Ignored: ${ignored}.</span>`,
})}</section>
`
  }`;
}

function showByRule(report: Report, id: string, title: string, items: readonly Item[]): Html | undefined {
  if (items.length === 0) return undefined;
  const rules = groupBy(items, ({ found }) => found.finding.ruleId);
  return html`<section id="${id}"><h2>${title}</h2>
${[...rules].map(
  ([
    rule,
    own,
  ]) => html`<section class="by-rule"><h3>${KINDS[rule]}</h3><p class="advice">${prose(RULE_TEXTS[rule].whatToDo)}</p>
${listItems(report, own)}</section>
`,
)}</section>
`;
}
