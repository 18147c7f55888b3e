import { type Arm, areSameArms, armsWithout } from '../model/arms.ts';
import type { Parameter } from '../model/parameters.ts';
import { AUTH_TOKEN, isDeprecated } from '../zoho/parameters.ts';
import type { Variant } from './variants.ts';

/** Whether a token goes out whenever what is left over of the pair does, so that the pair may simply go. */
export function isTokenSure(variant: Variant): boolean {
  const deprecated = variant.parameters.filter(({ name }) => isDeprecated(name));
  return deprecated.every((leftOver) => isAccompanied(leftOver, AUTH_TOKEN, variant));
}

/**
 * Whether the first of a pair goes out whenever the second does. Where it is only left out because it was not given, no
 * token is given either.
 */
export function isSure(first: string, second: string, variant: Variant): boolean {
  const others = variant.parameters.filter(({ name }) => name === second);
  return others.every((other) => isAccompanied(other, first, variant, ({ ifGiven }) => ifGiven === true));
}

function isAccompanied(
  other: Parameter,
  name: string,
  { parameters, arms }: Variant,
  isHarmless: (arm: Arm) => boolean = () => false,
): boolean {
  const known = [...arms, ...armsOf(other)];
  return parameters.some(
    (parameter) => parameter.name === name && armsWithout(armsOf(parameter), known).every(isHarmless),
  );
}

/** The branchings that decide whether a parameter is put in. */
export function armsOf(parameter: Parameter): readonly Arm[] {
  if (parameter.kind === 'entry') return parameter.entry.arms;
  return parameter.flat.atoms.find((atom) => atom.end > parameter.start)?.arms ?? [];
}

/** Whether two parameters are put in by the same sides of the same branchings. */
export function areTogether(a: Parameter, b: Parameter): boolean {
  return areSameArms(armsOf(a), armsOf(b));
}
