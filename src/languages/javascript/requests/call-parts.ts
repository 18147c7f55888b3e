import { type CallNode, isCall, isFunction, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { contentOf, piecesOf } from '../text/text.ts';
import { alternativesOf } from '../values/alternatives.ts';
import { isRegistration } from '../values/angular-module.ts';
import { returnsOf } from '../values/call-index.ts';
import { isFormOfRequest } from '../values/calls.ts';
import { withNestedMutations } from '../values/mutations.ts';
import { parameterSet } from '../values/objects.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, optionsOf, rangeOf, type Value } from '../values/values.ts';
import { clientOf, isHook } from './hooks.ts';
import { isOptions, isTextual, type Parts, visit } from './parts.ts';

/** Methods that add to a request object that was made before: `xhr.open(…)`, `req.write(…)`. */
const REQUEST_METHODS: ReadonlySet<string> = new Set([
  'open',
  'send',
  'write',
  'end',
  'query',
  'field',
  'attach',
  'form',
  'type',
  'body',
  'data',
]);

/** Methods of a request whose arguments are not sent. */
const LISTENERS: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'addEventListener',
  'pipe',
  'then',
  'catch',
  'finally',
  'setTimeout',
  'setEncoding',
  'done',
  'fail',
  'always',
]);

export function collectCall(
  tracer: Tracer,
  call: CallNode,
  context: Context,
  parts: Parts,
  seen: Set<Node>,
): void {
  if (seen.has(call)) return;
  seen.add(call);
  const isListener = isMember(call.callee) && LISTENERS.has(memberName(call.callee) ?? '');
  for (const arg of isListener ? [] : call.arguments) {
    if (isFunction(arg)) continue;
    collectArgument(tracer, arg.type === 'SpreadElement' ? arg.argument : arg, context, parts);
  }
  collectNamedArguments(tracer, call, context, parts);
  collectTarget(tracer, call, context, parts, seen);
  if (isFormOfRequest(tracer.moduleOf(call), call)) collectForm(tracer, call, context, parts);
  if (isHook(call)) return collectHook(tracer, call, context, parts, seen);
  if (!isMember(call.callee)) return collectMadeBy(tracer, call.callee, context, parts, seen);
  const receiver = unwrap(call.callee.object);
  if (isCall(receiver)) return collectCall(tracer, receiver, context, parts, seen);
  collectMadeBy(tracer, receiver, context, parts, seen);
  if (receiver.type === 'Identifier') collectSiblings(tracer, receiver, context, parts, seen);
}

const SENDERS = /^(?:request|get|post|put)$/;

/** `form.pipe(request)`: the request that a body is written to tells where it goes. */
function collectTarget(
  tracer: Tracer,
  call: CallNode,
  context: Context,
  parts: Parts,
  seen: Set<Node>,
): void {
  const [target] = call.arguments;
  if (!target || !isMember(call.callee) || memberName(call.callee) !== 'pipe') return;
  for (const made of optionsOf(tracer.evaluate(target, context))) {
    if (made.kind !== 'opaque' || !isCall(made.node)) continue;
    if (SENDERS.test(calledName(tracer.moduleOf(made.node), made.node) ?? ''))
      collectCall(tracer, made.node, made.context, parts, seen);
  }
}

/** What is put into the form of a request through the name that it is given. */
function collectForm(tracer: Tracer, call: CallNode, context: Context, parts: Parts): void {
  const declarator = tracer.moduleOf(call).parents.get(call);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return;
  visit(tracer, tracer.evaluate(declarator.id, context), 'form', parts, 0);
}

/** What a hook makes of the options of every request, and the client whose requests they are. */
function collectHook(tracer: Tracer, hook: CallNode, context: Context, parts: Parts, seen: Set<Node>): void {
  for (const arg of hook.arguments) {
    for (const option of optionsOf(tracer.evaluate(arg, context))) {
      if (option.kind !== 'function') continue;
      for (const node of [...option.node.params, ...returnsOf(tracer, option.node)])
        visit(tracer, tracer.evaluate(node, context), 'options', parts, 0);
    }
  }
  const client = clientOf(hook);
  if (client) collectMadeBy(tracer, client, context, parts, seen);
}

/** `request.query('ticket', ticket)`: a name and a value given to a request builder of somebody else's. */
function collectNamedArguments(tracer: Tracer, call: CallNode, context: Context, parts: Parts): void {
  const [name, value] = call.arguments;
  if (!name || !value || call.arguments.length !== 2) return;
  if (isRegistration(tracer.program, tracer.moduleOf(call), call)) return;
  const text = tracer.textOf(name, context);
  if (text !== 'apikey' && text !== 'ticket' && text !== 'authtoken' && text !== 'scope') return;
  parts.sets.push(
    parameterSet(tracer, {
      kind: 'set',
      node: call,
      entries: [
        {
          name: text,
          value,
          context,
          site: { kind: 'call', at: rangeOf(tracer.moduleOf(call), call), node: call, name, value },
        },
      ],
      rest: [],
    }),
  );
}

function collectArgument(tracer: Tracer, node: Node, context: Context, parts: Parts): void {
  const value = tracer.evaluate(node, context);
  if (value.kind === 'text' || value.kind === 'choice') {
    const pieces = piecesOf(tracer, node, context);
    if (optionsOf(value).some(isTextual) && contentOf(tracer, value)) {
      parts.texts.push(pieces);
      parts.urls.push(pieces);
      if (value.kind === 'text') return;
    }
    for (const option of alternativesOf(value))
      if (!isTextual(option)) visit(tracer, option, undefined, parts, 0);
  } else visit(tracer, value, undefined, parts, 0);
}

/** The call that made the object which this one is made on: `https.request(options)`, `axios.create({ baseURL })`. */
function collectMadeBy(
  tracer: Tracer,
  receiver: Node,
  context: Context,
  parts: Parts,
  seen: Set<Node>,
): void {
  for (const value of optionsOf(tracer.evaluate(receiver, context)))
    collectMaker(tracer, value, receiver, parts, seen);
}

function collectMaker(tracer: Tracer, value: Value, receiver: Node, parts: Parts, seen: Set<Node>): void {
  if (value.kind === 'opaque' && isCall(value.node) && value.node !== receiver && !isRequire(value.node))
    collectCall(tracer, value.node, value.context, parts, seen);
  if (value.kind === 'set' && value.node.type !== 'NewExpression') {
    // A client of somebody else's that properties were put on.
    for (const inner of value.rest) collectMaker(tracer, inner, receiver, parts, seen);
    if (value.nested?.has('defaults'))
      visit(
        tracer,
        withNestedMutations(tracer, value, 'defaults', tracer.opaque(receiver, undefined)),
        'defaults',
        parts,
        0,
      );
  }
  if (
    value.kind === 'text' ||
    value.kind === 'url' ||
    (value.kind === 'set' && (value.node.type === 'NewExpression' || isOptions(value)))
  )
    visit(tracer, value, undefined, parts, 0);
}

function isRequire(node: Node): boolean {
  return isCall(node) && node.callee.type === 'Identifier' && node.callee.name === 'require';
}

/** Other calls on the same request object. */
function collectSiblings(
  tracer: Tracer,
  receiver: Extract<Node, { type: 'Identifier' }>,
  context: Context,
  parts: Parts,
  seen: Set<Node>,
): void {
  const module = tracer.moduleOf(receiver);
  for (const read of module.scopes.bindingOf(receiver)?.reads ?? []) {
    const member = module.parents.get(read);
    const call = member && module.parents.get(member);
    if (
      !member ||
      !isMember(member) ||
      member.object !== read ||
      !call ||
      !isCall(call) ||
      call.callee !== member
    )
      continue;
    if (REQUEST_METHODS.has(memberName(member) ?? '')) collectCall(tracer, call, context, parts, seen);
  }
}
