import { nodeOf } from '../../model/change-key.ts';
import { liesIn, type SourceRange } from '../../model/edit.ts';
import type { Parameter } from '../../model/parameters.ts';
import type { Request } from '../../model/request.ts';
import type { CodeUnit, Mention, TicketPart, TicketPiece } from '../../model/ticket-code.ts';
import { LOGIN_AGENT } from '../../zoho/login.ts';
import { accountsOf } from './accounts.ts';
import { type Fetched, fetchedBy, mechanismsBehind } from './fetched.ts';
import { holdersOf, waitingFor } from './held.ts';
import { Mechanism } from './mechanism.ts';
import { findReplies } from './replies.ts';
import { findRetries } from './retries.ts';
import { type Scene, sceneOf, type TicketCodeContext } from './scene.ts';
import { findExpiries, findNamedJobs, findSchedules } from './schedules.ts';

/** Finds the code that fetches tickets of Zoho CRM and keeps them fresh, one piece at a time. */
export function findTicketCode(context: TicketCodeContext): readonly TicketPiece[] {
  return new TicketCode(context).pieces();
}

/** The code of a program that fetches tickets and keeps them fresh; looked for when it is asked for first. */
export class TicketCode {
  private readonly context: TicketCodeContext;
  private known: { readonly scene: Scene; readonly mechanisms: readonly Joined[] } | undefined;

  constructor(context: TicketCodeContext) {
    this.context = context;
  }

  pieces(): readonly TicketPiece[] {
    const { scene, mechanisms } = this.found();
    return mechanisms.flatMap(({ members, id }) => piecesOf(scene, members, id)).sort(inOrder);
  }

  /** Whether a parameter carries a ticket that such code fetched, and how. */
  fetched(parameter: Parameter): Fetched | undefined {
    const { scene, mechanisms } = this.found();
    return fetchedBy(
      scene,
      mechanisms.map(({ members }) => members),
      parameter,
    );
  }

  /** Every way in which the program logs in. */
  logins(): readonly Request[] {
    return this.found().scene.loginWays;
  }

  /** The ways of logging in that a ticket which a parameter carries was fetched with, as far as the code tells them. */
  loginsFor(parameter: Parameter): readonly Request[] {
    const { scene, mechanisms } = this.found();
    const behind = mechanismsBehind(
      scene,
      mechanisms.map(({ members }) => members),
      parameter,
    );
    return scene.loginWays.filter(({ at }) => behind.some((mechanism) => mechanism.holds(at)));
  }

  private found() {
    if (this.known) return this.known;
    const scene = sceneOf(this.context);
    this.known = { scene, mechanisms: join(mechanismsOf(scene)) };
    return this.known;
  }
}

/** Each login with everything that belongs to it. A logout belongs to the login of its file, else to the first. */
function mechanismsOf(scene: Scene): Mechanism[] {
  const logins = scene.logins.map(({ at }) => at);
  const logouts = scene.logouts.map(({ at }) => at);
  const ownerOf = (logout: SourceRange) => logins.find(({ file }) => file === logout.file) ?? logins[0];
  const mechanisms = logins.map((login) =>
    mechanismOf(
      scene,
      [login],
      logouts.filter((logout) => ownerOf(logout) === login),
    ),
  );
  return logins.length > 0 ? mechanisms : logouts.map((logout) => mechanismOf(scene, [], [logout]));
}

function mechanismOf(
  scene: Scene,
  logins: readonly SourceRange[],
  logouts: readonly SourceRange[],
): Mechanism {
  const { code } = scene;
  const mechanism = new Mechanism(scene, [...logins, ...logouts]);
  for (const login of logins) {
    const fn = code.functionAround(login);
    if (!fn || !mechanism.take(fn, 'login')) mechanism.parts.set(code.statementAround(login), 'login');
  }
  while (grow(scene, mechanism, logouts));
  return mechanism;
}

function grow(scene: Scene, mechanism: Mechanism, logouts: readonly SourceRange[]): boolean {
  const before = mechanism.size;
  mechanism.grow();
  findBuilders(scene, mechanism);
  findReplies(scene, mechanism);
  findSchedules(scene, mechanism);
  findNamedJobs(scene, mechanism);
  findExpiries(scene, mechanism);
  findLogouts(scene, mechanism, logouts);
  findRetries(scene, mechanism);
  return mechanism.size > before;
}

/** Functions that only put a login together, for the one that makes it. */
function findBuilders({ code }: Scene, mechanism: Mechanism): void {
  for (const { at } of code.literalsIn(mechanism.file, new RegExp(LOGIN_AGENT))) {
    const fn = code.functionAround(at);
    if (!fn || mechanism.holds(at)) continue;
    if (code.mentionsOf(fn).some((mention) => mechanism.holds(mention.at))) mechanism.take(fn, 'login');
  }
}

/** What gives a ticket up: a function of its own, or a statement. */
function findLogouts({ code }: Scene, mechanism: Mechanism, logouts: readonly SourceRange[]): void {
  for (const at of logouts) {
    const fn = code.functionAround(at);
    const isLogin = fn && mechanism.parts.get(fn) === 'login';
    if (!fn || isLogin || !mechanism.take(fn, 'logout', true))
      mechanism.parts.set(code.statementAround(at), 'logout');
    else mechanism.parts.set(fn, 'logout');
  }
}

interface Joined {
  readonly members: Mechanism;
  readonly id: string;
}

/** Mechanisms that share a piece are one. */
function join(mechanisms: readonly Mechanism[]): Joined[] {
  const joined: Mechanism[] = [];
  for (const mechanism of mechanisms) {
    const same = joined.find((other) =>
      [...mechanism.parts.keys(), ...mechanism.marks.units].some((unit) => other.has(unit)),
    );
    if (same) same.absorb(mechanism);
    else joined.push(mechanism);
  }
  const names = new Set<string>();
  return joined.map((members) => ({ members, id: nameOf(members, names) }));
}

/** A name for people: that of the function that logs in. */
function nameOf({ parts }: Mechanism, taken: Set<string>): string {
  const login = [...parts].find(([, part]) => part === 'login')?.[0];
  const base = login?.symbol ?? 'login';
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}-${n}`;
  taken.add(name);
  return name;
}

function piecesOf(scene: Scene, mechanism: Mechanism, id: string): TicketPiece[] {
  const units: [CodeUnit, TicketPart][] = [
    ...mechanism.parts,
    ...[...mechanism.marks.units].map((unit): [CodeUnit, TicketPart] => [unit, 'cache']),
    ...accountsOf(scene, mechanism).map((unit): [CodeUnit, TicketPart] => [unit, 'account']),
  ];
  const isInside = ({ at }: Mention) => units.some(([unit]) => liesIn(at, unit.at));
  const callersOf = (unit: CodeUnit) =>
    scene.code.mentionsOf(unit).filter((mention) => mention.kind !== 'export' && !isInside(mention));
  const heldBy = holdersOf(scene, mechanism);
  const everyCaller = units.flatMap(([unit, part]) => (part === 'account' ? [] : callersOf(unit)));
  const waiting = waitingFor(scene, mechanism, everyCaller);
  return units.map(([unit, part]) => ({
    part,
    unit,
    mechanism: id,
    callers: callersOf(unit),
    waiting,
    heldBy,
  }));
}

function inOrder(a: TicketPiece, b: TicketPiece): number {
  const [one, other] = [nodeOf(a.unit.at), nodeOf(b.unit.at)];
  if (a.unit.at.file !== b.unit.at.file) return a.unit.at.file < b.unit.at.file ? -1 : 1;
  return a.unit.at.start - b.unit.at.start || (one < other ? -1 : 1);
}
