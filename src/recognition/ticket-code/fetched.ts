import { nodeOf } from '../../model/change-key.ts';
import type { CodeMap, ValueSources } from '../../model/code-map.ts';
import { carriedBy, type Parameter } from '../../model/parameters.ts';
import type { ValueRef } from '../../model/query-text.ts';
import { loginValues } from '../logins.ts';
import type { Mechanism } from './mechanism.ts';
import type { Scene } from './scene.ts';

/** How a ticket is fetched: with one login for every run, or with one that varies. */
export type Fetched = 'fixed' | 'login';

/** Whether a parameter carries what a mechanism fetched, wherever that went through; undefined where it does not. */
export function fetchedBy(
  scene: Scene,
  mechanisms: readonly Mechanism[],
  parameter: Parameter,
): Fetched | undefined {
  const { code } = scene;
  const sources = refsOf(parameter).map(({ site }) => code.upstreamOf(site.at));
  const fetching = mechanisms.filter((mechanism) =>
    sources.some((source) => comesFrom(code, mechanism, source)),
  );
  if (fetching.length === 0) return undefined;
  return fetching.every((mechanism) => isFixed(scene, mechanism)) ? 'fixed' : 'login';
}

function refsOf(parameter: Parameter): readonly ValueRef[] {
  const value = carriedBy(parameter);
  if (value.kind === 'literal') return [];
  return value.kind === 'value' ? [value.ref] : value.refs;
}

/** Whether a value passes through what keeps a mechanism's tickets, its code, or a call of it. */
function comesFrom(code: CodeMap, mechanism: Mechanism, { units, places }: ValueSources): boolean {
  if (units.some((unit) => mechanism.marks.units.has(unit))) return true;
  if (places.some((at) => mechanism.holds(at))) return true;
  const own = new Set(places.map(nodeOf));
  return [...mechanism.parts.keys()].some(
    (unit) =>
      unit.kind === 'function' &&
      code.mentionsOf(unit).some(({ at, kind }) => kind !== 'export' && own.has(nodeOf(at))),
  );
}

function isFixed({ logins }: Scene, mechanism: Mechanism): boolean {
  const values = logins.filter(({ at }) => mechanism.holds(at)).flatMap(loginValues);
  return values.every((value) => {
    const origins = value.origins();
    return origins.length <= 1 && origins.every(({ fixed, kind }) => fixed || kind === 'unknown');
  });
}
