import { groupBy } from '../../model/group-by.ts';
import type { ChangedFile } from '../../model/migration.ts';
import { compareText } from '../order.ts';
import { showPath as nameOf } from '../paths.ts';
import { count } from '../words.ts';
import { fileAnchor, linesAnchor } from './anchors.ts';
import { showLine } from './code-line.ts';
import { type DiffRow, type Hunk, hunksOf } from './hunks.ts';
import { showItem, showPath } from './item.ts';
import { later } from './later.ts';
import { type Content, type Html, html } from './markup.ts';
import type { Item, Report } from './report.ts';
import { showChange } from './word-diff.ts';

/** So many lines are laid out when the page opens; the other files can be opened. */
const OPEN_ROWS = 1_500;

/** Every change, side by side, by file. */
export function showChanges(report: Report): Html | undefined {
  const { result } = report;
  if (result.changed.length === 0) return undefined;
  const own = groupBy(report.items.done, ({ found }) => found.finding.at.file);
  const touching = findTouching(report);
  let rows = 0;
  const files = [...result.changed]
    .map((changed) => ({ changed, name: nameOf(result.root, changed.file) }))
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ changed, name }) => {
      const hunks = hunksOfFile(report, changed);
      rows += hunks.reduce((sum, hunk) => sum + hunk.rows.length, 0);
      const items = own.get(changed.file) ?? [];
      const about = touching.get(changed.file) ?? [];
      return showFile(report, { name, hunks, items, about, open: rows <= OPEN_ROWS });
    });
  return html`<section id="changes"><h2>${result.dryRun ? 'What would change' : 'What changed'}</h2>
<p>Keys, tickets, tokens and passwords are masked here. <code>zoho-authtoken migrate --diff</code> prints the patch itself.</p>
${files}</section>
`;
}

interface FileChange {
  readonly name: string;
  readonly hunks: readonly Hunk[];
  readonly items: readonly Item[];
  /** Findings elsewhere whose mending changes this file. */
  readonly about: readonly Item[];
  readonly open: boolean;
}

function showFile(report: Report, { name, hunks, items, about, open }: FileChange): Html {
  const kinds = [...items, ...about].map(({ found, state }) => `${found.finding.ruleId}/${state}`);
  const rows = hunks.flatMap((hunk) => hunk.rows);
  const removed = rows.filter(({ before, changed }) => changed && before).length;
  const added = rows.filter(({ after, changed }) => changed && after).length;
  const body = rows.length === 0 ? html`<p>Only what is masked here differs.</p>` : showTable(name, hunks);
  return html`<details class="file" id="${fileAnchor(name)}" data-file="${name}" data-kinds="${[...new Set(kinds)].join(' ')}"${
    open && html` open`
  }><summary><h3><code>${showPath(name)}</code></h3> <span class="facts">${
    items.length > 0 && html`<span>${count(items.length, 'finding')}</span> `
  }<span class="removed">−${removed}</span> <span class="added">+${added}</span></span></summary>
${items.length > 0 && html`<div class="group" data-file="${name}">${items.map((item) => showItem(report, item, { withCode: false }))}</div>`}
${open ? body : later(body)}</details>
`;
}

function showTable(name: string, hunks: readonly Hunk[]): Html {
  return html`<table class="diff"><caption>Changes of ${name}</caption>
<thead><tr><th scope="col">Before</th><th scope="col">After</th></tr></thead>
${hunks.map((hunk) => showHunk(name, hunk))}</table>`;
}

function showHunk(name: string, { skipped, rows }: Hunk): Html {
  const lines = rows.flatMap(({ before }) => before?.n ?? []);
  const [first, last] = [lines[0], lines.at(-1)];
  const link =
    first !== undefined &&
    last !== undefined &&
    html`<a id="${linesAnchor(name, first, last)}" href="#${linesAnchor(name, first, last)}">lines ${first}–${last}</a>`;
  const gap = skipped > 0 && `${count(skipped, 'unchanged line')}`;
  return html`<tbody><tr class="fold"><td colspan="2">${link}${link && gap && ' · '}${gap}${
    link && gap && ' above'
  }</td></tr>
${rows.map(showRow)}</tbody>
`;
}

/** Cells need no end tags, and there are very many. */
function showRow({ before, after, changed }: DiffRow): Html {
  if (!changed)
    return html`<tr>${cell(before!.n, '', showLine(before!.text))}${cell(after!.n, '', showLine(after!.text))}\n`;
  const [old, fresh] =
    before && after
      ? showChange(before.text, after.text)
      : [before && showLine(before.text), after && showLine(after.text)];
  return html`<tr class="changed">${before ? cell(before.n, 'old', old) : html`<td class="none">`}${
    after ? cell(after.n, 'new', fresh) : html`<td class="none">`
  }\n`;
}

function cell(n: number, kind: string, content: Content): Html {
  return html`<td data-n="${n}"${kind !== '' && html` class="${kind}"`}>${content}`;
}

function hunksOfFile({ texts }: Report, { file, after }: ChangedFile): readonly Hunk[] {
  return hunksOf(texts.linesOf(file)!, texts.split(file, after));
}

/** Findings by the other files that their fixes change. */
function findTouching({ items }: Report): ReadonlyMap<string, readonly Item[]> {
  const pairs = [...items.done, ...items.ticketCode]
    .filter(({ found }) => found.finding.applied)
    .flatMap((item) => {
      const { at, fix, places = [], ticketCode } = item.found.finding;
      const files = [...(fix?.edits ?? []), ...places, ...(ticketCode ? [at] : [])].map(({ file }) => file);
      return [...new Set(files)].map((file) => ({ file, item }));
    });
  return new Map(
    [...groupBy(pairs, ({ file }) => file)].map(([file, of]) => [file, of.map(({ item }) => item)] as const),
  );
}
