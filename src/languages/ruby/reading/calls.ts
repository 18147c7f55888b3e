import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Argument, Call, Collection, Expression, Index, NameSpan, Span } from '../../code/tree.ts';
import { otherOf, readExpression, readItem, readSpread } from './expressions.ts';
import { readBlock } from './functions.ts';
import { lastName, nameSpan, readBareCall, readIdentifier, thisAt } from './names.ts';
import { partsOf, type Reading, spanOf, within } from './reading.ts';
import { readPieces } from './texts.ts';

export function readCall(node: SyntaxNode, reading: Reading): Expression {
  const receiverNode = node.childForFieldName('receiver');
  const method = node.childForFieldName('method');
  const receiver = receiverNode ? readReceiver(receiverNode, reading) : undefined;
  if (/^self\.class$/.test(node.text))
    return thisAt(node.startIndex, node.endIndex, within(reading, { ...reading.scope, isStatic: true }));
  const isBare = !node.childForFieldName('arguments') && !node.childForFieldName('block');
  if (isBare && method && receiver && method.text !== 'new') return readBareCall(node, receiver, reading);
  if (isBare && method && !receiver) return readIdentifier(method, reading);
  const last = method ?? receiverNode!;
  const name = method ? nameSpan(method) : { start: last.endIndex, end: last.endIndex, text: 'call' };
  return {
    ...newOrCall(name, receiverNode, receiver, reading),
    ...spanOf(node),
    ...handed(node, name.end, reading),
  };
}

/** `Client.new(…)` makes a `Client`, and `new(…)` in a class one of its own. */
function newOrCall(
  name: NameSpan,
  receiverNode: SyntaxNode | null,
  receiver: Expression | undefined,
  { scope }: Reading,
): Pick<Call, 'kind' | 'name' | 'receiver' | 'isNew'> {
  const isClass = receiverNode && /^(?:constant|scope_resolution)$/.test(receiverNode.type);
  if (name.text !== 'new') return { kind: 'call', name, receiver };
  if (isClass)
    return { kind: 'call', name: nameSpan(lastName(receiverNode)), receiver: undefined, isNew: true };
  const own = scope.isStatic && (!receiver || receiver.kind === 'this') ? scope.className : undefined;
  if (own === undefined) return { kind: 'call', name, receiver };
  return { kind: 'call', name: { ...name, text: own }, receiver: undefined, isNew: true };
}

/** A class is named by its last name; what is no class there is a constant. */
function readReceiver(node: SyntaxNode, reading: Reading): Expression {
  if (node.type !== 'scope_resolution') return readExpression(node, reading);
  const name = lastName(node).text;
  const isConstant =
    /^[A-Z][A-Z\d]*_?[A-Z\d_]*$/.test(name) && !SHORT_CLASSES.has(name) && !reading.classes.has(name);
  return isConstant ? readExpression(node, reading) : { kind: 'name', ...spanOf(node), name };
}

/** Classes and modules of the library whose names look like those of constants. */
const SHORT_CLASSES = new Set([
  'HTTP',
  'HTTPS',
  'URI',
  'CGI',
  'JSON',
  'YAML',
  'ENV',
  'ERB',
  'CSV',
  'XML',
  'SSL',
]);

/** The arguments, and the block as the last of them, which stands behind the list. */
function handed(node: SyntaxNode, end: number, reading: Reading): Pick<Call, 'arguments' | 'list'> {
  const list = node.childForFieldName('arguments');
  const block = node.childForFieldName('block');
  const given = list ? readArguments(list, reading) : [];
  return {
    arguments: block
      ? [...given, { kind: 'argument', ...spanOf(block), value: readBlock(block, reading), isBlock: true }]
      : given,
    list: list ? listSpan(list) : { start: end, end },
  };
}

function listSpan(list: SyntaxNode): Span {
  const isBracketed = list.firstChild?.type === '(';
  return isBracketed ? { start: list.startIndex + 1, end: list.endIndex - 1 } : spanOf(list);
}

/** Pairs without braces are one map, the last argument. */
export function readArguments(list: SyntaxNode, reading: Reading): Argument[] {
  const given: Argument[] = [];
  let pairs: SyntaxNode[] = [];
  const close = () => {
    if (pairs.length) given.push(argumentOf(bareMap(pairs, reading)));
    pairs = [];
  };
  for (const node of partsOf(list)) {
    if (node.type === 'pair' || node.type === 'hash_splat_argument') {
      pairs.push(node);
      continue;
    }
    close();
    given.push(readArgument(node, reading));
  }
  close();
  return given;
}

function readArgument(node: SyntaxNode, reading: Reading): Argument {
  const value = partsOf(node)[0];
  if (node.type === 'splat_argument') {
    return { kind: 'argument', ...spanOf(node), value: readSpread(value, node, reading), isSpread: true };
  }
  if (node.type === 'block_argument') {
    return { kind: 'argument', ...spanOf(node), value: readSpread(value, node, reading), isBlock: true };
  }
  return { kind: 'argument', ...spanOf(node), value: readExpression(node, reading) };
}

function argumentOf(value: Expression): Argument {
  return { kind: 'argument', start: value.start, end: value.end, value };
}

function bareMap(pairs: readonly SyntaxNode[], reading: Reading): Collection {
  return {
    kind: 'collection',
    start: pairs[0]!.startIndex,
    end: pairs.at(-1)!.endIndex,
    items: pairs.map((pair) => readItem(pair, reading)),
    isBare: true,
  };
}

/** `super` without a list hands on what the method was given. */
export function readSuper(node: SyntaxNode): Call {
  const name = nameSpan(node);
  const list = { start: name.end, end: name.end };
  return { kind: 'call', ...spanOf(node), name, receiver: undefined, handsOn: true, arguments: [], list };
}

/** `yield …` calls the block. */
export function readYield(node: SyntaxNode, reading: Reading): Call {
  const given = partsOf(node).find(({ type }) => type === 'argument_list');
  const name = { start: node.startIndex, end: node.startIndex + 'yield'.length, text: 'yield' };
  return {
    kind: 'call',
    ...spanOf(node),
    name,
    receiver: undefined,
    arguments: given ? readArguments(given, reading) : [],
    list: given ? listSpan(given) : { start: name.end, end: name.end },
  };
}

/** `object[key]`. */
export function readElement(node: SyntaxNode, reading: Reading): Expression {
  const object = node.childForFieldName('object')!;
  const keys = partsOf(node).filter((part) => part.startIndex !== object.startIndex);
  if (keys.length > 1 || keys[0]?.type === 'pair') return otherOf(node, [object, ...keys], reading);
  return {
    kind: 'index',
    ...spanOf(node),
    object: readExpression(object, reading),
    key: keys[0] && readExpression(keys[0], reading),
  } satisfies Index;
}

/** `` `curl "…"` `` runs a command. */
export function readShell(node: SyntaxNode, reading: Reading): Call {
  const opening = node.firstChild!;
  const at = spanOf(node);
  const parts = readPieces(node.children.slice(1, -1), opening.endIndex, reading);
  return {
    kind: 'call',
    ...at,
    name: { start: at.start, end: at.start, text: '`' },
    receiver: undefined,
    arguments: [{ kind: 'argument', ...at, value: { kind: 'text', ...at, style: 'shell', parts } }],
    list: at,
  };
}
