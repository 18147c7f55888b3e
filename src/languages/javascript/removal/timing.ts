import { isFunction, isWithin, type Node } from '../syntax/ast.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Doomed } from './doomed.ts';

/** Whether nothing is left to run behind a statement before its function ends. */
export function isLast(doomed: Doomed, module: JsModule, statement: Node): boolean {
  const parent = module.parents.get(statement);
  if (!parent) return false;
  if (parent.type === 'ArrowFunctionExpression') return true;
  if (parent.type === 'Program' || parent.type === 'BlockStatement') {
    const list: readonly Node[] = parent.body;
    const rest = list.slice(list.indexOf(statement) + 1);
    if (!rest.every((node) => doomed.isEmptied([node]) || isHarmless(node))) return false;
    if (parent.type === 'Program') return true;
    const around = module.parents.get(parent);
    if (around && isFunction(around)) return true;
    return around?.type === 'IfStatement' && isLast(doomed, module, around);
  }
  return parent.type === 'IfStatement' && isLast(doomed, module, parent);
}

function isHarmless(node: Node): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'EmptyStatement' ||
    (node.type === 'ReturnStatement' && !node.argument)
  );
}

/**
 * Whether code that used to run later, and would run at once, may come upon a variable of its file that has no value
 * yet: the file calls for it above the place where the variable gets one.
 */
export function runsTooEarly(module: JsModule, code: Node): boolean {
  const program = module.root.type === 'File' ? module.root.program : undefined;
  if (!program) return true;
  const needed = reachedFrom(module, code);
  const ready = Math.max(
    -1,
    ...[...needed]
      .filter((binding) => getsValueLate(module, binding))
      .map(({ declaration }) => declaration.start!),
  );
  if (ready < 0) return false;
  const home = outermostFunction(module, code);
  if (!home) return program.body.some((node) => isWithin(code, node) && node.end! < ready);
  return program.body.some(
    (statement) =>
      statement.start! < ready &&
      runsAtOnce(statement) &&
      [...reachedFrom(module, statement)].some(({ declaration }) => isDeclaredBy(module, declaration, home)),
  );
}

/** The variables and functions of a file that code speaks of, also through functions that it speaks of. */
function reachedFrom(module: JsModule, code: Node): Set<Binding> {
  const reached = new Set<Binding>();
  const pending = [code];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const { start, end } = node;
    for (const binding of module.scopes.root.bindings.values()) {
      if (reached.has(binding)) continue;
      if (!binding.reads.some((read) => read.start! >= start! && read.end! <= end!)) continue;
      reached.add(binding);
      const declared = module.parents.get(binding.declaration);
      if (declared && (isFunction(declared) || declared.type === 'VariableDeclarator'))
        pending.push(declared);
    }
  }
  return reached;
}

function getsValueLate(module: JsModule, { declaration, kind }: Binding): boolean {
  if (kind !== 'variable' && kind !== 'class') return false;
  const declared = module.parents.get(declaration);
  return declared?.type !== 'VariableDeclarator' || declared.init != null;
}

function outermostFunction(module: JsModule, code: Node): Node | undefined {
  return [...ancestorsOf(module, code)].filter(isFunction).at(-1);
}

/** Declarations alone run nothing. */
function runsAtOnce({ type }: Node): boolean {
  return type === 'ExpressionStatement' || type === 'IfStatement' || type === 'VariableDeclaration';
}

function isDeclaredBy(module: JsModule, declaration: Node, home: Node): boolean {
  const parent = module.parents.get(declaration);
  return parent !== undefined && (parent === home || isWithin(home, parent));
}
