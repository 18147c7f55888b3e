import { type Deed, isUnit } from '../../model/code-map.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { Marks } from './marks.ts';
import type { Mechanism } from './mechanism.ts';
import { liesIn } from './places.ts';
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
      return taint.deeds.every((deed) => this.isAbout(deed, unit, taint));
    } finally {
      this.judging.delete(unit);
      this.hints.delete(hint);
    }
  }

  private isAbout(deed: Deed, unit: CodeUnit, taint: Taint): boolean {
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
        return deed.targets.every((target) => this.isTicketOnly(target, isDrawn));
      case 'write':
        return (isDrawn && !deed.clears) || (deed.written !== undefined && this.isOwn(deed.written, unit));
      default:
        return (isDrawn && keepsValue(deed.name)) || taint.isCalledOnDrawn(deed) || this.isAskedFor(deed);
    }
  }

  /** What a function gives back comes from the mechanism, or from nothing with a name. */
  givesTicketAlone(unit: CodeUnit): boolean {
    return this.scene.code
      .resultOf(unit)
      .every(
        (source) => !isUnit(source) || source.kind === 'function' || this.mechanism.marks.units.has(source),
      );
  }

  /** Whether nobody but the mechanism, and perhaps one more writer, puts anything into a variable or member. */
  isOwn(unit: CodeUnit, writer?: CodeUnit): boolean {
    const { code } = this.scene;
    if (!code.isEmptyAtFirst(unit)) return false;
    const writes = code.mentionsOf(unit).filter(({ kind }) => kind === 'write');
    return writes.every(
      ({ at }) => this.mechanism.holds(at) || (writer && liesIn(at, writer.at)) || code.clears(at),
    );
  }

  /** The calls of a function that keep what comes from a login. */
  keepingIn(unit: CodeUnit, given: boolean): readonly Deed[] {
    return this.drawnIn(unit, given).filter(({ kind, name }) => kind === 'outside' && keepsValue(name));
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
    return new Taint(unit, this.scene.code.deedsIn(unit), given, this.mechanism, (deed) =>
      this.isAskedFor(deed),
    );
  }

  private isAskedFor(deed: Deed): boolean {
    return [this.mechanism.marks, ...this.hints].some((marks) => marks.areAskedFor(deed));
  }

  /** What code keeps a ticket under, itself or by functions that it gives it to. */
  private hintsIn(unit: CodeUnit, given: boolean): Marks {
    const marks = new Marks();
    const drawn = this.drawnIn(unit, given);
    const kept = drawn
      .flatMap((deed) => [deed, ...deed.targets.flatMap((target) => this.keepingIn(target, true))])
      .filter(({ kind, name }) => kind === 'outside' && keepsValue(name));
    for (const { handed, texts } of kept) marks.add(this.constantsAmong(handed), texts[0]);
    return marks;
  }
}
