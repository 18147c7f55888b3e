import { nodeOf } from '../model/change-key.ts';
import { carriedBy, type Parameter, type ParameterValue } from '../model/parameters.ts';
import type { Origin } from '../model/query-text.ts';
import { API_KEY, TICKET } from '../zoho/parameters.ts';
import { armsOf } from './company.ts';

/** Where a credential's value comes from, as the choice of the token needs to know it. */
export interface Credential {
  readonly parameter: Parameter;
  readonly value: ParameterValue;
  readonly origins: readonly Origin[];
  /** Fixed: one value for every run, or fetched with one fixed login. Login: fetched with a login that varies. */
  readonly nature: 'fixed' | 'varies' | 'login';
  /** True when some path fetches it with a login, whatever else it may be. */
  readonly fetched?: boolean;
  /** True where it cannot be told from what the program fetches itself. */
  readonly mayBeFetched?: boolean;
  /** The origins of the values that this and other requests of the same code send. */
  readonly births?: readonly Origin[];
}

/** Reads one credential parameter. */
export function readCredential(parameter: Parameter): Credential {
  const value = carriedBy(parameter);
  const origins = originsOf(value);
  return { parameter, value, origins, nature: natureOf(origins) };
}

/** The same credential, of which it is known that its value comes from these places. */
export function withOrigins(credential: Credential, origins: readonly Origin[]): Credential {
  return { ...credential, origins, nature: natureOf(origins) };
}

/** One expression may stand for both of the pair, in turn: what evidently is the other one is no origin of this one. */
export function ownOrigins(name: string, origins: readonly Origin[]): readonly Origin[] {
  const isOther = ({ kind, name: told }: Origin) =>
    kind === 'literal' ? LOOKS_OF_OTHER[name]?.test(told) : SPEAKS_OF_OTHER[name]?.test(told);
  const own = origins.filter((origin) => !isOther(origin));
  return own.length > 0 ? own : origins;
}

const SPEAKS_OF_OTHER: Readonly<Record<string, RegExp>> = { [API_KEY]: /ticket/i, [TICKET]: /key/i };
/** Keys end in `$`, tickets are 32 hexadecimal digits. */
const LOOKS_OF_OTHER: Readonly<Record<string, RegExp>> = { [API_KEY]: /^[0-9a-f]{32}$/i, [TICKET]: /\$$/ };

function originsOf(value: ParameterValue): readonly Origin[] {
  switch (value.kind) {
    case 'value':
      return value.ref.origins();
    case 'mixed':
      return value.refs.flatMap((ref) => ref.origins());
    default:
      return [];
  }
}

function natureOf(origins: readonly Origin[]): Credential['nature'] {
  const requests = origins.filter((origin) => origin.kind === 'ticket-request');
  if (requests.length > 0) return requests.every((origin) => origin.fixed) ? 'fixed' : 'login';
  const births = origins.filter((origin) => !(origin.kind === 'literal' && origin.name === ''));
  if (births.some((origin) => !origin.fixed)) return 'varies';
  return new Set(births.map(keyOfOrigin)).size > 1 && !isDefaulted(births) ? 'varies' : 'fixed';
}

/** `process.env.X || 'literal'` is one setting with a default. */
function isDefaulted(origins: readonly Origin[]): boolean {
  const [first, second] = origins;
  return origins.length === 2 && (first!.fallbackFor === second!.name || second!.fallbackFor === first!.name);
}

/** What tells two births apart: the value itself for literals, the name for settings. */
export function keyOfOrigin(origin: Origin): string {
  if (origin.kind === 'ticket-request') return origin.kind;
  return origin.kind === 'literal' || origin.kind === 'environment'
    ? `${origin.kind}:${origin.name}`
    : `${origin.kind}:${origin.site.at.file}:${origin.site.at.start}`;
}

/** What tells two fixed credentials apart. */
export function identityOf(credential: Credential | undefined): string {
  if (!credential) return '';
  if (credential.fetched) return 'fetched';
  if (credential.value.kind === 'literal') return `literal:${credential.value.text}`;
  return [...new Set(credential.origins.map(keyOfOrigin))].sort().join('|');
}

export interface Pair {
  readonly key: Credential | undefined;
  readonly ticket: Credential | undefined;
}

/**
 * The deprecated pair among a request's parameters. One that is put in several times, a later value taking the place of
 * an earlier one, is one credential with all their origins; it stands where the fewest branchings decide.
 */
export function pairOf(parameters: readonly Parameter[]): Pair {
  const credentialOf = (name: string): Credential | undefined => {
    const all = parameters.filter((candidate) => candidate.name === name).map(readCredential);
    const [surest] = [...all].sort((a, b) => armsOf(a.parameter).length - armsOf(b.parameter).length);
    if (!surest || all.length === 1) return surest;
    const origins = [
      ...new Map(
        all.flatMap((each) => each.origins.map((origin) => [nodeOf(origin.site.at), origin] as const)),
      ).values(),
    ];
    return withOrigins(surest, origins);
  };
  return { key: credentialOf(API_KEY), ticket: credentialOf(TICKET) };
}

/**
 * The natures of credentials over all the requests that one piece of code sends: what varies for one caller varies for
 * the code, and what one path fetches with a login is fetched.
 */
export class Natures {
  private readonly bySlot = new Map<string, Set<Credential['nature'] | 'fetched'>>();
  private readonly births = new Map<string, Origin[]>();

  add(credential: Credential): void {
    const slot = slotOf(credential.parameter);
    const known = this.bySlot.get(slot) ?? new Set();
    known.add(credential.nature);
    if (credential.fetched || credential.origins.some((origin) => origin.kind === 'ticket-request'))
      known.add('fetched');
    this.bySlot.set(slot, known);
    this.births.set(slot, [...(this.births.get(slot) ?? []), ...credential.origins]);
  }

  /** The credential with the nature that all its requests agree on. */
  agreed(own: Credential): Credential {
    const slot = slotOf(own.parameter);
    const natures = this.bySlot.get(slot) ?? new Set();
    const credential = { ...own, births: this.births.get(slot) ?? own.origins };
    if (natures.has('login')) return { ...credential, nature: 'login' };
    if (natures.has('fetched')) return { ...credential, nature: 'fixed', fetched: true };
    return natures.has('varies') ? { ...credential, nature: 'varies' } : credential;
  }
}

/** The place in the source that names a parameter. */
export function slotOf(parameter: Parameter): string {
  if (parameter.kind === 'entry') return nodeOf(parameter.entry.site.at);
  const atom = parameter.flat.atoms.find((candidate) => candidate.end > parameter.start);
  if (atom?.leaf.kind !== 'literal') return '';
  return `${nodeOf(atom.leaf.site.at)}:${atom.leaf.offset + parameter.start - atom.start}`;
}

/**
 * Which of the pair hands its flow to the token (the table "Which value does `authtoken` carry?" of the design): the
 * one that tells users apart, the key when both do or neither does.
 */
export function carrierOf(pair: Pair): Credential | undefined {
  const { key, ticket } = pair;
  if (!key || !ticket) return key ?? ticket;
  if (key.nature === 'fixed') return ticket.nature === 'varies' ? ticket : key;
  return ticket.nature === 'varies' && tellsMore(ticket, key) ? ticket : key;
}

/** Whether one credential is known to tell more users apart than the other: users of one organisation share a key. */
function tellsMore(one: Credential, other: Credential): boolean {
  const distinct = ({ births, origins: own }: Credential) => countLiterals(births ?? own);
  const [mine, theirs] = [distinct(one), distinct(other)];
  return mine !== undefined && theirs !== undefined && mine > theirs;
}

/** How many values there are, when all of them are written in the source. */
function countLiterals(origins: readonly Origin[]): number | undefined {
  return origins.every((origin) => origin.kind === 'literal')
    ? new Set(origins.map(keyOfOrigin)).size
    : undefined;
}
