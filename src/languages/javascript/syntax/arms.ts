import type { Arm } from '../../../model/arms.ts';
import { isFunction, isMember, type Node, startOf, unwrap } from './ast.ts';
import { functionAround, isStatementList, type JsModule } from './module.ts';

const ENDS: ReadonlySet<string> = new Set([
  'ReturnStatement',
  'ThrowStatement',
  'BreakStatement',
  'ContinueStatement',
]);

/** The branchings that decide, within its function, whether a node runs, nearest first. */
export function armsOf(module: JsModule, node: Node): Arm[] {
  const arms: Arm[] = [];
  let child = node;
  for (let parent = module.parents.get(child); parent; parent = module.parents.get(child)) {
    if (isFunction(parent)) break;
    const arm = armOf(module, parent, child);
    if (arm) arms.push(arm);
    if (isStatementList(parent, child)) arms.push(...armsLeftBefore(module, parent, child));
    child = parent;
  }
  return arms;
}

function armOf(module: JsModule, parent: Node, child: Node): Arm | undefined {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if (parent.test === child) return undefined;
      return armOfTest(module, parent, parent.test, parent.consequent === child ? 0 : 1);
    case 'LogicalExpression':
      if (parent.left === child || parent.operator === '??') return undefined;
      return armOfTest(module, parent, parent.left, parent.operator === '&&' ? 0 : 1);
    case 'SwitchCase': {
      const choice = module.parents.get(parent);
      if (parent.test === child || choice?.type !== 'SwitchStatement' || !isEachCaseEnded(choice))
        return undefined;
      return { branch: choice, side: choice.cases.indexOf(parent) };
    }
    default:
      return undefined;
  }
}

/** After `if (test) return …;` the test is known to be false. */
function armsLeftBefore(module: JsModule, list: Node, child: Node): Arm[] {
  const statements: readonly Node[] =
    list.type === 'SwitchCase'
      ? list.consequent
      : 'body' in list && Array.isArray(list.body)
        ? list.body
        : [];
  return statements
    .slice(0, Math.max(0, statements.indexOf(child)))
    .filter((statement) => statement.type === 'IfStatement')
    .flatMap((statement) =>
      !statement.alternate && leaves(statement.consequent)
        ? [armOfTest(module, statement, statement.test, 1)]
        : [],
    );
}

function leaves(statement: Node): boolean {
  if (statement.type === 'BlockStatement') {
    const last = statement.body.at(-1);
    return last !== undefined && leaves(last);
  }
  return ENDS.has(statement.type);
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

/** A name or a chain of members, which says the same each time it is asked. */
function isPlain(test: Node): boolean {
  if (isMember(test)) return !test.computed && isPlain(unwrap(test.object));
  return test.type === 'Identifier' || test.type === 'ThisExpression';
}
