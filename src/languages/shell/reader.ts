import { surveyOf } from '../code/syntax.ts';
import type { CodeTree } from '../code/tree.ts';
import type { Parse } from '../grammar.ts';
import { readingOf } from './reading.ts';
import { readStatements } from './statements.ts';

/** Reads shell. */
export function readShell(text: string, parse: Parse): CodeTree {
  return parse(text, (root) => ({
    body: readStatements(root, readingOf(root, text)),
    ...surveyOf(root),
    outside: [],
  }));
}
