import type { ParameterSet } from '../../../model/parameter-set.ts';
import type { QueryText } from '../../../model/query-text.ts';
import type { Request } from '../../../model/request.ts';
import { environmentOf, settleEnvironments } from '../program/environment.ts';
import { usersOf } from '../program/users.ts';
import { type CallNode, isCall, isFunction, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import { contentOf, piecesOf } from '../text/text.ts';
import { isRegistration } from '../values/angular-module.ts';
import { inEachCall } from '../values/call-contexts.ts';
import { returnsOf } from '../values/call-index.ts';
import { memberOf } from '../values/members.ts';
import { withNestedMutations } from '../values/mutations.ts';
import { parameterSet, setOfPairs } from '../values/objects.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, optionsOf, rangeOf, type SetValue, type Value } from '../values/values.ts';
import { requestsInComments } from './comments.ts';
import { Coverage } from './coverage.ts';
import { clientOf, isHook } from './hooks.ts';
import { type Root, rootsOf, rootsOfMention } from './reach.ts';
import { type Seed, seedsOf } from './seeds.ts';
import { strayPairs } from './stray-pairs.ts';
import { functionName, nearbyAddresses } from './surroundings.ts';

/** What a call is given, sorted by what it tells of the request. */
interface Parts {
  readonly texts: QueryText[];
  readonly sets: ParameterSet[];
  readonly urls: QueryText[];
  readonly bases: QueryText[];
  readonly hosts: QueryText[];
}

const URL_KEYS = /^(url|uri|src|action|path|pathname|href|endpoint|resource|route)$/i;
const BASE_KEYS = /^(base_?ur[li]|prefix_?url|root|host_?url|server)$/i;
const HOST_KEYS = /^(host|host_?name|domain)$/i;
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
const DEPTH = 4;

/**
 * Lowers the modules of a program to requests: one for each call, or end of a text, that a credential or endpoint
 * reaches. A module that cannot be lowered goes to `onFailure`, and the others are lowered all the same.
 */
export function lower(
  tracer: Tracer,
  modules: readonly JsModule[],
  onFailure: (file: string, error: unknown) => void = rethrow,
): Request[] {
  const requests = new Map<string, Request>();
  const contexts = new Map<Context, number>();
  settleEnvironments(modules, usersOf(tracer.program));
  for (const module of modules) {
    if (module.json) continue;
    try {
      lowerModule(tracer, module, requests, contexts);
    } catch (error) {
      onFailure(module.file, error);
    }
  }
  const followed = [...requests.values()];
  return [...followed, ...strayPairs(tracer, modules, followed), ...modules.flatMap(requestsInComments)];
}

function rethrow(_file: string, error: unknown): never {
  throw error;
}

function lowerModule(
  tracer: Tracer,
  module: JsModule,
  requests: Map<string, Request>,
  contexts: Map<Context, number>,
): void {
  const seeds = seedsOf(tracer, module);
  for (const seed of seeds) {
    tracer.refresh();
    addRequests(tracer, seed.node, rootsOfSeed(tracer, seed), requests, contexts);
  }
  // A seed that no request took up is looked at by itself: nothing that names a parameter may fall silent.
  const coverage = new Coverage(requests.values());
  for (const seed of seeds) {
    const { node } = seed;
    if (seed.follow === 'carrier' || !isText(node) || coverage.has(node)) continue;
    const root = { node: wholeText(tracer, node), context: undefined, isCall: false };
    addRequests(tracer, node, [root], requests, contexts, destinationsOf(tracer, seed));
  }
}

/** The addresses of the calls that take a text which could not be read there: a body that is packed up on the way. */
function destinationsOf(tracer: Tracer, seed: Seed): QueryText[] {
  tracer.refresh();
  return rootsOfSeed(tracer, seed)
    .filter(({ isCall: takes }) => takes)
    .flatMap(({ node, context }) => {
      const parts = noParts();
      collectCall(tracer, node as CallNode, context, parts, new Set());
      return addressesOf(parts);
    });
}

function noParts(): Parts {
  return { texts: [], sets: [], urls: [], bases: [], hosts: [] };
}

function isText(node: Node): boolean {
  return node.type === 'StringLiteral' || node.type === 'TemplateLiteral' || node.type === 'BinaryExpression';
}

function addRequests(
  tracer: Tracer,
  seed: Node,
  roots: readonly Root[],
  requests: Map<string, Request>,
  contexts: Map<Context, number>,
  destinations: readonly QueryText[] = [],
): void {
  for (const found of roots) {
    for (const root of inEachCall(tracer, found)) {
      tracer.refresh();
      const id = contexts.get(root.context) ?? contexts.size;
      contexts.set(root.context, id);
      const key = `${tracer.moduleOf(root.node).file}:${root.node.start}:${root.node.end}:${id}`;
      if (requests.has(key)) continue;
      const request = requestAt(tracer, root, seed);
      if (request) requests.set(key, { ...request, addresses: [...request.addresses, ...destinations] });
    }
  }
}

function rootsOfSeed(tracer: Tracer, seed: Seed): Root[] {
  if (seed.follow === 'carrier') return rootsOfMention(tracer, seed.node, undefined);
  const roots = rootsOf(tracer, seed.node, undefined);
  return roots.map((root) =>
    root.node === seed.node && !root.isCall ? { ...root, node: wholeText(tracer, seed.node) } : root,
  );
}

/** The largest text expression around a literal. */
function wholeText(tracer: Tracer, node: Node): Node {
  let whole = node;
  for (const ancestor of ancestorsOf(tracer.moduleOf(node), node)) {
    if (
      ancestor.type !== 'TemplateLiteral' &&
      ancestor.type !== 'ParenthesizedExpression' &&
      !(ancestor.type === 'BinaryExpression' && ancestor.operator === '+')
    )
      break;
    whole = ancestor;
  }
  return whole;
}

function requestAt(tracer: Tracer, root: Root, seed: Node): Request | undefined {
  const module = tracer.moduleOf(root.node);
  const parts = noParts();
  if (root.isCall) collectCall(tracer, root.node as CallNode, root.context, parts, new Set());
  else collectEnd(tracer, root, parts);
  if (parts.texts.length === 0 && parts.sets.length === 0) return undefined;
  const call = callOf(tracer, seed, root);
  const home = tracer.moduleOf(call);
  const environment = environmentOf(home);
  return {
    at: rangeOf(home, call),
    symbol: functionName(home, call),
    addresses: addressesOf(parts),
    texts: parts.texts,
    sets: parts.sets,
    nearby: [
      ...new Set(
        [module, tracer.moduleOf(seed), ...tagModules(tracer, root)].flatMap((around) => [
          ...nearbyAddresses(around),
        ]),
      ),
    ],
    clientSide: environment === 'browser',
    withoutEnvironment: environment !== 'node',
  };
}

/**
 * The call that people would look for, however deep it is sent from: in the function that names the parameters, else
 * in its file.
 */
function callOf(tracer: Tracer, seed: Node, root: Root): Node {
  const calls = [root.node];
  for (let frame = root.context; frame?.call; frame = frame.caller) calls.push(frame.call);
  const module = tracer.moduleOf(seed);
  const inFile = calls.filter((call) => tracer.moduleOf(call) === module);
  const home = functionAround(module, seed);
  return inFile.find((call) => functionAround(module, call) === home) ?? inFile[0] ?? root.node;
}

/** The modules of the program's own tags around a template: where it is sent is theirs to say. */
function tagModules(tracer: Tracer, { node, context }: Root): JsModule[] {
  return [node, ...ancestorsOf(tracer.moduleOf(node), node)].flatMap((at) =>
    at.type === 'TaggedTemplateExpression'
      ? optionsOf(tracer.evaluate(at.tag, context)).flatMap((tag) =>
          tag.kind === 'function' ? [tracer.moduleOf(tag.node)] : [],
        )
      : [],
  );
}

/** A text that ends nowhere known still speaks for itself; a set only does when it also tells where it goes. */
function collectEnd(tracer: Tracer, root: Root, parts: Parts): void {
  const node = unwrap(root.node);
  if (isFunction(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return;
  const value =
    node.type === 'Identifier' || isMember(node) ? tracer.evaluate(node, root.context) : undefined;
  if (!value) {
    const pieces = piecesOf(tracer, node, root.context);
    if (pieces.some((piece) => piece.kind !== 'hole' || piece.content)) {
      const evaluated = tracer.evaluate(node, root.context);
      if (evaluated.kind === 'text' || evaluated.kind === 'opaque') {
        parts.texts.push(pieces);
        parts.urls.push(pieces);
      } else visitEnd(tracer, evaluated, parts);
    }
  } else visitEnd(tracer, value, parts);
  if (parts.urls.length === 0 && parts.hosts.length === 0) parts.sets.length = 0;
}

/** What ends nowhere known is options or configuration: only a set inside it may be one of parameters. */
function visitEnd(tracer: Tracer, value: Value, parts: Parts): void {
  for (const option of optionsOf(value)) {
    if (option.kind === 'set') visitEntries(tracer, option, parts, 0);
    else if (option.kind !== 'list' && option.kind !== 'view') visit(tracer, option, undefined, parts, 0);
  }
}

function collectCall(tracer: Tracer, call: CallNode, context: Context, parts: Parts, seen: Set<Node>): void {
  if (seen.has(call)) return;
  seen.add(call);
  const isListener = isMember(call.callee) && LISTENERS.has(memberName(call.callee) ?? '');
  for (const arg of isListener ? [] : call.arguments) {
    if (isFunction(arg)) continue;
    collectArgument(tracer, arg.type === 'SpreadElement' ? arg.argument : arg, context, parts);
  }
  collectNamedArguments(tracer, call, context, parts);
  if (isHook(call)) return collectHook(tracer, call, context, parts, seen);
  if (!isMember(call.callee)) return collectMadeBy(tracer, call.callee, context, parts, seen);
  const receiver = unwrap(call.callee.object);
  if (isCall(receiver)) return collectCall(tracer, receiver, context, parts, seen);
  collectMadeBy(tracer, receiver, context, parts, seen);
  if (receiver.type === 'Identifier') collectSiblings(tracer, receiver, context, parts, seen);
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
    if (contentOf(tracer, value)) {
      parts.texts.push(pieces);
      parts.urls.push(pieces);
      if (value.kind === 'text') return;
    }
    for (const option of optionsOf(value))
      if (option.kind !== 'text') visit(tracer, option, undefined, parts, 0);
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

function visit(tracer: Tracer, value: Value, key: string | undefined, parts: Parts, depth: number): void {
  if (depth > DEPTH) return;
  switch (value.kind) {
    case 'choice':
      return visitChoice(tracer, value, key, parts, depth);
    case 'text':
      return visitText(value.pieces, key, parts);
    case 'url':
      visitText(contentOf(tracer, value) ?? value.pieces, key ?? 'url', parts);
      return;
    case 'set':
      return visitSet(tracer, value, parts, depth);
    case 'view':
      return visit(tracer, value.of, key, parts, depth + 1);
    case 'list': {
      const pairs = setOfPairs(tracer, value);
      if (pairs && pairs.entries.length > 0) visitSet(tracer, pairs, parts, depth);
      else
        for (const item of value.items)
          visit(tracer, tracer.evaluate(item.node, item.context), key, parts, depth + 1);
    }
  }
}

/** Alternative texts are one text with a choice; other alternatives are looked at one by one. */
function visitChoice(
  tracer: Tracer,
  value: Extract<Value, { kind: 'choice' }>,
  key: string | undefined,
  parts: Parts,
  depth: number,
): void {
  const texts = value.options.filter((option) => option.kind === 'text');
  const content =
    texts.length > 0
      ? contentOf(tracer, texts.length === value.options.length ? value : { kind: 'choice', options: texts })
      : undefined;
  if (content) visitText(content, key, parts);
  for (const option of value.options)
    if (option.kind !== 'text') visit(tracer, option, key, parts, depth + 1);
}

function visitText(pieces: QueryText, key: string | undefined, parts: Parts): void {
  parts.texts.push(pieces);
  if (key === undefined || URL_KEYS.test(key)) parts.urls.push(pieces);
  else if (BASE_KEYS.test(key)) parts.bases.push(pieces);
  else if (HOST_KEYS.test(key)) parts.hosts.push(pieces);
}

function visitSet(tracer: Tracer, set: SetValue, parts: Parts, depth: number): void {
  if (!isOptions(set)) parts.sets.push(parameterSet(tracer, set));
  visitEntries(tracer, set, parts, depth);
}

function visitEntries(tracer: Tracer, set: SetValue, parts: Parts, depth: number): void {
  const grown = new Set(set.entries.filter((entry) => entry.grows).map((entry) => entry.name));
  for (const name of grown) {
    const value = memberOf(tracer, set, name, set.node, undefined);
    if (value.kind === 'text') visitText(value.pieces, name ?? '', parts);
  }
  for (const entry of set.entries) {
    if (!entry.value || isFunction(entry.value) || grown.has(entry.name)) continue;
    const inner = unwrap(entry.value);
    const evaluated = withNestedMutations(tracer, set, entry.name, tracer.evaluate(inner, entry.context));
    if (evaluated.kind === 'text') visitText(piecesOf(tracer, inner, entry.context), entry.name ?? '', parts);
    else if (evaluated.kind !== 'opaque') visit(tracer, evaluated, entry.name ?? '', parts, depth + 1);
    else if (entry.name !== undefined && (URL_KEYS.test(entry.name) || HOST_KEYS.test(entry.name)))
      visitText(piecesOf(tracer, inner, entry.context), entry.name, parts);
  }
  for (const inner of set.rest) visit(tracer, inner, undefined, parts, depth + 1);
}

/** An object that tells where a request goes is its options, or a client's configuration, not its parameters. */
function isOptions(set: SetValue): boolean {
  return set.entries.some(
    (entry) =>
      entry.name !== undefined &&
      entry.value &&
      (URL_KEYS.test(entry.name) || HOST_KEYS.test(entry.name) || BASE_KEYS.test(entry.name)),
  );
}

/** Addresses that the parts make up, those that stand by themselves first. */
function addressesOf(parts: Parts): QueryText[] {
  const glue = (text: string) => ({ kind: 'known' as const, text });
  const found = parts.urls.filter(startsLikePath);
  const paths = found.length > 0 ? found : [[]];
  return [
    ...parts.urls,
    ...parts.bases.flatMap((base) => paths.map((path): QueryText => [...base, ...path])),
    ...parts.hosts.flatMap((host) => paths.map((path): QueryText => [glue('//'), ...host, ...path])),
    ...parts.bases,
  ];
}

/** A text that may follow a host: it begins with a slash, or with something that is not known. */
function startsLikePath(text: QueryText): boolean {
  const [first] = text;
  switch (first?.kind) {
    case 'literal':
    case 'known':
      return first.text === '' ? startsLikePath(text.slice(1)) : /^\/|^[\w-]+\//.test(first.text);
    case 'hole':
      return first.content ? startsLikePath(first.content) : text.length > 1;
    case 'choice':
      return first.options.some(startsLikePath);
    default:
      return false;
  }
}
