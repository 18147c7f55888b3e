import { type CallNode, isMember, memberName, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { functionAround } from '../syntax/module.ts';
import { textOfBuilder } from '../text/builders.ts';
import { asText, contentOf, piecesOf } from '../text/text.ts';
import { argumentsOf, returnsOf } from './call-index.ts';
import { documentRead } from './documents.ts';
import { exportsOf } from './modules.ts';
import { isMerger, isNamedAdder } from './mutators.ts';
import { mergeInto, setOfPairs } from './objects.ts';
import { pickedEntries } from './picked-entries.ts';
import { hasFixedLogin, isTicketFetcher } from './ticket-fetchers.ts';
import { memberByKey, type Tracer } from './tracer.ts';
import {
  type Context,
  choose,
  type Frame,
  type ListValue,
  optionsOf,
  type SetEntry,
  type SetValue,
  type Value,
} from './values.ts';
import { elementOf } from './variables.ts';

/** What a call gives: a well-known function's result, else what the functions of the program return. */
export function evaluateCall(tracer: Tracer, call: CallNode, context: Context): Value {
  return (
    wellKnown(tracer, call, context) ??
    returned(tracer, call, context) ??
    chained(tracer, call, context) ??
    unknownCall(tracer, call, context)
  );
}

type Intrinsic = (tracer: Tracer, call: CallNode, context: Context) => Value | undefined;

/** Functions that give their first argument back, or a text of it. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'encodeURI',
  'encodeURIComponent',
  'decodeURI',
  'decodeURIComponent',
  'escape',
  'unescape',
  'String',
  'freeze',
  'seal',
  'resolve',
  'clone',
  'cloneDeep',
  'structuredClone',
  'urlencode',
  'encode',
  'from',
  'isRequired',
  'asString',
  'Object',
  'Request',
  'unref',
  'constant',
  'identity',
  'promisify',
]);
/** Methods that give their receiver back, or a text of it. */
const TRANSPARENT_METHODS: ReadonlySet<string> = new Set([
  'toString',
  'valueOf',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'normalize',
  'filter',
  'sort',
  'reverse',
  'slice',
  'substring',
  'substr',
  'catch',
  'finally',
  'bind',
  'toJSON',
  'trimEnd',
  'trimStart',
  'compact',
  'serialize',
  'serializeArray',
  'flat',
  'values',
  'entries',
  'keys',
  'toPairs',
]);
const STRINGIFIERS: ReadonlySet<string> = new Set([
  'stringify',
  'encode',
  'param',
  'toQueryString',
  'buildQuery',
  'serialize',
]);
const ELEMENT_TAKERS: ReadonlySet<string> = new Set(['shift', 'pop', 'at', 'find', 'findLast']);
const VIEWERS: ReadonlySet<string> = new Set([
  'keys',
  'entries',
  'values',
  'toPairs',
  'pairs',
  'getOwnPropertyNames',
]);

function wellKnown(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  if (call.type === 'NewExpression') return constructed(tracer, call, context);
  if (call.callee.type === 'Import') return required(tracer, call);
  const name = calledName(tracer.moduleOf(call), call);
  const ownFunctions = tracer.callees(call, context);
  const text = textOfBuilder(tracer, call, context);
  if (text) return { kind: 'text', pieces: text };
  if (ownFunctions.length > 0 || name === undefined) return undefined;
  return INTRINSICS.map((intrinsic) => intrinsic(tracer, call, context)).find((value) => value !== undefined);
}

const INTRINSICS: readonly Intrinsic[] = [
  required,
  looked,
  merged,
  viewed,
  stringified,
  address,
  parsed,
  mapped,
  transparent,
  awaited,
];

function required(tracer: Tracer, call: CallNode): Value | undefined {
  const isImport = call.callee.type === 'Import';
  if (!isImport && !(call.callee.type === 'Identifier' && call.callee.name === 'require')) return undefined;
  const [specifier] = call.arguments;
  const text = specifier && tracer.textOf(specifier, undefined);
  const target = text === undefined ? undefined : tracer.program.imported(tracer.moduleOf(call), text);
  if (!target) return tracer.opaque(call, undefined, { kind: 'external', name: '', fixed: true });
  return isImport ? { kind: 'module', module: target } : exportsOf(tracer, target);
}

/** `map.get(key)` and `params.get(name)` read like a property. */
function looked(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const [key] = call.arguments;
  if (
    calledName(tracer.moduleOf(call), call) !== 'get' ||
    !isMember(call.callee) ||
    call.arguments.length !== 1 ||
    !key ||
    key.type === 'SpreadElement'
  )
    return undefined;
  const receiver = tracer.evaluate(call.callee.object, context);
  if (receiver.kind !== 'set' || receiver.node.type !== 'NewExpression') return undefined;
  return memberByKey(tracer, receiver, key, call, context);
}

function merged(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
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

function viewed(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  const [first] = call.arguments;
  if (!isMember(call.callee) || name === undefined || !first) return undefined;
  if (name === 'fromEntries' || name === 'fromPairs') return asSet(tracer, first, context, call);
  if (!VIEWERS.has(name)) return undefined;
  const value = tracer.evaluate(first, context);
  return { kind: 'view', of: value };
}

function stringified(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  const [first] = call.arguments;
  if (name === undefined || !first || !STRINGIFIERS.has(name)) return undefined;
  const value = tracer.evaluate(first, context);
  const content = contentOf(tracer, setOfPairs(tracer, value) ?? value);
  return content && { kind: 'text', pieces: content };
}

/** `url.resolve(base, path)`, `url.format({…})`, `url.parse(text)`, `path.join(…)`. */
function address(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  const [first, second] = call.arguments;
  if (!isMember(call.callee) || !first) return undefined;
  if (name === 'resolve' && second)
    return {
      kind: 'text',
      pieces: [...piecesOf(tracer, first, context), ...piecesOf(tracer, second, context)],
    };
  if (name === 'parse' && isNamed(call.callee.object, /url/i)) return urlOf(tracer, call, first, context);
  if (name === 'format' && isNamed(call.callee.object, /url/i)) return formattedUrl(tracer, first, context);
  return undefined;
}

function isNamed(node: Node, pattern: RegExp): boolean {
  return node.type === 'Identifier' && pattern.test(node.name);
}

function formattedUrl(tracer: Tracer, node: Node, context: Context): Value | undefined {
  const value = tracer.evaluate(node, context);
  if (value.kind === 'url') return value;
  if (value.kind !== 'set') return undefined;
  const part = (...names: string[]) =>
    value.entries.find((entry) => entry.value && names.includes(entry.name ?? ''));
  const pieces = (entry: SetEntry | undefined) =>
    entry?.value ? piecesOf(tracer, entry.value, entry.context) : [];
  const query = part('query');
  const queryValue = query?.value && tracer.evaluate(query.value, query.context);
  return {
    kind: 'text',
    pieces: [
      ...pieces(part('protocol')),
      { kind: 'known', text: part('protocol') ? '//' : '' },
      ...pieces(part('host', 'hostname')),
      ...pieces(part('pathname')),
      ...pieces(part('search')),
      ...(queryValue ? [{ kind: 'known' as const, text: '?' }, ...asText(tracer, queryValue)] : []),
    ],
  };
}

/** `JSON.parse(fs.readFileSync('config.json'))` reads a document of the tree. */
function parsed(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const [first] = call.arguments;
  if (first && calledName(tracer.moduleOf(call), call) === 'parse') {
    const value = tracer.evaluate(first, context);
    return value.kind === 'set' || value.kind === 'list' ? value : undefined;
  }
  return documentRead(tracer, call, context);
}

/** `list.map(fn)`, and what is made of the names and values of a set. */
function mapped(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  if (!isMember(call.callee)) return undefined;
  const receiver = tracer.evaluate(call.callee.object, context);
  const inner =
    receiver.kind === 'opaque' && call.arguments[0] ? tracer.evaluate(call.arguments[0], context) : receiver;
  if ((name === 'map' || name === 'each') && (inner.kind === 'view' || inner.kind === 'set'))
    return { kind: 'view', of: inner };
  if (receiver.kind === 'view' && name === 'reduce') {
    const start = call.arguments[1] ? asText(tracer, tracer.evaluate(call.arguments[1], context)) : [];
    return { kind: 'text', pieces: [...start, ...(contentOf(tracer, receiver) ?? [])] };
  }
  if (receiver.kind !== 'list') return undefined;
  if (name === 'reduce') return reduced(tracer, receiver, call, context);
  if (name === 'map' && call.arguments[0]) return mapList(tracer, receiver, call, context);
  if (name !== undefined && ELEMENT_TAKERS.has(name)) return elementOf(tracer, receiver, call);
  if (name === 'concat') return concatLists(tracer, receiver, call, context);
  return undefined;
}

function mapList(tracer: Tracer, list: ListValue, call: CallNode, context: Context): Value | undefined {
  const fns = optionsOf(tracer.evaluate(call.arguments[0]!, context)).filter(
    (option) => option.kind === 'function',
  );
  const fn = fns[0];
  if (!fn) return list;
  const picked = pickedEntries(tracer, list, fn);
  if (picked) return { kind: 'view', of: picked };
  // What is put together by position cannot lose an element.
  const byPosition = fn.node.params.length > 1;
  const items = flatItems(tracer, list).flatMap((item, position) => {
    const frame: Frame = {
      fn: fn.node,
      args: item.spread ? [item.node] : [item.node, tracer.standIn(numberValue(position), item.node)],
      call,
      caller: item.context,
      closure: fn.closure,
      self: fn.self,
      depth: (context?.depth ?? 0) + 1,
    };
    const source = byPosition ? undefined : (item.source ?? { node: item.node, context: item.context });
    return returnsOf(tracer, fn.node).map((node) => ({
      node,
      context: frame,
      spread: false,
      ...(source && { source }),
    }));
  });
  return { kind: 'list', node: call, items };
}

/** The items of a list with those of the lists that are spread into it. */
function flatItems(tracer: Tracer, list: ListValue): readonly ListValue['items'][number][] {
  return list.items.flatMap((item) => {
    const inner = item.spread ? tracer.evaluate(item.node, item.context) : undefined;
    return inner?.kind === 'list' ? flatItems(tracer, inner) : [item];
  });
}

function numberValue(value: number): Value {
  return { kind: 'text', pieces: [{ kind: 'known', text: String(value) }] };
}

/** `list.reduce(fn, start)`: what `fn` makes of the start and each element in turn. */
function reduced(tracer: Tracer, list: ListValue, call: CallNode, context: Context): Value | undefined {
  const [callback, start] = call.arguments;
  const fn =
    callback && optionsOf(tracer.evaluate(callback, context)).find((option) => option.kind === 'function');
  const items = flatItems(tracer, list);
  if (!fn || !start || items.some((item) => item.spread)) return undefined;
  let value = tracer.evaluate(start, context);
  for (const item of items) {
    const frame: Frame = {
      fn: fn.node,
      args: [
        tracer.standIn(value, call),
        tracer.standIn(tracer.evaluate(item.node, item.context), item.node),
      ],
      call,
      caller: item.context,
      closure: fn.closure,
      self: fn.self,
      depth: (context?.depth ?? 0) + 1,
    };
    const next = choose(returnsOf(tracer, fn.node).map((node) => tracer.evaluate(node, frame)));
    if (!next) return undefined;
    value = next;
  }
  return value;
}

function concatLists(tracer: Tracer, list: ListValue, call: CallNode, context: Context): Value {
  const added = call.arguments.map((node) => {
    const value = tracer.evaluate(node, context);
    return { node: node as Node, context, spread: value.kind === 'list' };
  });
  return { ...list, items: [...list.items, ...added] };
}

function transparent(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call)!;
  const [first] = call.arguments;
  if ((TRANSPARENT.has(name) || isObjectCreate(call)) && first && first.type !== 'SpreadElement')
    return tracer.evaluate(first, context);
  if (!isMember(call.callee) || !TRANSPARENT_METHODS.has(name)) return undefined;
  const receiver = tracer.evaluate(call.callee.object, context);
  if (name === 'bind' && call.arguments.length > 1 && receiver.kind === 'function')
    return { ...receiver, bound: call.arguments.slice(1) };
  if (receiver.kind === 'opaque' && receiver.birth.kind === 'external' && first) return undefined;
  return receiver.kind === 'instance' ? undefined : receiver;
}

/** `Object.create(base)` reads like its base. */
function isObjectCreate(call: CallNode): boolean {
  return (
    isMember(call.callee) && memberName(call.callee) === 'create' && isNamed(call.callee.object, /^Object$/)
  );
}

/** The argument that a transparent call of nobody's own wraps: `encodeURIComponent(x)`, `String(x)`. */
export function wrappedBy(
  tracer: Tracer,
  call: CallNode,
  context: Context,
): { node: Node; context: Context } | undefined {
  const [first] = call.arguments;
  if (
    call.type === 'NewExpression' ||
    call.callee.type !== 'Identifier' ||
    !first ||
    first.type === 'SpreadElement'
  )
    return undefined;
  const name = calledName(tracer.moduleOf(call), call);
  if (name === undefined || !TRANSPARENT.has(name) || tracer.callees(call, context).length > 0)
    return undefined;
  return { node: first, context };
}

/** `promise.then(fn)` gives what `fn` returns. */
function awaited(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const [first] = call.arguments;
  if (calledName(tracer.moduleOf(call), call) !== 'then' || !first) return undefined;
  const values = optionsOf(tracer.evaluate(first, context)).flatMap((option) => {
    const value =
      option.kind === 'function' ? tracer.calls.returnOf(option, [], undefined, context) : undefined;
    return value ? [value] : [];
  });
  return choose(values);
}

function constructed(
  tracer: Tracer,
  call: Extract<CallNode, { type: 'NewExpression' }>,
  context: Context,
): Value | undefined {
  const [first] = call.arguments;
  switch (calledName(tracer.moduleOf(call), call)) {
    case 'URLSearchParams':
    case 'Map':
    case 'Headers':
    case 'FormData':
      return isBound(tracer, call) ? undefined : collected(tracer, call, context);
    case 'Array':
      return call.arguments.length > 1 ? listOf(call, context) : { kind: 'list', node: call, items: [] };
    case 'URL':
      return first ? urlOf(tracer, call, first, context) : undefined;
    case 'Promise':
      return first && resolved(tracer, first, context);
    case 'String':
    case 'Request':
      return first && tracer.evaluate(first, context);
  }
  for (const option of optionsOf(tracer.evaluate(call.callee, context))) {
    if (option.kind === 'class') return { kind: 'instance', info: option.info, made: { call, context } };
    if (option.kind === 'function' && option.node.type !== 'ArrowFunctionExpression')
      return {
        kind: 'instance',
        info: { node: option.node, module: tracer.moduleOf(option.node) },
        made: { call, context },
      };
  }
  return calledName(tracer.moduleOf(call), call) === 'FormData'
    ? collected(tracer, call, context)
    : undefined;
}

/** Whether the program defines the constructor itself. */
function isBound(tracer: Tracer, call: CallNode): boolean {
  return optionsOf(tracer.evaluate(call.callee, undefined)).some(
    (option) => option.kind === 'class' || option.kind === 'function',
  );
}

function collected(tracer: Tracer, call: CallNode, context: Context): Value {
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

function listOf(call: CallNode, context: Context): ListValue {
  return {
    kind: 'list',
    node: call,
    items: call.arguments.map((node) =>
      node.type === 'SpreadElement'
        ? { node: node.argument, context, spread: true }
        : { node, context, spread: false },
    ),
  };
}

function asSet(tracer: Tracer, node: Node, context: Context, made: Node): SetValue {
  const entries: SetEntry[] = [];
  const rest: Value[] = [];
  const value = tracer.evaluate(node, context);
  mergeInto(entries, rest, setOfPairs(tracer, value) ?? value);
  return { kind: 'set', node: made, entries, rest };
}

/** A URL object: `new URL(path, base)`, `url.parse(text)`. */
function urlOf(tracer: Tracer, call: CallNode, first: Node, context: Context): Value {
  const base = call.type === 'NewExpression' ? call.arguments[1] : undefined;
  const path = tracer.evaluate(first, context);
  if (path.kind === 'url' && !base) return path;
  const pieces = [...(base ? piecesOf(tracer, base, context) : []), ...piecesOf(tracer, first, context)];
  return { kind: 'url', pieces, query: { kind: 'set', node: call, entries: [], rest: [] } };
}

/** What `new Promise(function (resolve) { … })` is resolved with. */
function resolved(tracer: Tracer, executor: Node, context: Context): Value | undefined {
  const values = optionsOf(tracer.evaluate(executor, context)).flatMap((option) => {
    if (option.kind !== 'function') return [];
    const [resolve] = option.node.params;
    if (resolve?.type !== 'Identifier') return [];
    const module = tracer.moduleOf(resolve);
    return (module.scopes.bindingOf(resolve)?.reads ?? []).flatMap((read) => {
      const call = module.parents.get(read);
      return call?.type === 'CallExpression' && call.callee === read && call.arguments[0]
        ? [tracer.evaluate(call.arguments[0], context)]
        : [];
    });
  });
  return choose(values);
}

/** What the functions of the program that a call may call return. */
function returned(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  if (call.type === 'NewExpression') return undefined;
  const fns = tracer.callees(call, context);
  const values = fns.flatMap((fn) => {
    if (isTicketFetcher(tracer, fn.node))
      return [
        tracer.opaque(call, context, {
          kind: 'ticket-request',
          name: calledName(tracer.moduleOf(call), call) ?? '',
          fixed: hasFixedLogin(tracer, tracer.moduleOf(fn.node)),
        }),
      ];
    const value = tracer.calls.returnOf(fn, argumentsOf(tracer, call), call, context);
    return value ? [value] : [];
  });
  return choose(values);
}

/** `params.append(…)` and its like give their receiver back, so that calls can be chained. */
function chained(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  if (call.type === 'NewExpression' || !isMember(call.callee) || !isNamedAdder(memberName(call.callee)))
    return undefined;
  const receiver = tracer.evaluate(call.callee.object, context);
  return receiver.kind === 'set' || receiver.kind === 'url' ? receiver : undefined;
}

function unknownCall(tracer: Tracer, call: CallNode, context: Context): Value {
  const atTop = functionAround(tracer.moduleOf(call), call) === undefined;
  const name = calledName(tracer.moduleOf(call), call) ?? '';
  const key = call.arguments[0] ? tracer.textOf(call.arguments[0], context) : undefined;
  if (
    key !== undefined &&
    /^(get|env|getenv|config|getSetting|getProperty|getOption|require|opt|setting)$/i.test(name)
  ) {
    return { kind: 'opaque', node: call, context, birth: { kind: 'configuration', name: key, fixed: true } };
  }
  return tracer.opaque(call, context, { kind: 'external', name, fixed: atTop });
}
