import { nodeOf } from '../../model/change-key.ts';
import type { Deed, Source } from '../../model/code-map.ts';
import { isUnit } from '../../model/code-map.ts';
import type { SourceRange } from '../../model/edit.ts';
import type { CodeUnit, Mention, TicketPart } from '../../model/ticket-code.ts';
import { liesIn } from './places.ts';
import type { Scene } from './scene.ts';
import { keepsValue, looksUpValue } from './stores.ts';

/**
 * The code around one login: the functions and statements that do nothing but get a ticket and keep it, and the
 * variables that nobody else writes. It grows from the login, by who calls it, until nothing more belongs to it.
 */
export class Mechanism {
  /** Functions and statements, with their parts. */
  readonly parts = new Map<CodeUnit, TicketPart>();
  /** Variables and members that only the mechanism writes, and constants that name a store. */
  readonly caches = new Set<CodeUnit>();
  /** Texts by which a ticket is kept in a store: the key of a cache server, the path of a file. */
  private readonly keys = new Set<string>();
  /** The calls that fetch or give up a ticket. */
  private readonly calls = new Set<string>();
  private readonly scene: Scene;
  /** A file that it stands in. */
  readonly file: string;

  /** @param requests the login, and the logouts that are connected with it */
  constructor(scene: Scene, requests: readonly SourceRange[]) {
    this.scene = scene;
    this.file = requests[0]!.file;
    for (const at of requests) this.calls.add(nodeOf(at));
  }

  has(unit: CodeUnit): boolean {
    return this.parts.has(unit) || this.caches.has(unit);
  }

  /** Whether a place lies in code of the mechanism. */
  holds(at: SourceRange): boolean {
    return [...this.parts.keys()].some((unit) => liesIn(at, unit.at));
  }

  /** Takes a function in where it does nothing else. */
  take(unit: CodeUnit, part: TicketPart, given = false): boolean {
    if (this.parts.has(unit)) return true;
    if (this.scene.code.isConstructor(unit) || !this.isTicketOnly(unit, given)) return false;
    this.parts.set(unit, part);
    return true;
  }

  /** Lets it grow by one round; whether it did. */
  grow(): boolean {
    const before = this.parts.size + this.caches.size + this.keys.size;
    for (const unit of [...this.parts.keys()]) this.addStores(unit);
    for (const unit of [...this.parts.keys(), ...this.caches])
      for (const mention of this.scene.code.mentionsOf(unit)) this.consider(mention);
    for (const key of this.keys) this.considerKey(key);
    return this.parts.size + this.caches.size + this.keys.size > before;
  }

  /** Takes the function around a mention in: it hands the ticket out, or sees to it that there is one. */
  private consider({ within, at, kind }: Mention): void {
    if (!within || kind === 'export' || this.holds(at)) return;
    this.take(within, 'cache');
  }

  /** Takes functions in that look for the ticket under its key. */
  private considerKey(key: string): void {
    const { code } = this.scene;
    for (const { text, at } of code.literalsIn(this.file, new RegExp('^' + escapePattern(key) + '$'))) {
      const within = text === key ? code.functionAround(at) : undefined;
      if (within && !this.holds(at) && code.deedsIn(within).some((deed) => this.looksUp(deed)))
        this.take(within, 'cache');
    }
  }

  absorb(other: Mechanism): void {
    for (const [unit, part] of other.parts) if (!this.parts.has(unit)) this.parts.set(unit, part);
    for (const unit of other.caches) this.caches.add(unit);
  }

  /** Whether code hands what the mechanism gives it on to a function. */
  isFed(unit: CodeUnit, fn: CodeUnit): boolean {
    const deeds = this.scene.code.deedsIn(unit);
    const { isDrawn } = this.taint(unit, deeds, false);
    return deeds.some((deed) => (deed.targets.includes(fn) || deed.passes.includes(fn)) && isDrawn(deed));
  }

  /** Notes where a function of the mechanism keeps things. */
  private addStores(unit: CodeUnit): void {
    const deeds = this.scene.code.deedsIn(unit);
    const { isDrawn } = this.taint(unit, deeds, true);
    for (const deed of deeds) {
      if (deed.written && !this.caches.has(deed.written) && this.isOwn(deed.written))
        this.caches.add(deed.written);
      if (deed.kind !== 'outside' || !keepsValue(deed.name) || !isDrawn(deed)) continue;
      for (const handed of deed.handed) if (this.isConstant(handed)) this.caches.add(handed);
      if (deed.texts[0] !== undefined) this.keys.add(deed.texts[0]);
    }
  }

  /** Whether nobody but the mechanism puts anything into a variable or member. */
  isOwn(unit: CodeUnit, writer?: CodeUnit): boolean {
    const { code } = this.scene;
    if (!code.isEmptyAtFirst(unit)) return false;
    const writes = code.mentionsOf(unit).filter(({ kind }) => kind === 'write');
    return writes.every(({ at }) => this.holds(at) || (writer && liesIn(at, writer.at)) || code.clears(at));
  }

  private isConstant(unit: CodeUnit): boolean {
    return unit.kind === 'variable' && this.scene.code.mentionsOf(unit).every(({ kind }) => kind !== 'write');
  }

  private readonly judging = new Set<CodeUnit>();

  /**
   * Whether code does nothing but get a ticket, keep it and hand it on.
   *
   * @param given whether it is given the ticket, or the reply to a login
   */
  isTicketOnly(unit: CodeUnit, given: boolean): boolean {
    if (this.parts.has(unit) || this.judging.has(unit)) return true;
    if (this.scene.business.some((at) => liesIn(at, unit.at))) return false;
    this.judging.add(unit);
    try {
      const deeds = this.scene.code.deedsIn(unit);
      const taint = this.taint(unit, deeds, given);
      return deeds.every((deed) => this.isAbout(deed, unit, taint));
    } finally {
      this.judging.delete(unit);
    }
  }

  private isAbout(deed: Deed, unit: CodeUnit, { isDrawn, makesCall }: Taint): boolean {
    const isCall = this.calls.has(nodeOf(deed.at)) || makesCall(deed);
    if (!deed.passes.every((passed) => this.isTicketOnly(passed, isCall || isDrawn(deed)))) return false;
    if (isCall) return true;
    switch (deed.kind) {
      case 'plain':
      case 'handed-in':
      case 'timer':
        return true;
      case 'program':
        return deed.targets.every((target) => this.isTicketOnly(target, isDrawn(deed)));
      case 'write':
        return deed.clears || isDrawn(deed) || (deed.written !== undefined && this.isOwn(deed.written, unit));
      default:
        return (
          (isDrawn(deed) && keepsValue(deed.name)) || this.isDrawnFrom(deed, isDrawn) || this.looksUp(deed)
        );
    }
  }

  /** Whether what is called on came with the ticket: the response of a login, the text of its body. */
  private isDrawnFrom(deed: Deed, isDrawn: (deed: Deed) => boolean): boolean {
    return deed.receiver.length > 0 && isDrawn({ ...deed, from: deed.receiver });
  }

  /** Whether a call looks for a ticket where the mechanism keeps it. */
  private looksUp(deed: Deed): boolean {
    return (
      looksUpValue(deed.name) &&
      (deed.handed.some((unit) => this.caches.has(unit)) || deed.texts.some((text) => this.keys.has(text)))
    );
  }

  /** Tells which deeds of some code have inputs that come from a login, from a cache, or from what the code is given. */
  private taint(unit: CodeUnit, deeds: readonly Deed[], given: boolean): Taint {
    const byPlace = new Map(deeds.map((deed) => [nodeOf(deed.at), deed]));
    const makers = this.makersOf(deeds, byPlace);
    const seen = new Map<Deed, boolean>();
    const isDrawn = (deed: Deed): boolean => {
      const known = seen.get(deed);
      if (known !== undefined) return known;
      seen.set(deed, false);
      const drawn = makers.has(nodeOf(deed.at)) || deed.from.some(isSource);
      seen.set(deed, drawn);
      return drawn;
    };
    const isSource = (source: Source): boolean => {
      if (isUnit(source)) return this.caches.has(source) || (given && source === unit);
      const place = nodeOf(source);
      if (this.calls.has(place) || makers.has(place)) return true;
      const deed = byPlace.get(place);
      if (!deed) return false;
      return deed.targets.some((target) => this.parts.has(target)) || this.looksUp(deed) || isDrawn(deed);
    };
    return { isDrawn, makesCall: ({ at }) => makers.has(nodeOf(at)) };
  }

  /** The calls that make what a login is called on: `https.request(options)` of `.end(body)`, `fetch(login)` of `.then`. */
  private makersOf(deeds: readonly Deed[], byPlace: ReadonlyMap<string, Deed>): ReadonlySet<string> {
    const makers = new Set<string>();
    const open = deeds.filter(({ at }) => this.calls.has(nodeOf(at)));
    for (const { receiver } of open)
      for (const source of receiver) {
        const place = isUnit(source) ? undefined : nodeOf(source);
        const maker = place === undefined ? undefined : byPlace.get(place);
        if (!maker || makers.has(place!)) continue;
        makers.add(place!);
        // `open` grows while it is gone through.
        open.push(maker);
      }
    return makers;
  }
}

/** Which deeds of some code have to do with a login. */
interface Taint {
  readonly isDrawn: (deed: Deed) => boolean;
  readonly makesCall: (deed: Deed) => boolean;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
