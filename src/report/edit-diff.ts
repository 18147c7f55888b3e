import { structuredPatch } from 'diff';
import pc from 'picocolors';
import type { ChangedFile } from '../model/migration.ts';
import { escapeControls } from './escape.ts';
import type { Room } from './layout.ts';
import { showPath } from './paths.ts';

/** Lines that are longer than the room go on in the next. */
interface DiffOptions extends Room {
  readonly root: string;
  readonly color: boolean;
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
      ...fold(escapeControls(showPath(options.root, file)), options).map(paint.bold),
      ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
        paint.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
        ...lines.flatMap((line) => renderLine(line, paint, options)),
      ]),
    ];
  });
}

/** Every line end alike: what ends lines is not what changes. */
function readable(text: string): string {
  return text.replace(/\r\n|\r/g, '\n');
}

function renderLine(line: string, paint: ReturnType<typeof pc.createColors>, room: Room) {
  const sign = line[0]!;
  const color = sign === '+' ? paint.green : sign === '-' ? paint.red : sign === '\\' ? paint.dim : undefined;
  const text = sign + line.slice(1).split('\t').map(escapeControls).join(TAB);
  const folded = fold(text, room);
  return color ? folded.map(color) : folded;
}

/** A line cut into pieces that fit; those that go on begin with a blank. */
function fold(line: string, { width, measure = ({ length }) => length }: Room): string[] {
  if (width === undefined || measure(line) <= width) return [line];
  const pieces = [''];
  let used = 0;
  for (const character of line) {
    const columns = measure(character);
    if (used + columns > width && used > 1) {
      pieces.push(' ');
      used = 1;
    }
    pieces[pieces.length - 1] += character;
    used += columns;
  }
  return pieces;
}
