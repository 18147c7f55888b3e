import { nodeOf } from '../../model/change-key.ts';
import type { ParameterSet } from '../../model/parameter-set.ts';
import type { Origin } from '../../model/query-text.ts';
import type { Request } from '../../model/request.ts';
import type { Node } from './ast.ts';
import { staticName } from './ast.ts';
import { Coverage } from './coverage.ts';
import { environmentOf } from './environment.ts';
import type { JsModule } from './module.ts';
import { parameterSet } from './objects.ts';
import { functionName, nearbyAddresses } from './surroundings.ts';
import type { Tracer } from './tracer.ts';
import { rangeOf } from './values.ts';

type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>;

/**
 * The objects that hold both of the pair and were followed nowhere: neither are they sent by a known request, nor do
 * their values reach one. They must not fall silent.
 */
export function strayPairs(
  tracer: Tracer,
  modules: readonly JsModule[],
  requests: readonly Request[],
): Request[] {
  const pairs = modules.flatMap((module) =>
    module.json
      ? []
      : module
          .nodes('ObjectExpression')
          .filter(holdsPair)
          .map((node) => ({ module, node })),
  );
  if (pairs.length === 0) return [];
  const coverage = new Coverage(requests);
  const births = coverage.births();
  return pairs.flatMap(({ module, node }) => {
    if (node.properties.some((property) => coverage.has(property))) return [];
    const set = setOf(tracer, node);
    const origins = set?.entries.flatMap(({ value }) => value.origins()) ?? [];
    if (!set || !origins.some(isValue) || origins.some(({ site }) => births.has(nodeOf(site.at)))) return [];
    return [requestOf(module, node, set)];
  });
}

function holdsPair(node: ObjectNode): boolean {
  const names = node.properties.flatMap((property) =>
    property.type === 'SpreadElement' ? [] : [staticName(property.key, property.computed === true)],
  );
  return names.includes('apikey') && names.includes('ticket');
}

function setOf(tracer: Tracer, node: ObjectNode): ParameterSet | undefined {
  const value = tracer.evaluate(node, undefined);
  if (value.kind !== 'set') return undefined;
  const { entries, identity } = parameterSet(tracer, value);
  return { entries: entries.filter(({ name }) => name === 'apikey' || name === 'ticket'), identity };
}

/** Not an empty default that is filled in later. */
function isValue({ kind, name }: Origin): boolean {
  return kind !== 'unknown' && !(kind === 'literal' && name === '');
}

function requestOf(module: JsModule, node: ObjectNode, set: ParameterSet): Request {
  const environment = environmentOf(module);
  return {
    at: rangeOf(module, node),
    symbol: functionName(module, node),
    addresses: [],
    texts: [],
    sets: [set],
    nearby: nearbyAddresses(module),
    clientSide: environment === 'browser',
    withoutEnvironment: environment !== 'node',
    stray: true,
  };
}
