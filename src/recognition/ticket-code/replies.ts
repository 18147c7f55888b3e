import type { Literal } from '../../model/code-map.ts';
import type { SourceRange } from '../../model/edit.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { REPLY_TEXT } from '../../zoho/login.ts';
import type { Mechanism } from './mechanism.ts';
import { liesIn } from './places.ts';
import type { Scene } from './scene.ts';

/**
 * Adds what reads the reply to a login: a function that is given it and does nothing else, or the first statement that
 * does so in the function that logs in.
 */
export function findReplies(scene: Scene, mechanism: Mechanism): void {
  const logins = [...mechanism.parts].flatMap(([unit, part]) => (part === 'login' ? [unit] : []));
  const places = scene.code
    .literalsIn(mechanism.file, REPLY_TEXT)
    .flatMap((literal) => usesOf(scene, literal));
  for (const at of places) {
    const fn = scene.code.functionAround(at);
    const login = logins.find((unit) => isAround(scene, unit, at));
    if (login) addStatement(scene, mechanism, login, at);
    else if (fn && mechanism.parts.get(fn) !== 'login' && isGivenReply(scene, mechanism, fn)) {
      if (mechanism.take(fn, 'reply', true)) mechanism.parts.set(fn, 'reply');
    }
  }
}

/** Where a literal is used: where it stands, or where the constant that holds it is read. */
export function usesOf({ code }: Scene, { at, constant }: Literal): SourceRange[] {
  if (!constant) return [at];
  return code.mentionsOf(constant).flatMap((mention) => (mention.kind === 'read' ? [mention.at] : []));
}

/** Whether a place lies in the function that logs in, or behind the login in the function that the statement is in. */
function isAround({ code }: Scene, login: CodeUnit, at: SourceRange): boolean {
  if (liesIn(at, login.at)) return true;
  if (login.kind !== 'statement' || at.file !== login.at.file || at.start < login.at.start) return false;
  return code.functionAround(at) === code.functionAround(login.at);
}

/** One statement speaks for all: the first. */
function addStatement({ code }: Scene, mechanism: Mechanism, login: CodeUnit, at: SourceRange): void {
  const around =
    login.kind === 'function'
      ? login.at
      : (code.functionAround(login.at)?.at ?? { ...login.at, start: 0, end: Infinity });
  const known = [...mechanism.parts].some(
    ([unit, part]) => part === 'reply' && unit.kind === 'statement' && liesIn(unit.at, around),
  );
  const statement = code.loopAround(at);
  if (!known && !mechanism.parts.has(statement)) mechanism.parts.set(statement, 'reply');
}

/** Whether a function is called or handed on by code of the mechanism, or gets what that gives. */
function isGivenReply({ code }: Scene, mechanism: Mechanism, fn: CodeUnit): boolean {
  return code
    .mentionsOf(fn)
    .some(({ at, within }) => mechanism.holds(at) || (within && mechanism.isFed(within, fn)));
}
