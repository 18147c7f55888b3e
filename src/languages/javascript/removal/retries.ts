import { isCall, isMember, memberName, type Node, walk } from '../syntax/ast.ts';
import { isStatementList, type JsModule } from '../syntax/module.ts';
import type { Doomed } from './doomed.ts';
import { isPure } from './purity.ts';
import { hasRoomFor } from './room.ts';
import type { Reason } from './unwrap.ts';

/** Takes out what is done when a reply tells that the ticket has run out; answers why it cannot be done. */
export function removeRetry(doomed: Doomed, module: JsModule, statement: Node): Reason {
  if (statement.type === 'SwitchCase') return removeCase(doomed, module, statement);
  if (statement.type !== 'IfStatement') return 'it is no branch of its own';
  const { test, alternate } = statement;
  if (!isPure(test)) return 'its test does something';
  if (asksForMore(test)) return 'it reacts to other errors, too';
  if (!alternate) {
    doomed.remove(statement);
    return undefined;
  }
  const parent = module.parents.get(statement);
  const isListed = parent !== undefined && isStatementList(parent, statement);
  const fits = alternate.type === 'BlockStatement' && isListed && hasRoomFor(module, alternate, statement);
  doomed.splice({ outer: statement, kept: fits && alternate.body.length > 0 ? alternate.body : [alternate] });
  return undefined;
}

/** Whether a test is true without error 4834, too. */
function asksForMore(test: Node): boolean {
  let found = false;
  walk(test, (node) => {
    if (node.type === 'LogicalExpression' && node.operator !== '&&')
      found ||= !(isAbout4834(node.left) && isAbout4834(node.right));
    if (node.type === 'UnaryExpression' && node.operator === '!' && isAbout4834(node)) found = true;
    if (node.type === 'BinaryExpression' && isAbout4834(node) && !isPositive(node)) found = true;
  });
  return found;
}

/** Whether a comparison is true when the error is there: `code === 4834`, `body.indexOf('4834') !== -1`. */
function isPositive({ operator, left, right }: Extract<Node, { type: 'BinaryExpression' }>): boolean {
  const isSearch =
    isCall(left) &&
    isMember(left.callee) &&
    /^(indexOf|search|lastIndexOf)$/.test(memberName(left.callee) ?? '');
  if (!isSearch) return operator === '===' || operator === '==';
  const isNone = right.type === 'UnaryExpression' && right.operator === '-';
  const isStart = right.type === 'NumericLiteral' && right.value === 0;
  return isNone ? /^(!==?|>)$/.test(operator) : isStart && operator === '>=';
}

function isAbout4834(node: Node): boolean {
  let found = false;
  walk(node, (inner) => {
    if (inner.type === 'NumericLiteral' || inner.type === 'StringLiteral')
      found ||= String(inner.value).includes('4834');
    if (inner.type === 'RegExpLiteral') found ||= inner.pattern.includes('4834');
  });
  return found;
}

function removeCase(doomed: Doomed, module: JsModule, node: Extract<Node, { type: 'SwitchCase' }>): Reason {
  const parent = module.parents.get(node);
  if (parent?.type !== 'SwitchStatement') return 'it is no branch of its own';
  const before = parent.cases[parent.cases.indexOf(node) - 1];
  if (!leaves(node) || (before && !leaves(before))) return 'another case falls through to it';
  doomed.remove(node);
  return undefined;
}

function leaves({ consequent }: Extract<Node, { type: 'SwitchCase' }>): boolean {
  return /^(Break|Return|Throw|Continue)Statement$/.test(consequent.at(-1)?.type ?? '');
}
