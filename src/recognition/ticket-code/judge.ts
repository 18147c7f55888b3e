import { type Deed, isUnit } from '../../model/code-map.ts';
import { liesIn, type SourceRange } from '../../model/edit.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { Marks, wordsOf } from './marks.ts';
import type { Mechanism } from './mechanism.ts';
import type { Scene } from './scene.ts';
import { keepsValue } from './stores.ts';
import { Taint } from './taint.ts';

/** Tells code that is about tickets alone from code that does something else, too. */
export class Judge {
  private readonly judging = new Set<CodeUnit>();
  /** What is being judged may keep a ticket and look it up again itself. */
  private readonly hints = new Set<Marks>();
  private readonly scene: Scene;
  private readonly mechanism: Mechanism;

  constructor(scene: Scene, mechanism: Mechanism) {
    this.scene = scene;
    this.mechanism = mechanism;
  }

  /**
   * Whether code does nothing but get a ticket, keep it and hand it on.
   *
   * @param given whether it is given the ticket, or the reply to a login
   */
  isTicketOnly(unit: CodeUnit, given: boolean): boolean {
    if (this.mechanism.parts.has(unit) || this.judging.has(unit)) return true;
    if (this.scene.business.some((at) => liesIn(at, unit.at))) return false;
    this.judging.add(unit);
    const hint = this.hintsIn(unit, given);
    this.hints.add(hint);
    try {
      const taint = this.taintOf(unit, given);
      return taint.deeds.every((deed) => this.isAbout(deed, taint));
    } finally {
      this.judging.delete(unit);
      this.hints.delete(hint);
    }
  }

  private isAbout(deed: Deed, taint: Taint): boolean {
    const isDrawn = taint.isDrawn(deed);
    const isCall = taint.isLogin(deed);
    if (!deed.passes.every((passed) => this.isTicketOnly(passed, isCall || isDrawn))) return false;
    if (isCall) return true;
    switch (deed.kind) {
      case 'plain':
      case 'handed-in':
      case 'timer':
        return true;
      case 'program':
        return (
          deed.targets.every((target) => this.isTicketOnly(target, isDrawn)) || this.isForLogin(deed, taint)
        );
      case 'write':
        return (isDrawn && !deed.clears) || (deed.written !== undefined && this.isOwn(deed.written));
      default:
        return (
          this.isAboutKept(deed, taint) ||
          taint.isCalledOnDrawn(deed) ||
          this.leadsToKept(deed, taint) ||
          this.isForLogin(deed, taint)
        );
    }
  }

  /** Whether a call is made for what a login is given, and does no business of the program. */
  private isForLogin(deed: Deed, taint: Taint): boolean {
    const isBusiness = (unit: CodeUnit) => this.scene.business.some((at) => liesIn(at, unit.at));
    return taint.feedsLogin(deed) && !deed.targets.some(isBusiness);
  }

  /** Whether a call keeps a ticket, or looks for one where it is kept. */
  private isAboutKept(deed: Deed, taint: Taint): boolean {
    if (this.isAskedFor(taint.chainOf(deed))) return true;
    return keepsValue(deed.name) && (taint.isDrawn(deed) || this.isKeptBeside(deed, taint));
  }

  /** Whether a call keeps something where code also keeps a ticket: how long it is good. */
  private isKeptBeside({ on }: Deed, taint: Taint): boolean {
    return (
      on !== '' && taint.deeds.some((other) => other.on === on && isKeeping(other) && taint.isDrawn(other))
    );
  }

  /** Whether a call only makes what such a call is made on: `knex('tickets')` of `.insert({ ticket })`. */
  private leadsToKept(deed: Deed, taint: Taint): boolean {
    return taint.deeds.some(
      (other) => other !== deed && taint.chainOf(other).includes(deed) && this.isAboutKept(other, taint),
    );
  }

  /** What a function gives back comes from the mechanism, or from nothing with a name. */
  givesTicketAlone(unit: CodeUnit): boolean {
    return this.scene.code
      .resultOf(unit)
      .every(
        (source) => !isUnit(source) || source.kind === 'function' || this.mechanism.marks.units.has(source),
      );
  }

  /** Whether nobody but the mechanism, and what is being judged, puts anything into a variable or member. */
  isOwn(unit: CodeUnit): boolean {
    const { code } = this.scene;
    const writes = code.mentionsOf(unit).filter(({ kind }) => kind === 'write');
    if (!code.isEmptyAtFirst(unit) && !(writes.length > 0 && this.beginsWithTicket(unit))) return false;
    return writes.every(({ at }) => this.isOwnPlace(at) || code.clears(at) || this.writesTicket(unit, at));
  }

  private isOwnPlace(at: SourceRange): boolean {
    return this.mechanism.holds(at) || [...this.judging].some((judged) => liesIn(at, judged.at));
  }

  /** `let ticket = await login();` */
  private beginsWithTicket(unit: CodeUnit): boolean {
    return (
      unit.kind === 'variable' &&
      !this.judging.has(unit) &&
      this.scene.code
        .deedsIn(unit)
        .some(({ targets }) => targets.some((target) => this.mechanism.parts.has(target))) &&
      this.isTicketOnly(unit, false)
    );
  }

  /** `const getTicket = memoize(login)`: a function that somebody else's code makes of one that fetches a ticket. */
  handsOut(unit: CodeUnit): boolean {
    const { code } = this.scene;
    const deeds = unit.kind === 'variable' ? code.deedsIn(unit) : [];
    const [first] = deeds;
    return (
      first?.kind === 'outside' &&
      deeds.length === 1 &&
      first.passes.length === 1 &&
      this.mechanism.parts.has(first.passes[0]!) &&
      code.mentionsOf(unit).every(({ kind }) => kind !== 'write')
    );
  }

  /** `ticket = await login();` among other business. */
  private writesTicket(unit: CodeUnit, at: SourceRange): boolean {
    const statement = this.scene.code.statementAround(at);
    return (
      !this.judging.has(statement) &&
      this.drawnIn(statement, false).some(({ written }) => written === unit) &&
      this.isTicketOnly(statement, false)
    );
  }

  /** Under what the calls of a function keep what comes from a login. */
  keptIn(unit: CodeUnit, given: boolean): Marks {
    const marks = new Marks();
    const taint = this.taintOf(unit, given);
    const isKept = (deed: Deed) => taint.isDrawn(deed) || this.isKeptBeside(deed, taint);
    for (const deed of taint.deeds.filter((each) => isKeeping(each) && isKept(each))) {
      const chain = taint.chainOf(deed);
      marks.add(this.constantsAmong(chain.flatMap(({ handed }) => handed)), wordsOf(chain));
    }
    return marks;
  }

  /** Whether a function keeps what it is given. */
  keeps(unit: CodeUnit): boolean {
    return this.drawnIn(unit, true).some((deed) => isKeeping(deed) || deed.kind === 'write');
  }

  /** What a function does with what comes from a login. */
  drawnIn(unit: CodeUnit, given: boolean): readonly Deed[] {
    const taint = this.taintOf(unit, given);
    return taint.deeds.filter((deed) => taint.isDrawn(deed));
  }

  /** Those of some variables and members that always hold the same: the path of a file, the key of a store. */
  constantsAmong(units: readonly CodeUnit[]): CodeUnit[] {
    const { code } = this.scene;
    return units.filter((unit) =>
      code
        .mentionsOf(unit)
        .every(({ kind, within }) => kind !== 'write' || (within && code.isConstructor(within))),
    );
  }

  private taintOf(unit: CodeUnit, given: boolean): Taint {
    return new Taint(unit, this.scene.code.deedsIn(unit), given, this.mechanism, (chain) =>
      this.isAskedFor(chain),
    );
  }

  private isAskedFor(chain: readonly Deed[]): boolean {
    return [this.mechanism.marks, ...this.hints].some((marks) => marks.areAskedFor(chain));
  }

  /** Whether a function looks for a ticket where it is kept. */
  asksForTicket(unit: CodeUnit): boolean {
    const taint = this.taintOf(unit, false);
    return taint.deeds.some((deed) => this.isAskedFor(taint.chainOf(deed)));
  }

  /** What code keeps a ticket under, itself or by functions that it gives it to. */
  private hintsIn(unit: CodeUnit, given: boolean): Marks {
    const marks = this.keptIn(unit, given);
    for (const { targets } of this.drawnIn(unit, given))
      for (const target of targets) marks.include(this.keptIn(target, true));
    return marks;
  }
}

/** Whether a call of somebody else's code keeps what it is given. */
function isKeeping({ kind, name }: Deed): boolean {
  return kind === 'outside' && keepsValue(name);
}
