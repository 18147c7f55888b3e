/** A row of two columns; what cannot be aligned without waste starts a line of its own. */
export type Row = readonly [left: string, right: string];

const INDENT = '  ';
const WIDEST_LEFT = 48;
const NARROWEST_RIGHT = 30;

/** Aligns the right column, and wraps it where a width is given: lines without colour. */
export function layOutRows(rows: readonly Row[], width?: number): readonly string[] {
  const fitting = rows.map(([left]) => left.length).filter((length) => length <= WIDEST_LEFT);
  const leftWidth = Math.max(0, ...fitting);
  return rows.flatMap(([left, right]) => layOutRow(left, right, leftWidth, width));
}

function layOutRow(left: string, right: string, leftWidth: number, width?: number): readonly string[] {
  const margin = INDENT.length + leftWidth + INDENT.length;
  const room = width === undefined ? undefined : Math.max(width - margin, NARROWEST_RIGHT);
  const [first = '', ...others] = wrap(right, room);
  const continued = others.map((line) => ' '.repeat(margin) + line);
  if (left.length <= leftWidth) {
    return [(INDENT + left.padEnd(leftWidth) + INDENT + first).trimEnd(), ...continued];
  }
  return [INDENT + left, ' '.repeat(margin) + first, ...continued];
}

/** Breaks at blanks so that no line is longer than `width`, words that are longer left whole. */
export function wrap(text: string, width?: number): readonly string[] {
  if (width === undefined || text.length <= width) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
