import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childrenOf, spanOf } from '../code/syntax.ts';
import type { Branching, Expression, Statement } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { readStatement } from './statements.ts';

/** One of the blocks of a `switch`, with what is compared to come to it. */
interface Arm {
  readonly labels: readonly SyntaxNode[];
  readonly isDefault: boolean;
  readonly statements: readonly SyntaxNode[];
}

/** The blocks; labels without statements of their own belong to the next that has some. */
function armsOf(node: SyntaxNode): Arm[] {
  const arms: Arm[] = [];
  let labels: SyntaxNode[] = [];
  for (const group of childrenOf(node.childForFieldName('body')!)) {
    const parts = childrenOf(group);
    labels = [...labels, ...parts.filter(({ type }) => type === 'switch_label')];
    const statements = parts.filter(({ type }) => type !== 'switch_label');
    if (statements.length === 0) continue;
    arms.push({
      labels: labels.flatMap(childrenOf),
      isDefault: labels.some((label) => label.text.startsWith('default')),
      statements,
    });
    labels = [];
  }
  return arms;
}

/** `switch` as a statement. A `break` at the end of a block says only that the block ends. */
export function readSwitch(node: SyntaxNode, names: DeclaredNames): Branching {
  const conditions = [readExpression(node.childForFieldName('condition')!, names)];
  const arms = armsOf(node);
  return names.inBlock(() => ({
    kind: 'branching',
    ...spanOf(node),
    conditions,
    arms: arms.map(({ labels, statements }) => [
      ...labels.map((label) => asStatement(labelOf(readExpression(label, names)))),
      ...statements
        .filter((statement, i) => i < statements.length - 1 || statement.type !== 'break_statement')
        .map((statement) => readStatement(statement, names)),
    ]),
    isExhaustive: arms.some(({ isDefault }) => isDefault),
  }));
}

/** Only a constant may stand behind `case`. */
function labelOf(expression: Expression): Expression {
  const { start, end } = expression;
  return { kind: 'other', start, end, parts: [expression], isConstant: true };
}

function asStatement(expression: Expression): Statement {
  return { kind: 'statement', start: expression.start, end: expression.end, expression };
}

/** `switch` as a value: one of the values of its arms, where each is one expression. */
export function readSwitchExpression(node: SyntaxNode, names: DeclaredNames): Expression {
  const arms = armsOf(node);
  const values = arms.map(resultOf);
  const hasNames = arms.some(({ labels }) => labels.some(({ type }) => !type.endsWith('_literal')));
  if (hasNames || !values.every((value) => value !== undefined)) return readSwitchParts(node, names);
  return {
    kind: 'fork',
    ...spanOf(node),
    condition: readExpression(node.childForFieldName('condition')!, names),
    options: values.map((value) => readExpression(value, names)),
  };
}

/** What an arm gives: the one expression behind its arrow. */
function resultOf({ statements: [statement, ...more] }: Arm): SyntaxNode | undefined {
  if (statement?.type !== 'expression_statement' || more.length > 0) return undefined;
  return childrenOf(statement)[0];
}

function readSwitchParts(node: SyntaxNode, names: DeclaredNames): Expression {
  const { conditions, ...branching } = readSwitch(node, names);
  return { kind: 'other', ...spanOf(node), parts: conditions, body: [{ ...branching, conditions: [] }] };
}
