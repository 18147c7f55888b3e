import { nodeOf } from '../../model/change-key.ts';
import { liesIn, type SourceRange } from '../../model/edit.ts';
import { escapePattern } from '../../model/patterns.ts';
import type { CodeUnit, Mention, TicketPart } from '../../model/ticket-code.ts';
import { Judge } from './judge.ts';
import { Marks } from './marks.ts';
import type { Scene } from './scene.ts';

/**
 * The code around one login: the functions and statements that do nothing but get a ticket and keep it, and the
 * variables that nobody else writes. It grows from the login, by who calls it, until nothing more belongs to it.
 */
export class Mechanism {
  /** Functions and statements, with their parts. */
  readonly parts = new Map<CodeUnit, TicketPart>();
  /** Where the ticket is kept: variables and members that only the mechanism writes, names of files and keys. */
  readonly marks = new Marks();
  /** The calls that fetch or give up a ticket. */
  readonly calls: ReadonlySet<string>;
  /** A file that it stands in. */
  readonly file: string;
  readonly judge: Judge;
  private readonly scene: Scene;

  /** @param requests the login, and the logouts that are connected with it */
  constructor(scene: Scene, requests: readonly SourceRange[]) {
    this.scene = scene;
    this.file = requests[0]!.file;
    this.calls = new Set(requests.map(nodeOf));
    this.judge = new Judge(scene, this);
  }

  get size(): number {
    return this.parts.size + this.marks.size;
  }

  has(unit: CodeUnit): boolean {
    return this.parts.has(unit) || this.marks.units.has(unit);
  }

  /** Whether a place lies in code of the mechanism. */
  holds(at: SourceRange): boolean {
    return [...this.parts.keys()].some((unit) => liesIn(at, unit.at));
  }

  /** Takes a function in where it does nothing else. */
  take(unit: CodeUnit, part: TicketPart, given = false): boolean {
    if (this.parts.has(unit)) return true;
    if (this.scene.code.isConstructor(unit) || !this.judge.isTicketOnly(unit, given)) return false;
    this.parts.set(unit, part);
    return true;
  }

  absorb(other: Mechanism): void {
    for (const [unit, part] of other.parts) if (!this.parts.has(unit)) this.parts.set(unit, part);
    this.marks.include(other.marks);
  }

  /** Lets it grow by one round. */
  grow(): void {
    const { code } = this.scene;
    for (const [unit, part] of [...this.parts]) {
      // What reacts to an error stands among other business.
      if (part !== 'retry') this.addMarks(unit);
      this.addKeepers(unit);
    }
    for (const unit of this.parts.keys())
      for (const mention of code.mentionsOf(unit)) {
        this.consider(mention);
        this.addKept(mention);
      }
    for (const unit of this.marks.units)
      for (const mention of code.mentionsOf(unit)) this.considerReader(mention);
    for (const words of this.marks.keys.values()) this.considerKey(words);
  }

  /** Takes the function around a mention in: it hands the ticket out, or sees to it that there is one. */
  private consider({ within, at, kind }: Mention): void {
    if (within && kind !== 'export' && !this.holds(at)) this.take(within, 'cache');
  }

  /** Notes what the statement around a mention keeps, be it among other business: `this.ticket = await login();`. */
  private addKept({ at, kind }: Mention): void {
    const { code } = this.scene;
    if (kind === 'export' || this.holds(at)) return;
    const statement = code.statementAround(at);
    const kept = [
      ...code.declaredBy(statement),
      ...code.deedsIn(statement).flatMap(({ written }) => written ?? []),
    ];
    for (const unit of kept)
      if (this.judge.isOwn(unit) || this.judge.handsOut(unit)) this.marks.units.add(unit);
  }

  /** Takes a function in that hands out what is kept, or empties it; one that puts it together with other things stays. */
  private considerReader(mention: Mention): void {
    const { within } = mention;
    if (within && this.judge.givesTicketAlone(within)) this.consider(mention);
  }

  /** Takes functions in that look for the ticket under its key. */
  private considerKey(words: ReadonlySet<string>): void {
    const { code } = this.scene;
    const pattern = new RegExp([...words].map(escapePattern).join('|'));
    for (const { at } of code.literalsIn(this.file, pattern)) {
      const within = code.functionAround(at);
      if (within && !this.holds(at) && this.judge.asksForTicket(within)) this.take(within, 'cache');
    }
  }

  /** Notes where a function of the mechanism keeps things. */
  private addMarks(unit: CodeUnit): void {
    for (const { written } of this.scene.code.deedsIn(unit))
      if (written && !this.isLocal(written, unit) && this.judge.isOwn(written)) this.marks.units.add(written);
    this.marks.include(this.judge.keptIn(unit, true));
  }

  /** Whether a variable lives no longer than the function that a statement of the mechanism stands in. */
  private isLocal(variable: CodeUnit, statement: CodeUnit): boolean {
    const { code } = this.scene;
    const fn = statement.kind === 'statement' ? code.functionAround(statement.at) : undefined;
    return variable.kind === 'variable' && fn !== undefined && code.functionAround(variable.at) === fn;
  }

  /** Takes functions in that the mechanism alone calls, and gives the ticket to keep. */
  private addKeepers(unit: CodeUnit): void {
    for (const deed of this.judge.drawnIn(unit, false))
      for (const target of deed.targets) if (this.isKeeper(target)) this.take(target, 'cache', true);
  }

  private isKeeper(unit: CodeUnit): boolean {
    const mentions = this.scene.code.mentionsOf(unit);
    return mentions.every(({ at, kind }) => kind === 'export' || this.holds(at)) && this.judge.keeps(unit);
  }

  /** Whether code hands what the mechanism gives it on to a function. */
  isFed(unit: CodeUnit, fn: CodeUnit): boolean {
    const drawn = this.judge.drawnIn(unit, false);
    if (drawn.some(({ targets, passes }) => targets.includes(fn) || passes.includes(fn))) return true;
    // `async.waterfall([login, readTicket])`
    return this.scene.code
      .deedsIn(unit)
      .some(({ passes }) => passes.includes(fn) && passes.some((passed) => this.parts.has(passed)));
  }
}
