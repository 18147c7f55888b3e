import { nodeOf } from '../model/change-key.ts';
import { overlaps } from '../model/edit.ts';
import { atomsIn, type Parameter } from '../model/parameters.ts';
import type { Origin } from '../model/query-text.ts';
import type { Fill } from '../model/request.ts';
import { isDeprecated } from '../zoho/parameters.ts';
import { type Credential, keyOfOrigin, readCredential } from './credentials.ts';
import type { Plan } from './plan.ts';
import type { Variant } from './variants.ts';

const STAYS = 'the page and its code draw on the same variable, and what else does stays as it is';
const NO_TOKEN = 'the page and its code draw on the same variable, which does not come to hold the token';

/** What the code around a page puts into the value of a parameter of it. */
export function fillsIn({ request: { fills = [] } }: Variant, parameter: Parameter): readonly Fill[] {
  if (fills.length === 0) return [];
  const { value, origins } = readCredential(parameter);
  if (value.kind !== 'literal' || parameter.kind !== 'text')
    return fills.filter(({ at }) => origins.some(({ site }) => overlaps(site.at, at)));
  const places = atomsIn(parameter.flat, parameter.valueStart, parameter.valueEnd).flatMap(({ leaf }) =>
    leaf.kind === 'literal' ? leaf.site.at : [],
  );
  return fills.filter(
    (fill) => fill.parameter === parameter.name && places.some((place) => overlaps(place, fill.at)),
  );
}

/** Whether a value stands nowhere but in what the code around a page puts in. */
export function isFilledIn(variant: Variant, { parameter, value }: Credential): boolean {
  return value.kind === 'literal' && fillsIn(variant, parameter).length > 0;
}

/** What tells that two values are drawn from the same place: a name that nothing else is known of is one in its file. */
export function keysOfDrawn(origin: Origin): string[] {
  const { kind, name, site } = origin;
  if (kind === 'environment') return [keyOfOrigin(origin)];
  const isNamed = kind !== 'literal' && kind !== 'parameter' && name !== '';
  return [nodeOf(site.at), ...(isNamed ? [`${kind} ${site.at.file} ${name}`] : [])];
}

/** The origins of what the code around a page puts into the old pair of a request. */
function drawnByPage(variant: Variant): Origin[] {
  return oldPairOf(variant).flatMap((parameter) =>
    fillsIn(variant, parameter).flatMap(({ origins }) => origins),
  );
}

/** The same, with those of the old pair itself. */
export function drawnBy(variant: Variant): Origin[] {
  const own = oldPairOf(variant).flatMap((parameter) => readCredential(parameter).origins);
  return [...own, ...drawnByPage(variant)];
}

/** Why a credential of code must stay: a page that stays draws on what would have to hold the token. */
export function reasonOfPages(carried: readonly Origin[], staying: readonly Variant[]): string | undefined {
  const isFlowing = ({ kind }: Origin) => kind !== 'literal' && kind !== 'environment';
  const drawn = new Set(staying.flatMap(drawnByPage).filter(isFlowing).flatMap(keysOfDrawn));
  return carried
    .filter(isFlowing)
    .flatMap(keysOfDrawn)
    .some((key) => drawn.has(key))
    ? STAYS
    : undefined;
}

/**
 * The plans of requests of pages that would not send the token, and why: what the code around puts in must become one
 * together with what other requests draw from the same place.
 */
export function findUntold(plans: readonly Plan[], staying: readonly Variant[]): Map<Plan, string> {
  const kept = new Set(staying.flatMap(drawnBy).flatMap(keysOfDrawn));
  const found = new Map<Plan, string>();
  for (const plan of plans) {
    const drawn = new Set(fillsOfToken(plan).flatMap(({ origins }) => origins.flatMap(keysOfDrawn)));
    if (drawn.size === 0) continue;
    const draws = (origins: readonly Origin[]) => origins.flatMap(keysOfDrawn).some((key) => drawn.has(key));
    if ([...drawn].some((key) => kept.has(key))) found.set(plan, STAYS);
    else if (plans.some((other) => draws(drawnBy(other.variant)) && !isCarriedOn(other, draws)))
      found.set(plan, NO_TOKEN);
  }
  return found;
}

/** What the code around a page puts where a plan has the token. */
export function fillsOfToken({ variant, carrier, twins }: Plan): Fill[] {
  const carriers = carrier ? [carrier, ...twins] : [];
  return carriers.flatMap(({ parameter }) => fillsIn(variant, parameter));
}

/** Whether what a plan draws from a place is the token from now on, rather than what it sent beside or in its stead. */
function isCarriedOn(plan: Plan, draws: (origins: readonly Origin[]) => boolean): boolean {
  const fills = fillsOfToken(plan);
  if (fills.length > 0) return draws(fills.flatMap(({ origins }) => origins));
  const carried = plan.carrier ? [plan.carrier, ...plan.twins].flatMap(({ origins }) => origins) : [];
  const isReplaced = plan.changes.some(
    ({ change }) => change.kind !== 'bear-token' && 'by' in change && typeof change.by === 'object',
  );
  return draws(carried) && !isReplaced;
}

function oldPairOf({ parameters }: Variant): Parameter[] {
  return parameters.filter(({ name }) => isDeprecated(name));
}
