import { groupBy } from '../../model/group-by.ts';
import type { Endpoint } from '../../zoho/endpoints.ts';
import { showExcerpt } from './excerpt.ts';
import { later } from './later.ts';
import { type Content, type Html, html, prose } from './markup.ts';
import type { Item, Report } from './report.ts';
import { STATES } from './states.ts';

export interface ItemOptions {
  /** True: the code stands open. */
  readonly open?: boolean;
  /** True: the file is told with the line. */
  readonly withFile?: boolean;
  /** False: the code stands elsewhere. */
  readonly withCode?: boolean;
  /** True: what the section does not tell of all its items. */
  readonly withRule?: boolean;
  readonly withState?: boolean;
  /** What stands behind the message. */
  readonly more?: (item: Item) => Content;
}

/** Items by the file that they stand in, whose name is told once. */
export function listItems(report: Report, items: readonly Item[], options: ItemOptions = {}): Html {
  const files = groupBy(items, ({ found }) => found.place.file);
  return html`${[...files].map(
    ([file, own]) => html`<section class="group" data-file="${file}">
<p class="path"><code>${showPath(file)}</code></p>
${own.map((item) => showItem(report, item, options))}</section>
`,
  )}`;
}

/** One finding: its line, what became of it and why; the code can be opened. */
export function showItem(report: Report, item: Item, options: ItemOptions = {}): Html {
  const { found, state, anchor } = item;
  const { open = false, withFile = false, withCode = true } = options;
  const code = withCode && showExcerpt(found.place, report.texts.linesOf(found.finding.at.file));
  const attributes = html`class="item" id="${anchor}" data-rule="${found.finding.ruleId}" data-state="${state}"${
    withFile && html` data-file="${found.place.file}"`
  }`;
  const head = showHead(item, options);
  if (!code) return html`<div ${attributes} tabindex="-1">${head}</div>\n`;
  const body = html`${code}<p class="permalink"><a href="#${anchor}">Link to this finding</a></p>`;
  return html`<details ${attributes}${open && html` open`}><summary>${head}</summary>${
    open ? body : later(body)
  }</details>\n`;
}

function showHead(item: Item, { withFile, withRule, withState, more }: ItemOptions): Html {
  const { found, state } = item;
  const { finding, place, symbol } = found;
  const facts = html`${tellEndpoint(finding.endpoint)}${symbol !== undefined && html`<span>in <code>${symbol}</code></span> `}${
    withRule && html`<span class="rule">${finding.ruleId}</span> `
  }${withState && html`<span class="state ${state}">${STATES[state]}</span>`}`;
  return html`<span class="line">${withFile && html`${showPath(place.file)}:`}${place.start.line}</span> ${prose(
    found.message,
  )}${more?.(item)}${facts.text !== '' && html` <span class="facts">${facts}</span>`}`;
}

/** A file's name, which may be broken behind its folders. */
export function showPath(file: string): Html {
  return html`${file.split('/').map((part, i) => (i > 0 ? html`/<wbr>${part}` : part))}`;
}

function tellEndpoint(endpoint: Endpoint | undefined): Content {
  const { host, module, method } = endpoint ?? {};
  const call = [module, method].filter((part) => part !== undefined).join('/');
  return [call, host].filter((part) => part).map((part) => html`<span class="endpoint">${part}</span> `);
}
