import { DeclaredNames } from '../code/declared-names.ts';
import { childrenOf, surveyOf } from '../code/syntax.ts';
import type { CodeTree } from '../code/tree.ts';
import type { Parse } from '../grammar.ts';
import { readStatement } from './statements.ts';

/** Says only where names come from. */
const QUIET = new Set(['using_directive', 'extern_alias_directive']);

/** Reads C#. */
export function readCSharp(text: string, parse: Parse): CodeTree {
  return parse(text, (root) => {
    const names = new DeclaredNames();
    return {
      body: childrenOf(root)
        .filter(({ type }) => !QUIET.has(type))
        .map((node) => readStatement(node, names)),
      ...surveyOf(root),
      outside: [],
    };
  });
}
