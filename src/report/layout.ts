/** A row of two columns; what cannot be aligned without waste starts a line of its own. */
export type Row = readonly [left: string, right: string];

/** How much room the lines of a report have. */
export interface Room {
  /** Columns of the terminal; without it nothing is wrapped, so that `grep` finds whole lines. */
  readonly width?: number | undefined;
  /** How many columns a text takes there; without it, as many as it has UTF-16 units. */
  readonly measure?: ((text: string) => number) | undefined;
}

const INDENT = '  ';
const WIDEST_LEFT = 48;
const NARROWEST_RIGHT = 30;

/**
 * Aligns the right column, and wraps it where the room is known: lines without colour. Where there is no room beside the
 * left column, the right one stands below it.
 */
export function layOutRows(rows: readonly Row[], room: Room = {}): readonly string[] {
  const measure = room.measure ?? lengthOf;
  const widest = Math.min(WIDEST_LEFT, roomForLeft(rows, room));
  const fitting = rows.map(([left]) => measure(left)).filter((length) => length <= widest);
  const leftWidth = Math.max(0, ...fitting);
  return rows.flatMap(([left, right]) => layOutRow(left, right, leftWidth, room));
}

/** So many columns a left side may take that the right side still has what it needs. */
function roomForLeft(rows: readonly Row[], { width, measure = lengthOf }: Room): number {
  if (width === undefined) return WIDEST_LEFT;
  const needed = Math.max(...rows.map(([, right]) => measure(right)));
  return width - 2 * INDENT.length - Math.min(needed, NARROWEST_RIGHT);
}

function layOutRow(left: string, right: string, leftWidth: number, room: Room): readonly string[] {
  const margin = INDENT.length + leftWidth + INDENT.length;
  const [first = '', ...others] = wrap(right, narrower(room, margin));
  const continued = others.map((line) => ' '.repeat(margin) + line);
  const length = (room.measure ?? lengthOf)(left);
  if (length <= leftWidth)
    return [(INDENT + left + ' '.repeat(leftWidth - length) + INDENT + first).trimEnd(), ...continued];
  return [INDENT + left, ' '.repeat(margin) + first, ...continued];
}

/** The room that is left when lines begin further to the right. */
export function narrower({ width, measure }: Room, by: number): Room {
  return { width: width === undefined ? undefined : Math.max(width - by, 1), measure };
}

/** Breaks at blanks so that no line is wider than the room, words that are wider left whole. */
export function wrap(text: string, { width, measure = lengthOf }: Room): readonly string[] {
  if (width === undefined || measure(text) <= width) return [text];
  const lines: string[] = [];
  let used = 0;
  for (const word of text.split(' ')) {
    const length = measure(word);
    if (lines.length === 0 || used + 1 + length > width) {
      lines.push(word);
      used = length;
    } else {
      lines[lines.length - 1] += ` ${word}`;
      used += 1 + length;
    }
  }
  return lines;
}

function lengthOf(text: string): number {
  return text.length;
}
