import type { Position } from '../model/position.ts';

/** Turns offsets of one report's files into lines and columns; a file's lines are counted once, when asked for. */
export interface Locator {
  locate(file: string, offset: number): Position;
}

/** Positions that were found while a text went by that is too large to keep: by file, then by offset. */
export type KnownPositions = ReadonlyMap<string, ReadonlyMap<number, Position>>;

/**
 * `texts` holds the decoded texts by absolute path, BOM included.
 * Throws when asked about a file that is not among them: a report must not make a place up.
 */
export function createLocator(
  texts: ReadonlyMap<string, string>,
  known: KnownPositions = new Map(),
): Locator {
  const tables = new Map<string, readonly number[]>();
  return {
    locate(file, offset) {
      const position = known.get(file)?.get(offset);
      if (position) return position;
      const text = texts.get(file);
      if (text === undefined) throw new Error(`The text of ${file} is missing from the result`);
      const starts = tables.get(file) ?? findLineStarts(text);
      tables.set(file, starts);
      return locateIn(text, starts, offset);
    },
  };
}

/** The offsets at which lines start; LF, CR and CRLF end a line. */
function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 10 && unit !== 13) continue;
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i++;
    starts.push(i + 1);
  }
  return starts;
}

function locateIn(text: string, starts: readonly number[], offset: number): Position {
  const index = findLastAtOrBefore(starts, offset);
  // Editors do not show the BOM: it has an offset but no column.
  const hidden = index === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { line: index + 1, column: Math.max(offset - starts[index]! - hidden, 0) + 1, offset };
}

function findLastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
