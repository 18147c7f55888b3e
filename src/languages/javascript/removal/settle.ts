import { isCall, isFunction, isWithin, type Node } from '../syntax/ast.ts';
import { ancestorsOf, isStatementList, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Doomed } from './doomed.ts';
import { fold, type Known, type KnownOf } from './fold.ts';
import { hasRoomFor } from './room.ts';
import { isLast } from './timing.ts';

/**
 * Takes out the guards that ask whether a ticket or an error is there, by what they come to once no ticket is fetched.
 * False when one of the names is used for more than that.
 */
export function settle(doomed: Doomed, module: JsModule, known: ReadonlyMap<Binding, Known>): boolean {
  const all = new Map(known);
  return settleAll(doomed, all, (_binding, what, read) => {
    const keeper = what === 'present' ? keeperOf(module, read) : undefined;
    if (keeper) {
      doomed.remove(keeper.statement);
      all.set(keeper.binding, 'present');
      return true;
    }
    if (what === 'absent' && isHandedOn(module, read)) {
      doomed.replace(read, 'null');
      return true;
    }
    return settleRead(doomed, module, read, all);
  });
}

/**
 * Settles every read of some variables, which may become more on the way. A read that cannot be settled may go together
 * with a branch that another one decides.
 */
export function settleAll<K>(
  doomed: Doomed,
  all: ReadonlyMap<Binding, K>,
  settleOne: (binding: Binding, what: K, read: Node) => boolean,
): boolean {
  for (let open = Infinity; ; ) {
    const left: Node[] = [];
    for (const [binding, what] of all)
      for (const read of doomed.liveReads(binding))
        if (!doomed.has(read) && !settleOne(binding, what, read)) left.push(read);
    const unsettled = left.filter((read) => !doomed.has(read)).length;
    if (unsettled === 0 || unsettled >= open) return unsettled === 0;
    open = unsettled;
  }
}

/** The variable that is given a value as it is: `ticket = t;`. */
function keeperOf(module: JsModule, read: Node): { statement: Node; binding: Binding } | undefined {
  const assignment = module.parents.get(read);
  if (assignment?.type !== 'AssignmentExpression' || assignment.right !== read) return undefined;
  const statement = module.parents.get(assignment);
  const binding = module.scopes.bindingOf(assignment.left);
  return statement?.type === 'ExpressionStatement' && binding ? { statement, binding } : undefined;
}

/** An error that is handed on: `done(err, rows)`. A type may ask for `undefined` where there is none. */
export function isHandedOn(module: JsModule, read: Node): boolean {
  const parent = module.parents.get(read);
  return (
    parent !== undefined &&
    isCall(parent) &&
    parent.arguments[0] === read &&
    parent.callee.type === 'Identifier' &&
    !/\.[cm]?tsx?$/.test(module.file)
  );
}

function settleRead(
  doomed: Doomed,
  module: JsModule,
  read: Node,
  known: ReadonlyMap<Binding, Known>,
): boolean {
  return settleBranch(doomed, module, read, (node) => {
    const binding = node.type === 'Identifier' ? module.scopes.bindingOf(node) : undefined;
    return binding && known.get(binding);
  });
}

/** Folds the branching whose test a read stands in; false where it does not stand in one, or its test is not known. */
export function settleBranch(doomed: Doomed, module: JsModule, read: Node, knownOf: KnownOf): boolean {
  const branch = branchAround(module, read);
  if (!branch) return false;
  const outcome = fold(branch.test, knownOf);
  if (outcome === undefined) return false;
  if (typeof outcome !== 'boolean') {
    if (isWithin(read, outcome.keep)) return false;
    doomed.splice({ outer: branch.test, kept: [outcome.keep] });
    return true;
  }
  take(doomed, module, branch.node, outcome);
  return true;
}

type Branch = Extract<Node, { type: 'IfStatement' | 'ConditionalExpression' | 'ExpressionStatement' }>;

/** The branching whose test a read stands in. */
function branchAround(module: JsModule, read: Node): { node: Branch; test: Node } | undefined {
  for (const node of ancestorsOf(module, read)) {
    if (isFunction(node)) return undefined;
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
      return isWithin(read, node.test) ? { node, test: node.test } : undefined;
    if (node.type === 'ExpressionStatement') {
      const { expression } = node;
      const isGuard =
        expression.type === 'LogicalExpression' &&
        expression.operator !== '??' &&
        isWithin(read, expression.left);
      return isGuard ? { node, test: expression.left } : undefined;
    }
  }
  return undefined;
}

/** Leaves the side of a branching that is taken from now on. */
function take(doomed: Doomed, module: JsModule, branch: Branch, outcome: boolean): void {
  if (branch.type === 'ConditionalExpression') {
    doomed.splice({ outer: branch, kept: [outcome ? branch.consequent : branch.alternate] });
    return;
  }
  if (branch.type === 'ExpressionStatement') {
    const { expression } = branch;
    if (expression.type !== 'LogicalExpression') return;
    if (outcome === (expression.operator === '&&'))
      doomed.splice({ outer: expression, kept: [expression.right] });
    else doomed.remove(branch);
    return;
  }
  const side = outcome ? branch.consequent : branch.alternate;
  if (!side) {
    doomed.remove(branch);
    return;
  }
  const kept = contentOf(module, branch, side);
  doomed.splice({ outer: branch, kept });
  const last = kept.at(-1);
  if (last?.type !== 'ReturnStatement' && last?.type !== 'ThrowStatement') return;
  dropRest(doomed, module, branch);
  // Where the function ends there, a bare `return` says nothing.
  if (last.type === 'ReturnStatement' && !last.argument && isLast(doomed, module, branch))
    doomed.remove(last);
}

/** The statements of a branch where they may stand in place of the `if`, else the branch as a block. */
function contentOf(module: JsModule, branch: Node, side: Node): readonly Node[] {
  const parent = module.parents.get(branch);
  const isListed = parent !== undefined && isStatementList(parent, branch);
  if (side.type !== 'BlockStatement' || !isListed || side.body.length === 0) return [side];
  return hasRoomFor(module, side, branch) ? side.body : [side];
}

/** What stands behind a statement that now always leaves the function is never reached. */
function dropRest(doomed: Doomed, module: JsModule, statement: Node): void {
  const parent = module.parents.get(statement);
  if (parent?.type !== 'BlockStatement' && parent?.type !== 'Program') return;
  const rest = parent.body.slice(parent.body.indexOf(statement as never) + 1);
  if (rest.some(({ type }) => type === 'VariableDeclaration' || type.endsWith('Declaration'))) return;
  doomed.remove(...rest);
}
