import { endOf, isCall, isMember, memberName, type Node, startOf } from '../syntax/ast.ts';
import { isStatementList, type JsModule } from '../syntax/module.ts';
import type { Draft } from './draft.ts';

/** Removes a statement, and the `if` around it when nothing else is in it and its test does nothing. */
export function removeStatement(draft: Draft, statement: Node): void {
  const { module } = draft;
  const whole = wholeBranch(module, statement);
  const parent = module.parents.get(whole);
  if (!parent || !isStatementList(parent, whole)) {
    draft.replaceNode(whole, '{}');
    return;
  }
  const { start, end } = withLine(module, { start: startOf(whole), end: endOf(whole) });
  draft.replace(start, end, '');
}

/** Climbs to the `if` that exists only for this statement. */
function wholeBranch(module: JsModule, statement: Node): Node {
  let whole = statement;
  for (let parent = module.parents.get(whole); parent; parent = module.parents.get(whole)) {
    const isOnlyStatement =
      parent.type === 'BlockStatement' && parent.body.length === 1 && !holdsComment(module, parent, whole);
    const isOnlyBranch =
      parent.type === 'IfStatement' &&
      parent.consequent === whole &&
      !parent.alternate &&
      isPure(parent.test);
    if (isOnlyStatement && module.parents.get(parent)?.type === 'IfStatement') {
      const branch = module.parents.get(parent) as Extract<Node, { type: 'IfStatement' }>;
      if (branch.consequent !== parent || branch.alternate || !isPure(branch.test)) return whole;
    } else if (!isOnlyBranch) return whole;
    whole = parent;
  }
  return whole;
}

function holdsComment(module: JsModule, outer: Node, inner: Node): boolean {
  return module.comments.some((comment) => {
    const at = comment.start ?? 0;
    return at >= startOf(outer) && at < endOf(outer) && !(at >= startOf(inner) && at < endOf(inner));
  });
}

/** Whether evaluating a test does nothing but answer. */
export function isPure(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'UnaryExpression':
      return node.operator !== 'delete' && isPure(node.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isPure(node.left) && isPure(node.right);
    case 'ParenthesizedExpression':
      return isPure(node.expression);
    default:
      if (isCall(node))
        return (
          isMember(node.callee) &&
          /^(?:has|hasOwnProperty)$/.test(memberName(node.callee) ?? '') &&
          isPure(node.callee.object) &&
          node.arguments.every(isPure)
        );
      return (
        isMember(node) &&
        !isCall(node.object) &&
        isPure(node.object) &&
        (!node.computed || isPure(node.property))
      );
  }
}

/** A range, with its whole lines when nothing else stands on them. */
export function withLine(
  { text }: JsModule,
  { start, end }: { readonly start: number; readonly end: number },
): { start: number; end: number } {
  const before = /(^|[\r\n])([^\S\r\n]*)$/.exec(text.slice(0, start));
  const after = /^[^\S\r\n]*(\r\n|\n|\r|$)/.exec(text.slice(end));
  if (before && after) return { start: start - before[2]!.length, end: end + after[0].length };
  const space = /^[^\S\r\n]+/.exec(text.slice(end));
  return { start, end: end + (space?.[0].length ?? 0) };
}

/** The line break and indentation that a statement begins with. */
export function lineStart(module: JsModule, statement: Node): string {
  const before = /(\r\n|\n|\r)?([^\S\r\n]*)$/.exec(module.text.slice(0, startOf(statement)));
  if (before?.[1]) return before[1] + before[2];
  const eol = /\r\n|\n|\r/.exec(module.text)?.[0] ?? '\n';
  return startOf(statement) === before?.[2]?.length ? eol + before[2] : ' ';
}
