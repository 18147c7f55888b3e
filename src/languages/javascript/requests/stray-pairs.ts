import { nodeOf } from '../../../model/change-key.ts';
import type { ParameterSet } from '../../../model/parameter-set.ts';
import type { Origin } from '../../../model/query-text.ts';
import type { Request } from '../../../model/request.ts';
import { API_KEY, TICKET } from '../../../zoho/parameters.ts';
import { environmentOf } from '../program/environment.ts';
import { endOf, isMember, memberName, type Node, startOf, staticName } from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import { ownerOfAlias } from '../syntax/owners.ts';
import { parameterSet } from '../values/objects.ts';
import type { Tracer } from '../values/tracer.ts';
import { type EntrySite, rangeOf, type SetEntry } from '../values/values.ts';
import { Coverage } from './coverage.ts';
import { namedValues } from './named-values.ts';
import { functionName, nearbyAddresses } from './surroundings.ts';

/**
 * The objects that hold both of the pair, and the pairs handed over by name, that were followed nowhere: neither are
 * they sent by a known request, nor do their values reach one. They must not fall silent.
 */
export function strayPairs(
  tracer: Tracer,
  modules: readonly JsModule[],
  requests: readonly Request[],
): Request[] {
  const pairs = modules.flatMap((module) =>
    module.json
      ? pairsInObjects(tracer, module)
      : [
          ...pairsInObjects(tracer, module),
          ...pairsInMembers(tracer, module),
          ...pairsAssigned(tracer, module),
          ...pairsHandedOver(tracer, module),
        ],
  );
  if (pairs.length === 0) return [];
  const coverage = new Coverage(requests);
  const births = coverage.births();
  const nearby = modules.flatMap(nearbyAddresses);
  return pairs.filter(isStray).map((pair) => requestOf(pair, nearby));

  function isStray({ set }: Pair): boolean {
    if (set.entries.some(({ site }) => coverage.has((site as EntrySite).node))) return false;
    const origins = set.entries.flatMap(({ value }) => value.origins());
    return origins.some(isValue) && !origins.some(({ site }) => births.has(nodeOf(site.at)));
  }
}

/** Both of the pair in one object, or in the members of one class. */
interface Pair {
  readonly module: JsModule;
  readonly node: Node;
  readonly set: ParameterSet;
}

const PAIR: readonly string[] = [API_KEY, TICKET];

function pairsInObjects(tracer: Tracer, module: JsModule): Pair[] {
  return module.nodes('ObjectExpression').flatMap((node) => {
    const names = node.properties.map((property) =>
      property.type === 'SpreadElement' ? undefined : staticName(property.key, property.computed === true),
    );
    const value = PAIR.every((name) => names.includes(name)) ? tracer.evaluate(node, undefined) : undefined;
    if (value?.kind !== 'set') return [];
    const { entries, identity } = parameterSet(tracer, value);
    return [{ module, node, set: { entries: entries.filter(({ name }) => PAIR.includes(name)), identity } }];
  });
}

/** `this.apikey = …; this.ticket = …` of an instance that may be sent whole. */
function pairsInMembers(tracer: Tracer, module: JsModule): Pair[] {
  const owners = [
    ...module.nodes('ClassDeclaration'),
    ...module.nodes('ClassExpression'),
    ...module.nodes('FunctionDeclaration'),
    ...module.nodes('FunctionExpression'),
  ];
  return owners.flatMap((node) => {
    const { writes } = membersOf(module, node);
    if (!PAIR.every((name) => writes.has(name))) return [];
    const entries = PAIR.flatMap((name) =>
      writes.get(name)!.map((value): SetEntry => {
        const write = module.parents.get(value) ?? value;
        const site = { kind: 'assignment', at: rangeOf(module, write), node: write } as const;
        return { name, value, context: undefined, site };
      }),
    );
    return [{ module, node, set: parameterSet(tracer, { kind: 'set', node, entries, rest: [] }) }];
  });
}

/** `request.query.apikey = …; request.query.ticket = …` in one function. */
function pairsAssigned(tracer: Tracer, module: JsModule): Pair[] {
  const byTarget = new Map<Node, Map<string, SetEntry[]>>();
  for (const node of module.nodes('AssignmentExpression')) {
    const name = isMember(node.left) ? memberName(node.left) : undefined;
    if (!isMember(node.left) || name === undefined || !PAIR.includes(name)) continue;
    const { object } = node.left;
    if (object.type === 'ThisExpression' || ownerOfAlias(module, object)) continue;
    const home = functionAround(module, node) ?? module.root;
    const targets = byTarget.get(home) ?? new Map<string, SetEntry[]>();
    const target = module.text.slice(startOf(object), endOf(object));
    const site = { kind: 'assignment', at: rangeOf(module, node), node } as const;
    const entry: SetEntry = { name, value: node.right, context: undefined, site };
    byTarget.set(home, targets.set(target, [...(targets.get(target) ?? []), entry]));
  }
  return [...byTarget.values()].flatMap((targets) =>
    [...targets.values()].flatMap((entries): Pair[] => {
      if (!PAIR.every((name) => entries.some((entry) => entry.name === name))) return [];
      const { node } = entries[0]!.site;
      return [{ module, node, set: parameterSet(tracer, { kind: 'set', node, entries, rest: [] }) }];
    }),
  );
}

/** `add('apikey', key); add('ticket', ticket)` */
function pairsHandedOver(tracer: Tracer, module: JsModule): Pair[] {
  const set = namedValues(tracer, module);
  return set ? [{ module, node: set.node, set: parameterSet(tracer, set) }] : [];
}

/** Not an empty default that is filled in later. */
function isValue({ kind, name }: Origin): boolean {
  return kind !== 'unknown' && !(kind === 'literal' && name === '');
}

function requestOf({ module, node, set }: Pair, nearby: readonly string[]): Request {
  const environment = environmentOf(module);
  return {
    at: rangeOf(module, node),
    symbol: functionName(module, node),
    addresses: [],
    texts: [],
    sets: [set],
    arms: [],
    nearby,
    clientSide: environment === 'browser',
    withoutEnvironment: environment !== 'node',
    stray: true,
  };
}
