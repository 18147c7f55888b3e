import { RULE_IDS, type RuleId } from '../../model/finding.ts';
import { groupBy } from '../../model/group-by.ts';
import { groupDigits } from '../words.ts';
import { type Html, html } from './markup.ts';
import { allItems, type Item, type Report } from './report.ts';
import { countState, STATES, type State } from './states.ts';

const [WIDTH, HEIGHT] = [260, 14];
/** One of thousands can still be seen. */
const NARROWEST = 3;

export const KINDS: Readonly<Record<RuleId, string>> = {
  'deprecated-params': 'Calls with a key or ticket',
  'ticket-regeneration': 'Ticket code',
  'needs-token': 'Tokens',
  'client-side-token': 'Tokens that visitors can read',
  'hardcoded-credential': 'Credentials in source',
  unresolved: 'Calls to an unknown place',
  'other-zoho-service': 'Calls to other Zoho services',
  'left-over': 'Left over',
  'unused-ignore': 'Comments that ignore nothing',
};

/** How many findings there are of each kind, as bars whose parts tell what became of them. */
export function showChart(report: Report): Html | undefined {
  const byRule = groupBy(allItems(report), ({ found }) => found.finding.ruleId);
  if (byRule.size === 0) return undefined;
  const most = Math.max(...[...byRule.values()].map((items) => items.length));
  const present = RULE_IDS.filter((rule) => byRule.has(rule));
  return html`<table class="chart"><caption>Findings by kind</caption>
<thead><tr><th scope="col">Kind</th><th scope="col">Count</th><th scope="col">Share</th><th scope="col">What became of them</th></tr></thead>
<tbody>${present.map((rule) => showRow(rule, byRule.get(rule)!, most))}</tbody></table>
`;
}

/** The patterns that tell the parts of a bar apart without colour; once in the page. */
export const PATTERNS = html`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0h6v6H0z"/><path class="ink" d="M0 0h2.5v6H0z"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 0h5v5H0z"/><circle class="ink" cx="2.5" cy="2.5" r="1.2"/></pattern>
</defs></svg>
`;

function showRow(rule: RuleId, items: readonly Item[], most: number): Html {
  const byState = groupBy(items, ({ state }) => state);
  const states = (Object.keys(STATES) as State[]).filter((state) => byState.has(state));
  const parts = states.map((state) => ({ state, n: byState.get(state)!.length }));
  return html`<tr><th scope="row"><span data-filter="rule=${rule}">${KINDS[rule]}</span></th><td class="number">${groupDigits(items.length)}</td>
<td>${drawBar(parts, most)}</td><td>${parts.map(
    ({ state, n }, i) =>
      html`${i > 0 && ', '}<span class="part"><svg class="key" width="11" height="11" aria-hidden="true" focusable="false"><rect class="${state}" x="0.5" y="0.5" width="10" height="10"/></svg> <span data-filter="rule=${rule}&amp;state=${state}">${countState(n, state)}</span></span>`,
  )}</td></tr>
`;
}

/** What it shows stands in words beside it. */
function drawBar(parts: readonly { readonly state: State; readonly n: number }[], most: number): Html {
  let x = 0;
  const bars = parts.map(({ state, n }) => {
    const width = Math.max((n / most) * (WIDTH - 1), NARROWEST);
    const bar = html`<rect class="${state}" x="${(x + 0.5).toFixed(1)}" y="0.5" width="${width.toFixed(1)}" height="${HEIGHT - 1}"/>`;
    x += width;
    return bar;
  });
  return html`<svg class="bar" width="${WIDTH + parts.length * NARROWEST}" height="${HEIGHT}" aria-hidden="true" focusable="false">${bars}</svg>`;
}
