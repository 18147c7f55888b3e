import { nodeOf } from '../../model/change-key.ts';
import type { CodeMap, ValueSources } from '../../model/code-map.ts';
import { carriedBy, type Parameter } from '../../model/parameters.ts';
import type { Origin, ValueRef } from '../../model/query-text.ts';
import type { Request } from '../../model/request.ts';
import { keyOfOrigin } from '../credentials.ts';
import { loginValues } from '../logins.ts';
import type { Mechanism } from './mechanism.ts';
import type { Scene } from './scene.ts';

/** How a ticket is fetched: with one login for every run, with one that varies, or perhaps not at all. */
export type Fetched = 'fixed' | 'login' | 'perhaps';

/** Where values come from that no file tells. */
const UNTOLD: ReadonlySet<Origin['kind']> = new Set(['external', 'unknown', 'member']);

/** Whether a parameter carries what a mechanism fetched, wherever that went through; undefined where it does not. */
export function fetchedBy(
  scene: Scene,
  mechanisms: readonly Mechanism[],
  parameter: Parameter,
): Fetched | undefined {
  if (mechanisms.length === 0) return undefined;
  const fetching = mechanismsBehind(scene, mechanisms, parameter);
  if (fetching.length === 0) return isUntold(parameter) ? 'perhaps' : undefined;
  return fetching.every((mechanism) => isFixed(scene, mechanism)) ? 'fixed' : 'login';
}

/** The mechanisms that what a parameter carries passes through. */
export function mechanismsBehind(
  { code }: Scene,
  mechanisms: readonly Mechanism[],
  parameter: Parameter,
): readonly Mechanism[] {
  if (mechanisms.length === 0) return [];
  const sources = refsOf(parameter).map(({ site }) => code.upstreamOf(site.at));
  return mechanisms.filter((mechanism) => sources.some((source) => comesFrom(code, mechanism, source)));
}

function refsOf(parameter: Parameter): readonly ValueRef[] {
  const value = carriedBy(parameter);
  if (value.kind === 'literal') return [];
  return value.kind === 'value' ? [value.ref] : value.refs;
}

function isUntold(parameter: Parameter): boolean {
  return refsOf(parameter).some((ref) => ref.origins().some(({ kind, fixed }) => UNTOLD.has(kind) && !fixed));
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

/** Whether every way of logging in is one user's, whose name and password are settings. */
function isFixed({ loginWays }: Scene, mechanism: Mechanism): boolean {
  const ways = loginWays.filter(({ at }) => mechanism.holds(at)).map(usersOf);
  return !ways.includes(undefined) && new Set(ways).size <= 1;
}

/** The settings that say who logs in; undefined where they are not the same in every run. */
function usersOf(login: Request): string | undefined {
  const origins = loginValues(login).map((value) => value.origins());
  const isSetting = ({ fixed, kind }: Origin) => fixed || kind === 'unknown';
  if (!origins.every((found) => found.length <= 1 && found.every(isSetting))) return undefined;
  return origins.flat().map(keyOfOrigin).join(' ');
}
