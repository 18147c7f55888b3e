import { nodeOf } from '../model/change-key.ts';
import type { Parameter } from '../model/parameters.ts';
import type { Origin } from '../model/query-text.ts';
import type { Fill, Request } from '../model/request.ts';
import type { NamedPlace, TokenUser } from '../model/token-plan.ts';
import { LOGIN_USER_NAMES } from '../zoho/login.ts';
import { API_KEY, AUTH_TOKEN, TICKET } from '../zoho/parameters.ts';
import { keyOfOrigin, ownOrigins, readCredential } from './credentials.ts';
import { fillsIn } from './filled-in.ts';
import { literalsOf } from './leaks.ts';
import { sentAtLogin } from './logins.ts';
import type { Sending } from './plan.ts';
import { besideBirth } from './same-record.ts';
import type { TicketCode } from './ticket-code/find.ts';
import type { Variant } from './variants.ts';

/** What tells whose token it is, with what tells two users apart: that may be a secret, and is never told. */
interface Sign {
  readonly by: TokenUser['by'];
  readonly identity: string;
  readonly place: NamedPlace;
  /** True where it is the same in every run. */
  readonly isFixed: boolean;
}

/** Kinds of places that hold another user's credential from one time to the next. */
const PER_USER: ReadonlySet<Origin['kind']> = new Set(['parameter', 'member']);

/** Tells of tokens whose they are; those of one user get one number. */
export class TokenUsers {
  private readonly numbers = new Map<string, number>();
  private readonly ticketCode: TicketCode;

  constructor(ticketCode: TicketCode) {
    this.ticketCode = ticketCode;
  }

  /**
   * @param births what becomes a token in each way of sending it; undefined where the call itself holds it
   * @param isOfEach whether several users are known to log in
   */
  userOf(
    births: readonly { readonly plan: Sending; readonly birth: Origin | undefined }[],
    isOfEach = false,
  ): TokenUser {
    const perUser = isOfEach || births.some(({ birth }) => birth && !birth.fixed && PER_USER.has(birth.kind));
    const all = births.flatMap(({ plan, birth }) => this.signsOf(plan, birth, perUser));
    const best = (['login', 'ticket', 'key'] as const).find((by) => all.some((sign) => sign.by === by));
    const found = all.filter((sign) => sign.by === best);
    // What may be handed in besides is another one's, where the token is of one user.
    const fixed = perUser ? [] : found.filter(({ isFixed }) => isFixed);
    const signs = fixed.length > 0 ? fixed : found;
    const distinct = new Map(signs.map((sign) => [sign.identity, sign.place]));
    return {
      perUser,
      by: best ?? (births.every(({ plan }) => isSent(plan)) ? 'call' : 'key'),
      from: [...distinct.values()],
      id: this.numberOf(perUser ? 'each' : best === 'key' ? '' : [...distinct.keys()].sort().join('|')),
    };
  }

  private numberOf(identity: string): number {
    const known = this.numbers.get(identity) ?? this.numbers.size + 1;
    this.numbers.set(identity, known);
    return known;
  }

  private signsOf({ variant, carrier }: Sending, birth: Origin | undefined, perUser: boolean): Sign[] {
    if (isSent({ variant, carrier })) return [];
    const named = (name: string) => variant.parameters.filter((parameter) => parameter.name === name);
    const tickets = named(TICKET);
    const logins = tickets.flatMap((ticket) => this.loginsOf(ticket));
    if (logins.length > 0) return logins.flatMap(usersOfLogin);
    const isCarrier = carrier?.parameter.name === TICKET;
    const ofTickets =
      isCarrier && birth ? [signOf('ticket', birth)] : signsIn('ticket', variant, tickets, birth);
    const ofKeys =
      birth && !isCarrier ? [signOf('key', birth)] : signsIn('key', variant, named(API_KEY), birth);
    // One ticket for all users says nothing of whose the token is that the code is given for each.
    const isShared = perUser && !isCarrier && ofTickets.every(({ isFixed }) => isFixed);
    return ofTickets.length > 0 && !isShared ? ofTickets : ofKeys;
  }

  private loginsOf(ticket: Parameter): readonly Request[] {
    const { origins } = readCredential(ticket);
    const isFetched = origins.some(({ kind }) => kind === 'ticket-request');
    if (!isFetched && origins.every(({ fixed }) => fixed)) return [];
    const behind = this.ticketCode.loginsFor(ticket);
    if (behind.length > 0 || !isFetched) return behind;
    const all = this.ticketCode.logins();
    const files = new Set(origins.map(({ site }) => site.at.file));
    const near = all.filter(({ at }) => files.has(at.file));
    return near.length > 0 ? near : all;
  }
}

/** Whether a way of sending carries a token, rather than what one takes the place of. */
function isSent({ carrier }: Sending): boolean {
  return carrier?.parameter.name === AUTH_TOKEN;
}

function signsIn(
  by: Sign['by'],
  variant: Variant,
  parameters: readonly Parameter[],
  birth: Origin | undefined,
): Sign[] {
  return parameters.flatMap((parameter) => {
    const fills = fillsIn(variant, parameter);
    if (fills.length > 0) return fills.flatMap((fill) => signsOfFill(by, fill));
    const { value, origins } = readCredential(parameter);
    if (value.kind === 'literal' && parameter.kind === 'text')
      return literalsOf(parameter).map((at) => ({
        by,
        identity: `literal:${value.text}`,
        place: { kind: 'literal' as const, name: '', at },
        isFixed: true,
      }));
    const telling = ownOrigins(parameter.name, origins).filter(
      ({ kind, name }) => kind !== 'literal' || name !== '',
    );
    return besideBirth(telling, birth).map((origin) => signOf(by, origin));
  });
}

/** What the code around a page puts into it is told by where that comes from, else by the variable. */
function signsOfFill(by: Sign['by'], { at, variable, origins }: Fill): Sign[] {
  const known = origins.filter(({ kind }) => kind !== 'unknown');
  if (known.length > 0) return known.map((origin) => signOf(by, origin));
  const place = {
    kind: 'unknown' as const,
    name: variable ?? '',
    at: variable === undefined ? { ...at, end: at.start } : at,
  };
  return [{ by, identity: nodeOf(at), place, isFixed: false }];
}

function signOf(by: Sign['by'], origin: Origin): Sign {
  const { kind, name, fixed, site, user } = origin;
  return {
    by,
    identity: keyOfOrigin(origin),
    place: {
      kind,
      // The text of a literal is the secret itself.
      name: kind === 'literal' ? '' : name,
      at: site.at,
      ...(kind === 'configuration' && !origin.inDocument && { isRead: true as const }),
      ...(user !== undefined && { of: user }),
    },
    isFixed: fixed,
  };
}

/** The users that a login names: a name or an e-mail address is no secret. */
function usersOfLogin(login: Request): Sign[] {
  const sent = sentAtLogin(login, LOGIN_USER_NAMES);
  const signs = sent.flatMap((value): Sign[] => {
    if ('text' in value) return [signOfUser({ kind: 'literal', name: readable(value.text), at: value.at })];
    return value
      .origins()
      .map(({ kind, name, site }) =>
        signOfUser({ kind, name: kind === 'ticket-request' ? '' : name, at: site.at }),
      );
  });
  return signs.length > 0 ? signs : [signOfUser({ kind: 'unknown', name: '', at: login.at })];
}

function signOfUser(place: NamedPlace): Sign {
  const { kind, name, at } = place;
  const identity = kind === 'literal' || kind === 'environment' ? `${kind}:${name}` : nodeOf(at);
  return { by: 'login', identity: `user ${identity}`, place, isFixed: true };
}

/** `user%40example.com` as people write it. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // What is not encoded as addresses are stays as it is.
    if (error instanceof URIError) return text;
    throw error;
  }
}
