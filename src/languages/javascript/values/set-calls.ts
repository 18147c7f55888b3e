import { type CallNode, isMember, memberName, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { contentOf } from '../text/text.ts';
import { documentRead } from './documents.ts';
import { isMerger } from './mutators.ts';
import { mergeInto, setOfPairs } from './objects.ts';
import type { Tracer } from './tracer.ts';
import type { Context, SetEntry, SetValue, Value } from './values.ts';

const STRINGIFIERS: ReadonlySet<string> = new Set([
  'stringify',
  'encode',
  'param',
  'toQueryString',
  'buildQuery',
  'serialize',
]);

const VIEWERS: ReadonlySet<string> = new Set([
  'keys',
  'entries',
  'values',
  'toPairs',
  'pairs',
  'getOwnPropertyNames',
]);

export function merged(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const method = calledName(tracer.moduleOf(call), call);
  const makesClient = (method === 'defaults' || method === 'extend') && call.arguments.length < 2;
  if (!isMerger(method) || !isMember(call.callee) || makesClient) return undefined;
  const entries: SetEntry[] = [];
  const rest: Value[] = [];
  for (const arg of call.arguments) {
    const value = tracer.evaluate(arg.type === 'SpreadElement' ? arg.argument : arg, context);
    if (arg.type === 'SpreadElement' && value.kind === 'list')
      for (const item of value.items) mergeInto(entries, rest, tracer.evaluate(item.node, item.context));
    else mergeInto(entries, rest, value);
  }
  return { kind: 'set', node: call, entries, rest };
}

/** `pick(config, 'apikey', 'ticket')` and `omit(params, ['callback'])`: the entries of some names, or all the others. */
export function picked(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const [source] = call.arguments;
  const method = calledName(tracer.moduleOf(call), call);
  if ((method !== 'pick' && method !== 'omit') || !source) return undefined;
  const names = namesPicked(call).map((node) => tracer.textOf(node, context));
  const entries: SetEntry[] = [];
  const rest: Value[] = [];
  mergeInto(entries, rest, tracer.evaluate(source, context));
  const taken = entries.filter(({ name }) => names.includes(name) === (method === 'pick'));
  return entries.length > 0 ? { kind: 'set', node: call, entries: taken, rest: [] } : undefined;
}

/** The names that `pick` and `omit` are told, one by one or as a list. */
export function namesPicked(call: CallNode): Node[] {
  return call.arguments
    .slice(1)
    .flatMap((arg): Node[] =>
      arg.type === 'ArrayExpression' ? arg.elements.filter((item) => item !== null) : [arg],
    );
}

export function viewed(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  const [first] = call.arguments;
  if (!isMember(call.callee) || name === undefined || !first) return undefined;
  if (name === 'fromEntries' || name === 'fromPairs') return asSet(tracer, first, context, call);
  if (!VIEWERS.has(name)) return undefined;
  const value = tracer.evaluate(first, context);
  return { kind: 'view', of: value };
}

export function stringified(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  const [first] = call.arguments;
  if (name === undefined || !first || !STRINGIFIERS.has(name)) return undefined;
  const value = tracer.evaluate(first, context);
  const content = contentOf(tracer, setOfPairs(tracer, value) ?? value);
  return content && { kind: 'text', pieces: content };
}

/**
 * `JSON.parse(fs.readFileSync('config.json'))` reads a document of the tree, `JSON.parse(JSON.stringify(x))` copies an
 * object.
 */
export function parsed(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const [first] = call.arguments;
  if (first && calledName(tracer.moduleOf(call), call) === 'parse') {
    const value = tracer.evaluate(stringifiedBy(first) ?? first, context);
    return value.kind === 'set' || value.kind === 'list' ? value : undefined;
  }
  return documentRead(tracer, call, context);
}

/** What `JSON.stringify()` makes a text of, as it is. */
function stringifiedBy(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1 || !isMember(node.callee))
    return undefined;
  const { object } = node.callee;
  const isOfJson = object.type === 'Identifier' && object.name === 'JSON';
  return isOfJson && memberName(node.callee) === 'stringify' ? node.arguments[0] : undefined;
}

export function collected(tracer: Tracer, call: CallNode, context: Context): Value {
  const [first] = call.arguments;
  if (!first) return { kind: 'set', node: call, entries: [], rest: [] };
  const value = tracer.evaluate(first, context);
  if (value.kind === 'text' || value.kind === 'url') {
    const pieces = value.pieces;
    return {
      kind: 'url',
      pieces,
      query: value.kind === 'url' ? value.query : { kind: 'set', node: call, entries: [], rest: [] },
    };
  }
  return asSet(tracer, first, context, call);
}

function asSet(tracer: Tracer, node: Node, context: Context, made: Node): SetValue {
  const entries: SetEntry[] = [];
  const rest: Value[] = [];
  const value = tracer.evaluate(node, context);
  mergeInto(entries, rest, setOfPairs(tracer, value) ?? value);
  return { kind: 'set', node: made, entries, rest };
}
