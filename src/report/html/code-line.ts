import { type Html, html } from './markup.ts';

/** More of a line is none that people read. */
const LONGEST = 600;

/** What a person sees of a line of code: tabs stay, other controls are spelled and set apart from a spelling that stands in the code. */
export function showCode(text: string): Html {
  const parts = text.split(CONTROLS);
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<i>${part}</i>` : splitTabs(part)))}`;
}

/** A line as it is shown where nothing in it has changed. */
export function showLine(line: string): Html {
  if (line.length <= LONGEST) return showCode(line);
  return html`${showCode(line.slice(0, LONGEST))}${showGap(line.length - LONGEST)}`;
}

/** Stands in the place of characters that are not shown. */
export function showGap(characters: number): Html {
  return html`<i>… ${characters} characters …</i>`;
}

/** As src/report/escape.ts, but for tabs. */
const CONTROLS =
  /((?:[\0-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate})+)/u;

/** The tab is one of the controls that are spelled elsewhere. */
function splitTabs(text: string): Html {
  return html`${text.split('\t').map((part, i) => (i > 0 ? html`\t${part}` : part))}`;
}
