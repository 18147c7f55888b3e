import { type Html, html } from './markup.ts';

/** A box of the drawing: what it is, and lines in it. */
export interface GraphBox {
  readonly title: string;
  readonly lines: readonly GraphLine[];
  /** True: it is no longer there. */
  readonly gone: boolean;
}

interface GraphLine {
  readonly text: string;
  readonly detail: string;
  /** The place in the page that tells more. */
  readonly anchor: string | undefined;
}

/** Boxes from left to right; those of a column stand above each other, and each feeds all of the next one. */
export type Columns = readonly (readonly GraphBox[])[];

const CHARACTER = 7.3;
const LONGEST = 26;
const MOST_LINES = 4;
const [PAD, TITLE, LINE, GAP, ROW_GAP] = [10, 24, 34, 46, 18] as const;

interface Placed extends GraphBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws what feeds what, to be read as an image: what it says stands in the list beside it, too. */
export function drawGraph(name: string, columns: Columns): Html {
  const placed = place(columns.filter((boxes) => boxes.length > 0));
  const boxes = placed.flat();
  const width = Math.max(...boxes.map((box) => box.x + box.width)) + 1;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + 1;
  const arrows = placed
    .slice(1)
    .flatMap((targets, i) => placed[i]!.flatMap((from) => targets.map((to) => drawArrow(from, to))));
  return html`<section class="graph" tabindex="0" aria-label="${`Drawing: ${name}`}"><svg role="group" aria-label="${`What feeds what: ${name}`}" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}">
${arrows}
${boxes.map(drawBox)}
</svg></section>
`;
}

function place(columns: Columns): readonly (readonly Placed[])[] {
  const sized = columns.map((boxes) => boxes.map((box) => ({ ...box, ...sizeOf(box) })));
  const heights = sized.map((boxes) => boxes.reduce((sum, { height }) => sum + height + ROW_GAP, -ROW_GAP));
  const tallest = Math.max(...heights);
  let x = 1;
  return sized.map((boxes, i) => {
    const width = Math.max(...boxes.map((box) => box.width));
    let y = 1 + (tallest - heights[i]!) / 2;
    const column = boxes.map((box): Placed => {
      const at = { ...box, x, y, width };
      y += box.height + ROW_GAP;
      return at;
    });
    x += width + GAP;
    return column;
  });
}

function sizeOf({ title, lines }: GraphBox) {
  const shown = Math.min(lines.length, MOST_LINES);
  const texts = [title, ...lines.slice(0, shown).flatMap(({ text, detail }) => [text, detail])];
  const longest = Math.max(...texts.map((text) => Math.min(text.length, LONGEST)));
  const more = lines.length > shown ? LINE / 2 : 0;
  return { width: longest * CHARACTER + 2 * PAD, height: TITLE + shown * LINE + more + PAD / 2 };
}

function drawBox({ title, lines, gone, x, y, width, height }: Placed): Html {
  const shown = lines.slice(0, MOST_LINES);
  const left = lines.length - shown.length;
  return html`<g class="box${gone && ' gone'}"><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="5"/><text class="title" x="${round(x + PAD)}" y="${round(y + 17)}">${title}</text>
${shown.map((line, i) => drawLine(line, x + PAD, y + TITLE + i * LINE))}${
  left > 0 &&
  html`<text class="detail" x="${round(x + PAD)}" y="${round(y + TITLE + shown.length * LINE + 10)}">and ${left} more</text>`
}</g>
`;
}

function drawLine({ text, detail, anchor }: GraphLine, x: number, y: number): Html {
  const texts = html`<text x="${round(x)}" y="${round(y + 13)}">${cutEnd(text)}</text><text class="detail" x="${round(x)}" y="${round(y + 27)}">${cutStart(detail)}</text>`;
  return anchor === undefined
    ? texts
    : html`<a href="#${anchor}"><title>${text}, ${detail}</title>${texts}</a>`;
}

function drawArrow(from: Placed, to: Placed): Html {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x - 2, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  const tip = `M${round(x2)} ${round(y2)}l-8 -4.5v9z`;
  return html`<path class="arrow" d="M${round(x1)} ${round(y1)}C${round(middle)} ${round(y1)} ${round(middle)} ${round(y2)} ${round(x2 - 8)} ${round(y2)}"/><path class="tip" d="${tip}"/>`;
}

function cutEnd(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** The end of a path tells more than its start. */
function cutStart(text: string): string {
  return text.length > LONGEST ? `…${text.slice(1 - LONGEST)}` : text;
}

function round(n: number): string {
  return String(Math.round(n * 10) / 10);
}
