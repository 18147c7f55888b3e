import { LOGIN_AGENT } from '../../../zoho/login.ts';
import { type CallNode, isMember, memberName, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { functionAround } from '../syntax/module.ts';
import { textOfBuilder } from '../text/builders.ts';
import { argumentsOf } from './call-index.ts';
import { constructed } from './constructions.ts';
import { mapped } from './list-calls.ts';
import { exportsOf } from './modules.ts';
import { isNamedAdder } from './mutators.ts';
import { merged, parsed, stringified, viewed } from './set-calls.ts';
import { hasFixedLogin, isTicketFetcher } from './ticket-fetchers.ts';
import { memberByKey, type Tracer } from './tracer.ts';
import { address, isNamed } from './url-calls.ts';
import { type Context, choose, optionsOf, type Value } from './values.ts';

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

/** What the functions of the program that a call may call return. */
function returned(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  if (call.type === 'NewExpression') return undefined;
  const fns = tracer.callees(call, context);
  const values = fns.flatMap((fn) => {
    const value = tracer.calls.returnOf(fn, argumentsOf(tracer, call), call, context);
    if (isTicketFetcher(tracer, fn.node) && !(value && asksForTicket(value)))
      return [
        tracer.opaque(call, context, {
          kind: 'ticket-request',
          name: calledName(tracer.moduleOf(call), call) ?? '',
          fixed: hasFixedLogin(tracer, tracer.moduleOf(fn.node)),
        }),
      ];
    return value ? [value] : [];
  });
  return choose(values);
}

/** Whether a value is the address or the parameters of a login, rather than what that gives. */
function asksForTicket(value: Value): boolean {
  return optionsOf(value).some((option) => {
    if (option.kind === 'set') return option.entries.some(({ name }) => name === LOGIN_AGENT);
    if (option.kind !== 'text' && option.kind !== 'url') return false;
    return option.pieces.some(
      (piece) => (piece.kind === 'literal' || piece.kind === 'known') && piece.text.includes(LOGIN_AGENT),
    );
  });
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
