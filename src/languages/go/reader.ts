import { childrenOf, surveyOf } from '../code/syntax.ts';
import type { CodeTree } from '../code/tree.ts';
import type { Parse } from '../grammar.ts';
import { surroundingsOf } from './reading.ts';
import { readStatement } from './statements.ts';

/** Packages and imports say only where names come from. */
const QUIET = new Set(['package_clause', 'import_declaration']);

/** Reads Go. */
export function readGo(text: string, parse: Parse): CodeTree {
  return parse(text, (root) => {
    const reading = surroundingsOf(root);
    return {
      body: childrenOf(root)
        .filter(({ type }) => !QUIET.has(type))
        .flatMap((node) => readStatement(node, reading)),
      ...surveyOf(root),
      outside: [],
    };
  });
}
