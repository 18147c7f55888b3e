import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression, Other, Statement } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { partsOf, spanOf } from './nodes.ts';
import type { Scope } from './scope.ts';
import { isStatement, readStatement } from './statements.ts';

/** What stands in a construct beside expressions, and holds none that runs. */
const SYNTAX = new Set([
  'type',
  'type_conversion',
  'string_start',
  'string_content',
  'string_end',
  'escape_sequence',
]);
/** What only holds together what stands in it. */
const WRAPPERS = new Set([
  'slice',
  'chevron',
  'parenthesized_list_splat',
  'list_splat',
  'dictionary_splat',
  'keyword_argument',
  'ERROR',
]);

/** What the tree has no node for, with all that stands in it. */
export function readOther(node: SyntaxNode, scope: Scope): Other {
  const parts: Expression[] = [];
  const body: Statement[] = [];
  for (const part of partsOf(node)) {
    if (SYNTAX.has(part.type)) continue;
    if (isStatement(part)) body.push(...readStatement(part, scope));
    else if (WRAPPERS.has(part.type)) parts.push(...unwrapped(readOther(part, scope)));
    else parts.push(readExpression(part, scope));
  }
  return { kind: 'other', ...spanOf(node), parts, ...(body.length > 0 && { body }) };
}

function unwrapped(other: Other): readonly Expression[] {
  return other.body ? [other] : other.parts;
}
