import type { Arm } from '../model/arms.ts';
import type { Parameter, TextParameter } from '../model/parameters.ts';
import type { QueryText } from '../model/query-text.ts';
import { AUTH_TOKEN, isDeprecated } from '../zoho/parameters.ts';

/** Whether a token goes out whenever what is left over of the pair does, so that the pair may simply go. */
export function isTokenSure(parameters: readonly Parameter[]): boolean {
  const tokens = parameters.filter(({ name }) => name === AUTH_TOKEN);
  const leftOvers = parameters.filter(({ name }) => isDeprecated(name));
  return leftOvers.every((leftOver) => tokens.some((token) => accompanies(token, leftOver)));
}

function accompanies(token: Parameter, leftOver: Parameter): boolean {
  if (token.kind === 'text') {
    const mine = branchesOf(token);
    const theirs = leftOver.kind === 'text' && leftOver.flat === token.flat ? branchesOf(leftOver) : [];
    return mine.every((branch) => theirs.includes(branch));
  }
  const arms = leftOver.kind === 'entry' ? leftOver.entry.arms : [];
  return token.entry.arms.every((arm) => arms.some((other) => isSame(arm, other)));
}

/** The options of choices that a parameter stands in. */
function branchesOf({ flat, start }: TextParameter): readonly QueryText[] {
  return flat.atoms.find((atom) => atom.end > start)?.branches ?? [];
}

function isSame(a: Arm, b: Arm): boolean {
  return a.branch === b.branch && a.side === b.side;
}
