import { structuredPatch } from 'diff';
import pc from 'picocolors';
import type { ChangedFile } from '../model/migration.ts';
import { escapeControls } from './escape.ts';
import { showPath } from './paths.ts';

interface DiffOptions {
  readonly root: string;
  readonly color: boolean;
  /** Columns; longer lines go on in the next. */
  readonly width?: number | undefined;
}

const CONTEXT = 3;
const TAB = '    ';

/** Changes as people read them on a terminal, file by file: no patch, since control characters are spelled out. */
export function renderEdits(changed: readonly ChangedFile[], options: DiffOptions): string[] {
  const paint = pc.createColors(options.color);
  return changed.flatMap(({ file, before, after }) => {
    const { hunks } = structuredPatch('', '', readable(before), readable(after), undefined, undefined, {
      context: CONTEXT,
    });
    if (hunks.length === 0) return [];
    return [
      ...fold(escapeControls(showPath(options.root, file)), options.width).map(paint.bold),
      ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
        paint.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
        ...lines.flatMap((line) => renderLine(line, paint, options.width)),
      ]),
    ];
  });
}

/** Every line end alike: what ends lines is not what changes. */
function readable(text: string): string {
  return text.replace(/\r\n|\r/g, '\n');
}

function renderLine(line: string, paint: ReturnType<typeof pc.createColors>, width: number | undefined) {
  const sign = line[0]!;
  const color = sign === '+' ? paint.green : sign === '-' ? paint.red : sign === '\\' ? paint.dim : undefined;
  const text = sign + line.slice(1).split('\t').map(escapeControls).join(TAB);
  const folded = fold(text, width);
  return color ? folded.map(color) : folded;
}

/** A line cut into pieces that fit; those that go on begin with a blank. */
function fold(line: string, width: number | undefined): string[] {
  if (width === undefined || line.length <= width) return [line];
  const room = Math.max(width - 1, 1);
  const pieces = [line.slice(0, width)];
  for (let at = width; at < line.length; at += room) pieces.push(' ' + line.slice(at, at + room));
  return pieces;
}
