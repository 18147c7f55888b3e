import { nodeOf } from '../../model/change-key.ts';
import type { Deed } from '../../model/code-map.ts';
import type { SourceRange } from '../../model/edit.ts';
import type { CodeUnit, Mention, TicketPart } from '../../model/ticket-code.ts';
import { Judge } from './judge.ts';
import { Marks } from './marks.ts';
import { liesIn } from './places.ts';
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
    this.marks.add([...other.marks.units], undefined);
  }

  /** Lets it grow by one round. */
  grow(): void {
    const { code } = this.scene;
    for (const unit of [...this.parts.keys()]) {
      this.addMarks(unit);
      this.addKeepers(unit);
    }
    for (const unit of this.parts.keys()) for (const mention of code.mentionsOf(unit)) this.consider(mention);
    for (const unit of this.marks.units)
      for (const mention of code.mentionsOf(unit)) this.considerReader(mention);
    for (const key of this.marks.texts) this.considerKey(key);
  }

  /** Takes the function around a mention in: it hands the ticket out, or sees to it that there is one. */
  private consider({ within, at, kind }: Mention): void {
    if (within && kind !== 'export' && !this.holds(at)) this.take(within, 'cache');
  }

  /** Takes a function in that hands out what is kept, or empties it; one that puts it together with other things stays. */
  private considerReader(mention: Mention): void {
    const { within } = mention;
    if (within && this.judge.givesTicketAlone(within)) this.consider(mention);
  }

  /** Takes functions in that look for the ticket under its key. */
  private considerKey(key: string): void {
    const { code } = this.scene;
    for (const { text, at } of code.literalsIn(this.file, new RegExp('^' + escapePattern(key) + '$'))) {
      const within = text === key ? code.functionAround(at) : undefined;
      if (within && !this.holds(at) && code.deedsIn(within).some((deed) => this.marks.areAskedFor(deed)))
        this.take(within, 'cache');
    }
  }

  /** Notes where a function of the mechanism keeps things. */
  private addMarks(unit: CodeUnit): void {
    for (const { written } of this.scene.code.deedsIn(unit))
      if (written && this.judge.isOwn(written)) this.marks.add([written], undefined);
    for (const { handed, texts } of this.judge.keepingIn(unit, true))
      this.marks.add(this.judge.constantsAmong(handed), texts[0]);
  }

  /** Takes functions in that the mechanism alone calls, and gives the ticket to keep. */
  private addKeepers(unit: CodeUnit): void {
    for (const deed of this.judge.drawnIn(unit, false))
      for (const target of deed.targets) if (this.isKeeper(target)) this.take(target, 'cache', true);
  }

  private isKeeper(unit: CodeUnit): boolean {
    const { code } = this.scene;
    return (
      code.mentionsOf(unit).every(({ at, kind }) => kind === 'export' || this.holds(at)) &&
      (this.judge.keepingIn(unit, true).length > 0 || code.deedsIn(unit).some(isWrite))
    );
  }

  /** Whether code hands what the mechanism gives it on to a function. */
  isFed(unit: CodeUnit, fn: CodeUnit): boolean {
    return this.judge
      .drawnIn(unit, false)
      .some((deed) => deed.targets.includes(fn) || deed.passes.includes(fn));
  }
}

function isWrite({ kind }: Deed): boolean {
  return kind === 'write';
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
