import type { QueryText } from '../../../model/query-text.ts';
import type { Request } from '../../../model/request.ts';
import { OutOfTime } from '../../../model/work.ts';
import { environmentOf, settleEnvironments } from '../program/environment.ts';
import { usersOf } from '../program/users.ts';
import { type CallNode, isCall, isWithin, type Node } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import { inEachCall } from '../values/call-contexts.ts';
import { conditionsOf } from '../values/conditions.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, optionsOf, rangeOf } from '../values/values.ts';
import { addressesOf } from './addresses.ts';
import { collectCall } from './call-parts.ts';
import { requestsInComments } from './comments.ts';
import { Coverage } from './coverage.ts';
import { documentSeeds } from './document-seeds.ts';
import { collectEnd, noParts } from './parts.ts';
import { type Root, rootsOf, rootsOfMention } from './reach.ts';
import { type Seed, seedsOf } from './seeds.ts';
import { strayPairs } from './stray-pairs.ts';
import { functionName, nearbyAddresses } from './surroundings.ts';

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
      if (error instanceof OutOfTime) throw error;
      onFailure(module.file, error);
    }
  }
  const followed = [...requests.values()];
  const documents = tracer.program.modules.filter((module) => module.json && !modules.includes(module));
  return [
    ...followed,
    ...strayPairs(tracer, [...modules, ...documents], followed),
    ...modules.flatMap(requestsInComments),
  ];
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
  for (const { node, follow, path } of documentSeeds(tracer, module)) {
    tracer.refresh();
    const climb = follow === 'carrier' ? rootsOfMention : rootsOf;
    // What is read of a document and goes nowhere is configuration, and names no parameter.
    const calls = climb(tracer, node, undefined, path).filter(({ isCall: takes }) => takes);
    addRequests(tracer, node, calls, requests, contexts);
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
  const { call, through } = callOf(tracer, seed, root);
  const home = tracer.moduleOf(call);
  const environment = environmentOf(home);
  return {
    at: rangeOf(home, call),
    symbol: functionName(home, call),
    ...(through.length > 1 && { through: through.map((node) => rangeOf(tracer.moduleOf(node), node)) }),
    addresses: addressesOf(parts),
    texts: parts.texts,
    sets: parts.sets,
    arms: conditionsOf(tracer, root.node, root.context),
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
function callOf(tracer: Tracer, seed: Node, root: Root): { call: Node; through: readonly Node[] } {
  const calls = [root.node];
  for (let frame = root.context; frame?.call; frame = frame.caller) calls.push(frame.call);
  const module = tracer.moduleOf(seed);
  const inFile = calls.filter((call) => tracer.moduleOf(call) === module);
  const home = functionAround(module, seed);
  const atHome = inFile.find((each) => functionAround(module, each) === home);
  const isMeant = atHome !== undefined && (home !== undefined || speaksOf(module, atHome, seed));
  const call = isMeant ? atHome : inFile[0];
  return call ? { call, through: [] } : { call: root.node, through: calls.filter(isCall) };
}

/** Whether a call at the top level of a file holds a seed, or names the variable that does: others only lead there. */
function speaksOf(module: JsModule, call: Node, seed: Node): boolean {
  const declarator = [...ancestorsOf(module, seed)].find(({ type }) => type === 'VariableDeclarator');
  if (isWithin(seed, call) || declarator?.type !== 'VariableDeclarator') return true;
  const reads = module.scopes.bindingOf(declarator.id)?.reads;
  return !reads || reads.some((read) => isWithin(read, call) && functionAround(module, read) === undefined);
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
