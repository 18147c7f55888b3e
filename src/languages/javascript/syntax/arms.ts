import type { Arm } from '../../../model/arms.ts';
import { isMember, type Node, startOf, unwrap } from './ast.ts';
import { asksFor } from './guards.ts';
import { functionAround, isStatementList, type JsModule } from './module.ts';

const ENDS: ReadonlySet<string> = new Set([
  'ReturnStatement',
  'ThrowStatement',
  'BreakStatement',
  'ContinueStatement',
]);

const LOOPS: ReadonlySet<string> = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

/** A branching by a test, and the side of it that something stands on. */
interface Choice {
  readonly branching: Node;
  readonly test: Node;
  readonly side: 0 | 1;
}

const found = new WeakMap<Node, readonly Arm[]>();

/**
 * The branchings that decide whether a node runs, nearest first. Those around a function count, too: what a branch
 * makes runs only where that branch was taken.
 */
export function armsOf(module: JsModule, node: Node): readonly Arm[] {
  const before = found.get(node);
  if (before) return before;
  const arms: Arm[] = [];
  const add = ({ branching, test, side }: Choice) => {
    const arm = armOfTest(module, branching, test, side);
    arms.push(asksFor(module, test, node) ? { ...arm, ifGiven: true } : arm);
  };
  let child = node;
  for (let parent = module.parents.get(child); parent; parent = module.parents.get(child)) {
    const choice = choiceAt(parent, child);
    if (choice) add(choice);
    const arm = armWithoutTest(module, parent, child);
    if (arm) arms.push(arm);
    if (isStatementList(parent, child)) choicesLeftBefore(parent, child).forEach(add);
    child = parent;
  }
  found.set(node, arms);
  return arms;
}

function choiceAt(parent: Node, child: Node): Choice | undefined {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if (parent.test === child) return undefined;
      return { branching: parent, test: parent.test, side: parent.consequent === child ? 0 : 1 };
    case 'LogicalExpression':
      if (parent.left === child || parent.operator === '??') return undefined;
      return { branching: parent, test: parent.left, side: parent.operator === '&&' ? 0 : 1 };
    default:
      return undefined;
  }
}

/** A case of a `switch`, or the body of a loop, which may run not once. */
function armWithoutTest(module: JsModule, parent: Node, child: Node): Arm | undefined {
  if (parent.type === 'SwitchCase') {
    const choice = module.parents.get(parent);
    if (parent.test === child || choice?.type !== 'SwitchStatement') return undefined;
    return isEachCaseEnded(choice)
      ? { branch: choice, side: choice.cases.indexOf(parent) }
      : { branch: parent, side: 0 };
  }
  return LOOPS.has(parent.type) && 'body' in parent && parent.body === child
    ? { branch: parent, side: 0 }
    : undefined;
}

/** After `if (test) return …;` the test is known to be false. What throws decides nothing: then nothing is sent. */
function choicesLeftBefore(list: Node, child: Node): Choice[] {
  const statements: readonly Node[] =
    list.type === 'SwitchCase'
      ? list.consequent
      : 'body' in list && Array.isArray(list.body)
        ? list.body
        : [];
  return statements
    .slice(0, Math.max(0, statements.indexOf(child)))
    .flatMap((statement): Choice[] =>
      statement.type === 'IfStatement' &&
      !statement.alternate &&
      leaves(statement.consequent) &&
      lastOf(statement.consequent)?.type !== 'ThrowStatement'
        ? [{ branching: statement, test: statement.test, side: 1 }]
        : [],
    );
}

function leaves(statement: Node): boolean {
  const last = lastOf(statement);
  return last !== undefined && ENDS.has(last.type);
}

/** The last statement of blocks in blocks. */
function lastOf(statement: Node): Node | undefined {
  let last: Node | undefined = statement;
  while (last?.type === 'BlockStatement') last = last.body.at(-1);
  return last;
}

function isEachCaseEnded(choice: Extract<Node, { type: 'SwitchStatement' }>): boolean {
  return choice.cases.slice(0, -1).every(({ consequent }) => {
    const last = consequent.at(-1);
    return last !== undefined && leaves(last);
  });
}

const interned = new WeakMap<Node, Map<string, object>>();

/** Branchings of one function by the same plain test are one: `if (token) …; if (!token) …`. */
function armOfTest(module: JsModule, branching: Node, test: Node, side: 0 | 1): Arm {
  let subject = unwrap(test);
  let taken: 0 | 1 = side;
  while (subject.type === 'UnaryExpression' && subject.operator === '!') {
    subject = unwrap(subject.argument);
    taken = taken === 0 ? 1 : 0;
  }
  if (!isPlain(subject)) return { branch: branching, side };
  const scope = functionAround(module, branching) ?? module.root;
  const known = interned.get(scope) ?? new Map<string, object>();
  interned.set(scope, known);
  const text = module.text.slice(startOf(subject), subject.end ?? 0);
  const branch = known.get(text) ?? branching;
  known.set(text, branch);
  return { branch, side: taken };
}

/** A name or a chain of members, which says the same each time it is asked, and what compares and joins such. */
function isPlain(test: Node): boolean {
  if (isMember(test)) return !test.computed && isPlain(unwrap(test.object));
  switch (test.type) {
    case 'LogicalExpression':
    case 'BinaryExpression':
      return isPlain(unwrap(test.left)) && isPlain(unwrap(test.right));
    case 'UnaryExpression':
      return test.operator !== 'delete' && isPlain(unwrap(test.argument));
    case 'Identifier':
    case 'ThisExpression':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    default:
      return false;
  }
}
