import type { Literal } from '../../model/code-map.ts';
import { liesIn, type SourceRange } from '../../model/edit.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { REPLY_TEXT } from '../../zoho/login.ts';
import type { Mechanism } from './mechanism.ts';
import type { Scene } from './scene.ts';

/** How code takes lines `NAME=value` apart, whatever they say. */
const PAIR = /^=$/;

/**
 * Adds what reads the reply to a login: a function that is given it and does nothing else, or the first statement that
 * does so in the function that logs in.
 */
export function findReplies(scene: Scene, mechanism: Mechanism): void {
  const logins = unitsOf(mechanism, 'login');
  const places = [...placesOf(scene, mechanism, REPLY_TEXT), ...placesOf(scene, mechanism, PAIR)].sort(
    inOrder,
  );
  for (const at of places) {
    const fn = scene.code.functionAround(at);
    const isOther = fn && !logins.some((unit) => unit === fn || liesIn(fn.at, unit.at));
    if (isOther && isGivenReply(scene, mechanism, fn) && mechanism.take(fn, 'reply', true))
      mechanism.parts.set(fn, 'reply');
  }
  for (const at of places) {
    const login = logins.find((unit) => isAround(scene, unit, at));
    if (login) addStatement(scene, mechanism, login, at);
  }
}

function inOrder(a: SourceRange, b: SourceRange): number {
  return a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1;
}

function unitsOf({ parts }: Mechanism, wanted: string): CodeUnit[] {
  return [...parts].flatMap(([unit, part]) => (part === wanted ? [unit] : []));
}

function placesOf(scene: Scene, mechanism: Mechanism, pattern: RegExp): SourceRange[] {
  return scene.code.literalsIn(mechanism.file, pattern).flatMap((literal) => usesOf(scene, literal));
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

/** One statement speaks for all: the first. Where a function reads the reply, what takes its answer is no reader. */
function addStatement({ code }: Scene, mechanism: Mechanism, login: CodeUnit, at: SourceRange): void {
  const around =
    login.kind === 'function'
      ? login.at
      : (code.functionAround(login.at)?.at ?? { ...login.at, start: 0, end: Number.POSITIVE_INFINITY });
  const readers = unitsOf(mechanism, 'reply');
  if (readers.some((unit) => unit.kind === 'statement' && liesIn(unit.at, around))) return;
  const statement = code.loopAround(at);
  const isRead = readers.some((unit) =>
    code.mentionsOf(unit).some((mention) => liesIn(mention.at, statement.at)),
  );
  if (!isRead && !mechanism.parts.has(statement)) mechanism.parts.set(statement, 'reply');
}

/** Whether a function is given what a login answers, by code of the mechanism or by what calls that. */
function isGivenReply({ code }: Scene, mechanism: Mechanism, fn: CodeUnit): boolean {
  return code
    .mentionsOf(fn)
    .some(
      ({ at, within, kind }) => kind !== 'export' && mechanism.isFed(within ?? code.statementAround(at), fn),
    );
}
