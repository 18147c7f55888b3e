import { RULE_IDS } from '../../model/finding.ts';
import { compareText } from '../order.ts';
import { type Html, html } from './markup.ts';
import { allItems, type Report } from './report.ts';
import { STATES, type State } from './states.ts';

/** More folders are none that people choose from; the text finds them. */
const MOST_FOLDERS = 500;

/** Shown by the page's script, without which it could do nothing. */
export function showFilterBar(report: Report): Html | undefined {
  const items = allItems(report);
  if (items.length === 0) return undefined;
  const rules = new Set(items.map(({ found }) => found.finding.ruleId));
  const states = new Set(items.map(({ state }) => state));
  const named = [
    ...items.map(({ found }) => found.place.file),
    ...report.view.skipped.map(({ file }) => file),
  ];
  const folders = [...new Set(named.flatMap(foldersOf))].sort(compareText).slice(0, MOST_FOLDERS);
  const option = (value: string, label: string) => html`<option value="${value}">${label}</option>`;
  return html`<form class="filter" role="search" aria-label="Filter the findings" hidden>
<label>Rule <select name="rule"><option value="">all</option>${RULE_IDS.filter((rule) => rules.has(rule)).map(
    (rule) => option(rule, rule),
  )}</select></label>
<label>State <select name="state"><option value="">all</option>${(Object.keys(STATES) as State[])
    .filter((state) => states.has(state))
    .map((state) => option(state, STATES[state]))}</select></label>
<label>Folder <select name="folder"><option value="">all</option>${folders.map((folder) => option(folder, folder))}</select></label>
<label class="text">Text <input name="text" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
<button type="reset">Clear</button>
<button type="button" class="help" aria-haspopup="dialog" aria-keyshortcuts="?">Keys</button>
<p class="shown" role="status" aria-live="polite"></p>
</form>
`;
}

/** The folders above a file, outermost first, as the filter compares them: with a slash at their end. */
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, i) => `${parts.slice(0, i + 1).join('/')}/`);
}

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'to the text of the filter'],
  [['Esc'], 'clear the filter'],
  [['j', '↓'], 'next finding or file'],
  [['k', '↑'], 'the one before'],
  [['Enter'], 'open or close it'],
  [['?'], 'these keys'],
];

export function showKeys(): Html {
  return html`<dialog class="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
<dl>${KEYS.map(
    ([keys, what]) =>
      html`<div><dt>${keys.map((key, i) => html`${i > 0 && ' '}<kbd>${key}</kbd>`)}</dt><dd>${what}</dd></div>`,
  )}</dl>
<form method="dialog"><button type="submit">Close</button></form></dialog>
`;
}
