import { nodeOf } from '../../model/change-key.ts';
import { type CodeMap, type Deed, isUnit } from '../../model/code-map.ts';
import type { SourceRange } from '../../model/edit.ts';
import { addressOf, flatten } from '../../model/flatten.ts';
import type { Parameter } from '../../model/parameters.ts';
import type { Request } from '../../model/request.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { judgeAddress } from '../../zoho/endpoints.ts';
import { isDeprecated } from '../../zoho/parameters.ts';
import type { Judged } from '../judgement.ts';
import { isTicketLogin } from '../logins.ts';

/** What ticket code is looked for in. */
export interface TicketCodeContext {
  readonly requests: readonly Request[];
  readonly judged: readonly Judged[];
  readonly hosts: readonly string[];
  readonly code: CodeMap;
}

/** The requests of a program, sorted by what they are to ticket code. */
export interface Scene {
  readonly code: CodeMap;
  readonly judged: readonly Judged[];
  /** One for each place that logs in. */
  readonly logins: readonly Request[];
  /** Every way in which these go out. */
  readonly loginWays: readonly Request[];
  readonly logouts: readonly Request[];
  /** Places of calls that are no logins and no logouts, and of the old parameters in them: the program's business. */
  readonly business: readonly SourceRange[];
}

export function sceneOf({ requests, judged, hosts, code }: TicketCodeContext): Scene {
  const sent = requests.filter(({ shown, stray }) => !shown && !stray);
  const loginWays = sent
    .filter((request) => isTicketLogin(request, hosts))
    .map((request) => whereAsked(code, request));
  const logins = onePerPlace(loginWays);
  const isLogin = placesOf(logins);
  const logouts = onePerPlace(
    judged.filter(({ judgement }) => judgement === 'login').map(({ variant }) => variant.request),
  ).filter(({ at }) => !isLogin.has(nodeOf(at)));
  const own = placesOf([...logins, ...logouts]);
  const calls = sent.filter((request) => !own.has(nodeOf(request.at)) && callsApi(request, hosts));
  const carrying = judged.filter(({ judgement }) => judgement === 'migrate' || judgement === 'other-service');
  return {
    code,
    judged,
    logins,
    loginWays,
    logouts,
    business: [
      ...calls.map(({ at }) => at),
      ...carrying.flatMap(({ variant }) => [
        variant.request.at,
        ...variant.parameters
          .filter(({ name }) => isDeprecated(name))
          .flatMap(placesOfName)
          .filter((at) => !isStatement(code, at)),
      ]),
    ],
  };
}

/** Of the calls that a request is sent through, the first that settles what is sent, rather than passing on what it is given. */
function whereAsked(code: CodeMap, request: Request): Request {
  const settling = request.through?.find((at) => {
    const fn = code.functionAround(at);
    return !fn || !isGiven(code.deedsIn(fn), at, fn);
  });
  return settling ? { ...request, at: settling } : request;
}

/** Whether a call works with what the function around it is given. */
function isGiven(deeds: readonly Deed[], at: SourceRange, fn: CodeUnit): boolean {
  const byPlace = new Map(deeds.map((deed) => [nodeOf(deed.at), deed]));
  const open = [byPlace.get(nodeOf(at))];
  // `open` grows while it is gone through.
  for (const deed of open)
    for (const source of deed?.from ?? []) {
      if (source === fn) return true;
      const before = isUnit(source) ? undefined : byPlace.get(nodeOf(source));
      if (before && !open.includes(before)) open.push(before);
    }
  return false;
}

function onePerPlace(requests: readonly Request[]): Request[] {
  return [...new Map(requests.map((request) => [nodeOf(request.at), request])).values()];
}

function placesOf(requests: readonly Request[]): Set<string> {
  return new Set(requests.map(({ at }) => nodeOf(at)));
}

/** Whether a request goes to an interface of Zoho's. */
function callsApi(request: Request, hosts: readonly string[]): boolean {
  const addresses = [...request.addresses, ...request.texts].flatMap((text) => flatten(text)).map(addressOf);
  return addresses.some((address) => /^(?:crm|crm-path|other-zoho)$/.test(judgeAddress(address, hosts)));
}

/** `session.ticket = …` keeps a ticket; whether it is sent is told by the call that does. */
function isStatement(code: CodeMap, at: SourceRange): boolean {
  return code.statementAround(at).at.start === at.start;
}

/** Where a parameter is named. */
function placesOfName(parameter: Parameter): SourceRange[] {
  if (parameter.kind === 'entry') return [parameter.entry.site.at];
  return parameter.flat.atoms
    .filter(({ start, end }) => start < parameter.nameEnd && end > parameter.start)
    .flatMap(({ leaf }) => (leaf.kind === 'literal' ? [leaf.site.at] : []));
}
