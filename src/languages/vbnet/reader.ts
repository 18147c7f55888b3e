import type { CodeTree, Statement } from '../code/tree.ts';
import { Cursor } from './cursor.ts';
import { lex } from './lexer.ts';
import { bindMembers } from './members.ts';
import { namesIn } from './names.ts';
import { readBody } from './statements.ts';

/** Reads a program in Visual Basic, of .NET or before. What cannot be made sense of is passed over line by line. */
export function readBasic(text: string): CodeTree {
  const { tokens, comments, errors } = lex(text);
  const cursor = new Cursor(text, tokens, namesIn(tokens));
  const body: Statement[] = [];
  while (!cursor.isDone) {
    for (const statement of readBody(cursor)) body.push(statement);
    // The end of what nothing began.
    cursor.skipLine();
    cursor.skipEnds();
  }
  return { body: bindMembers(body, cursor.locals), comments, errors: errors + cursor.errors, outside: [] };
}
