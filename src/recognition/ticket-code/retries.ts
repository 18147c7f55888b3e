import type { Branch } from '../../model/code-map.ts';
import { liesIn, type SourceRange } from '../../model/edit.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { TICKET_ERROR } from '../../zoho/login.ts';
import type { Mechanism } from './mechanism.ts';
import { usesOf } from './replies.ts';
import type { Scene } from './scene.ts';

/** Adds the statements that react to error 4834 with a new ticket. */
export function findRetries(scene: Scene, mechanism: Mechanism): void {
  const { code } = scene;
  for (const at of code
    .literalsIn(mechanism.file, TICKET_ERROR)
    .flatMap((literal) => usesOf(scene, literal))) {
    for (const place of [at, ...asksOf(scene, at)]) {
      const branch = code.branchOn(place);
      if (!branch || mechanism.parts.has(branch.unit) || !touches(scene, mechanism, branch)) continue;
      const fn = code.functionAround(branch.unit.at);
      if (fn && mechanism.parts.get(fn) === 'cache' && isAllIn(scene, mechanism, fn, branch))
        mechanism.parts.set(fn, 'retry');
      if (!fn || mechanism.parts.get(fn) !== 'retry') mechanism.parts.set(branch.unit, 'retry');
    }
  }
}

/** The calls of a function that only answers whether a reply is error 4834. */
function asksOf({ code }: Scene, at: SourceRange): SourceRange[] {
  const fn = code.functionAround(at);
  if (
    !fn ||
    code.branchOn(at) ||
    code.deedsIn(fn).some(({ kind }) => kind !== 'plain' && kind !== 'handed-in')
  )
    return [];
  return code.mentionsOf(fn).flatMap((mention) => (mention.kind === 'call' ? [mention.at] : []));
}

/** Whether all that a function has to do with the mechanism is decided by a branching. */
function isAllIn({ code }: Scene, mechanism: Mechanism, fn: CodeUnit, { reach }: Branch): boolean {
  return [...mechanism.parts.keys(), ...mechanism.marks.units].every(
    (unit) =>
      unit === fn ||
      code.mentionsOf(unit).every((mention) => !liesIn(mention.at, fn.at) || liesIn(mention.at, reach)),
  );
}

/** Whether what a branching decides about calls the mechanism, or empties what it keeps. */
function touches({ code }: Scene, mechanism: Mechanism, { reach }: Branch): boolean {
  return [...mechanism.parts.keys(), ...mechanism.marks.units].some(
    (unit) => unit.kind !== 'statement' && code.mentionsOf(unit).some((mention) => liesIn(mention.at, reach)),
  );
}
