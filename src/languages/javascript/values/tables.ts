import { type FunctionNode, isCall, isFunction, isMember, type Node, unwrap, walk } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { functionAround } from '../syntax/module.ts';
import { returnsOf } from './call-index.ts';
import type { Tracer } from './tracer.ts';
import type { Value } from './values.ts';

/** A look-up by what a parameter of a callback holds: `table[name]`. */
export interface TableRead {
  readonly table: Node;
  /** The key that is looked up for a value of the parameter. */
  readonly keyFor: KeyReader;
}

type KeyReader = (name: string) => string;

/** The objects that what a callback returns reads by one of its parameters: `table[name]`. */
export function tablesReadBy(
  tracer: Tracer,
  fn: Extract<Value, { kind: 'function' }>,
  position: number,
): readonly TableRead[] {
  const name = fn.node.params[position];
  if (name?.type !== 'Identifier') return [];
  const reads: TableRead[] = [];
  for (const returned of returnedBy(tracer, fn.node))
    walk(returned, (node) => {
      if (isFunction(node) || !isMember(node) || !node.computed) return;
      const keyFor = keyReader(tracer, fn.node, node.property, name);
      if (keyFor) reads.push({ table: node.object, keyFor });
    });
  return reads;
}

/** What a function returns, and what the variables of its own hold that it returns. */
export function returnedBy(tracer: Tracer, fn: FunctionNode): readonly Node[] {
  const found = [...returnsOf(tracer, fn)];
  for (const node of found)
    walk(node, (inner) => {
      const held = inner.type === 'Identifier' ? heldBy(tracer, fn, inner) : undefined;
      if (held && !found.includes(held)) found.push(held);
    });
  return found;
}

/** What a variable of a function's own is declared with. */
function heldBy(tracer: Tracer, fn: FunctionNode, identifier: Node): Node | undefined {
  const module = tracer.moduleOf(fn);
  const binding = module.scopes.bindingOf(identifier);
  const declarator = binding && module.parents.get(binding.declaration);
  return binding?.kind === 'variable' &&
    declarator?.type === 'VariableDeclarator' &&
    functionAround(module, declarator) === fn
    ? (declarator.init ?? undefined)
    : undefined;
}

/** How a key is made of a name: `name`, `name.trim()`, `+n + 1`, `match.slice(1, -1)`. */
function keyReader(tracer: Tracer, fn: FunctionNode, key: Node, name: Node): KeyReader | undefined {
  const node = unwrap(key);
  const { scopes } = tracer.moduleOf(fn);
  const inner = (part: Node) => keyReader(tracer, fn, part, name);
  switch (node.type) {
    case 'Identifier': {
      if (scopes.bindingOf(node) === scopes.bindingOf(name)) return (text) => text;
      const held = heldBy(tracer, fn, node);
      return held && inner(held);
    }
    case 'UnaryExpression':
      return node.operator === '+' ? inner(node.argument) : undefined;
    case 'BinaryExpression':
      return shifted(node, inner(node.left));
    default:
      return isCall(node) ? calledKey(tracer, node, inner) : undefined;
  }
}

function shifted(
  { operator, left, right }: Extract<Node, { type: 'BinaryExpression' }>,
  read: KeyReader | undefined,
): KeyReader | undefined {
  // What a plain name is added to is text.
  if (!read || right.type !== 'NumericLiteral' || (operator === '+' && unwrap(left).type === 'Identifier'))
    return undefined;
  if (operator !== '+' && operator !== '-') return undefined;
  const by = operator === '+' ? right.value : -right.value;
  return (text) => String(Number(read(text)) + by);
}

function calledKey(
  tracer: Tracer,
  call: Extract<Node, { type: 'CallExpression' | 'NewExpression' | 'OptionalCallExpression' }>,
  inner: (part: Node) => KeyReader | undefined,
): KeyReader | undefined {
  const method = calledName(tracer.moduleOf(call), call);
  const [first] = call.arguments;
  if (!isMember(call.callee))
    return first && /^(parseInt|Number|String)$/.test(method ?? '') ? inner(first) : undefined;
  const read = inner(call.callee.object);
  const numbers = call.arguments.map((arg) => Number(tracer.textOf(arg, undefined) ?? signedNumber(arg)));
  if (!read || numbers.some(Number.isNaN)) return undefined;
  switch (method) {
    case 'trim':
      return (text) => read(text).trim();
    case 'toLowerCase':
      return (text) => read(text).toLowerCase();
    case 'toUpperCase':
      return (text) => read(text).toUpperCase();
    case 'slice':
      return (text) => read(text).slice(...numbers);
    case 'substring':
      return (text) => read(text).substring(numbers[0]!, numbers[1]);
    default:
      return undefined;
  }
}

/** `-1` */
function signedNumber(node: Node): number | undefined {
  return node.type === 'UnaryExpression' && node.operator === '-' && node.argument.type === 'NumericLiteral'
    ? -node.argument.value
    : undefined;
}
