import { nodeOf } from '../../model/change-key.ts';
import { type Deed, isUnit, type Source } from '../../model/code-map.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import type { Mechanism } from './mechanism.ts';

/** Tells which deeds of some code have inputs that come from a login, from where a ticket is kept, or from what it is given. */
export class Taint {
  readonly deeds: readonly Deed[];
  private readonly byPlace: ReadonlyMap<string, Deed>;
  private readonly makers: ReadonlySet<string>;
  private feeding: ReadonlySet<string> | undefined;
  private readonly known = new Map<Deed, boolean>();
  private readonly unit: CodeUnit;
  private readonly given: boolean;
  private readonly mechanism: Mechanism;
  private readonly isAskedFor: (chain: readonly Deed[]) => boolean;

  /**
   * @param given whether the code is given the ticket, or the reply to a login
   * @param isAskedFor whether a call looks for the ticket where it is kept
   */
  constructor(
    unit: CodeUnit,
    deeds: readonly Deed[],
    given: boolean,
    mechanism: Mechanism,
    isAskedFor: (chain: readonly Deed[]) => boolean,
  ) {
    this.unit = unit;
    this.deeds = deeds;
    this.given = given;
    this.mechanism = mechanism;
    this.isAskedFor = isAskedFor;
    this.byPlace = new Map(deeds.map((deed) => [nodeOf(deed.at), deed]));
    this.makers = this.makersOfLogins();
  }

  /** Whether a call is a login or logout, or makes what that is called on. */
  isLogin({ at }: Deed): boolean {
    const place = nodeOf(at);
    return this.mechanism.calls.has(place) || this.makers.has(place);
  }

  /** Whether something of what a deed works with comes from there. */
  isDrawn(deed: Deed): boolean {
    const known = this.known.get(deed);
    if (known !== undefined) return known;
    // What feeds itself is drawn by something else, or not at all.
    this.known.set(deed, false);
    const drawn = this.makers.has(nodeOf(deed.at)) || deed.from.some((source) => this.isSource(source));
    this.known.set(deed, drawn);
    return drawn;
  }

  /** Whether what a call gives goes into a login: the password that is asked for, or looked up. */
  feedsLogin({ at }: Deed): boolean {
    this.feeding ??= this.upstreamOfLogins();
    return this.feeding.has(nodeOf(at));
  }

  private upstreamOfLogins(): ReadonlySet<string> {
    const places = new Set<string>();
    const open = this.deeds.filter((deed) => this.isLogin(deed));
    // `open` grows while it is gone through.
    for (const { from } of open)
      for (const source of from) {
        const before = isUnit(source) ? undefined : this.byPlace.get(nodeOf(source));
        if (!before || places.has(nodeOf(before.at))) continue;
        places.add(nodeOf(before.at));
        open.push(before);
      }
    return places;
  }

  /** A call, then what it is called on, and so on: `.first()`, `.where(…)`, `knex('tickets')`. */
  chainOf(deed: Deed): readonly Deed[] {
    const chain = [deed];
    // `chain` grows while it is gone through.
    for (const { receiver } of chain)
      for (const source of receiver) {
        const before = isUnit(source) ? undefined : this.byPlace.get(nodeOf(source));
        if (before && !chain.includes(before)) chain.push(before);
      }
    return chain;
  }

  /** Whether what a call is made on came with the ticket: the response of a login, the text of its body. */
  isCalledOnDrawn({ receiver }: Deed): boolean {
    return receiver.some((source) => this.isSource(source));
  }

  private isSource(source: Source): boolean {
    const { mechanism } = this;
    if (isUnit(source)) return mechanism.marks.units.has(source) || (this.given && source === this.unit);
    const place = nodeOf(source);
    if (mechanism.calls.has(place) || this.makers.has(place)) return true;
    const deed = this.byPlace.get(place);
    if (!deed) return false;
    return (
      deed.targets.some((target) => mechanism.parts.has(target)) ||
      this.isAskedFor(this.chainOf(deed)) ||
      this.isDrawn(deed)
    );
  }

  /** The calls that make what a login is called on: `https.request(options)` of `.end(body)`, `fetch(login)` of `.then`. */
  private makersOfLogins(): ReadonlySet<string> {
    const makers = new Set<string>();
    const open = this.deeds.filter(({ at }) => this.mechanism.calls.has(nodeOf(at)));
    for (const { receiver } of open)
      for (const source of receiver) {
        const place = isUnit(source) ? undefined : nodeOf(source);
        const maker = place === undefined ? undefined : this.byPlace.get(place);
        if (!maker || makers.has(place!)) continue;
        makers.add(place!);
        // `open` grows while it is gone through.
        open.push(maker);
      }
    return makers;
  }
}
