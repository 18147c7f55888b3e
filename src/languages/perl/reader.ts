import type { CodeTree, Statement } from '../code/tree.ts';
import { Cursor, Source } from './cursor.ts';
import { readStatements } from './statements.ts';

/** Reads a Perl program. What cannot be made sense of is passed over piece by piece, so that no text is refused. */
export function readPerl(text: string): CodeTree {
  const source = new Source(text);
  const cursor = new Cursor(source, text.startsWith('\ufeff') ? 1 : 0, text.length);
  const body: Statement[] = [];
  while (!cursor.isDone) {
    for (const statement of readStatements(cursor)) body.push(statement);
    if (cursor.isDone) break;
    // A bracket that closes nothing.
    source.errors++;
    cursor.at++;
  }
  const { errors, outside } = source;
  const comments = [...source.comments.values()].sort((a, b) => a.start - b.start);
  return { body, comments, errors, outside };
}
