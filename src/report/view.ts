import { type SourceRange, touches } from '../model/edit.ts';
import type { TokenNeed } from '../model/finding.ts';
import type { AppliedFinding, MigrationResult } from '../model/migration.ts';
import type { Position } from '../model/position.ts';
import type { TicketPart } from '../model/ticket-code.ts';
import type { Revocation, TokenOwner } from '../model/token-plan.ts';
import { accountsHostOf, generateUrl } from '../zoho/token-generation.ts';
import { maskMessage, maskName, maskSecrets } from './mask.ts';
import { compareKeys, compareText } from './order.ts';
import { showPath } from './paths.ts';
import { createLocator } from './positions.ts';
import { viewRevocation } from './revocations.ts';
import { notesOn } from './token-notes.ts';
import { describeTokenPlace } from './token-place.ts';
import { describeUser } from './token-user.ts';

/** A place as reports show it: the file relative to the working directory, both ends in lines and columns. */
export interface Place {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** A call that draws on a token. */
interface CallSiteView extends Place {
  /** True where a person must rewrite it before it does. */
  readonly isByHand: boolean;
}

export interface FindingView {
  readonly finding: AppliedFinding;
  readonly place: Place;
  readonly message: string;
  readonly refusal: string | undefined;
  readonly symbol: string | undefined;
  readonly ticketCode: TicketCodeView | undefined;
  /** The reason of the comment that ignores it. */
  readonly ignored: string | undefined;
}

/** What a piece of ticket code is to its mechanism. */
export interface TicketCodeView {
  readonly part: TicketPart;
  readonly mechanism: string;
  readonly callers: readonly { readonly place: Place; readonly symbol: string | undefined }[];
  readonly neededBy: string | undefined;
  /** Migrated calls that still wait for the login. */
  readonly waiting: readonly Place[];
}

export interface TokenView {
  readonly kind: TokenNeed['source']['kind'];
  readonly name: string;
  /** An environment variable's name until this run, if that gave it a new one. */
  readonly formerName?: string | undefined;
  readonly place: Place;
  /** One link for each data centre that the calls go to; as a rule one. */
  readonly generateUrls: readonly [string, ...string[]];
  readonly callSites: readonly CallSiteView[];
  /** True where all of its calls must be rewritten by hand, so that its place is a proposal. */
  readonly isByHand: boolean;
  /** The name to generate it under: DISPLAY_NAME. */
  readonly displayName: string;
  /** Who it is for: `the user whose ticket ZOHO_TICKET was`. */
  readonly user: string;
  /** True where it is one token for each of several users, not one. */
  readonly perUser: boolean;
  /** Where it goes: `ZOHO_AUTHTOKEN in the environment`, `authtoken in config.json:4`. */
  readonly where: string;
  /** True where a setting is read at the place that is kept elsewhere. */
  readonly isRead: boolean;
  /** What an argument is handed to, or a member belongs to. */
  readonly owner: OwnerView | undefined;
  /** Of a column: its table, where that is known. */
  readonly table: string | undefined;
  /** Where the place is the call itself: what the token is in place of. */
  readonly instead?: TokenNeed['source']['instead'];
  /** Of an environment variable: the one that stays beside it, for calls that go on to read that. */
  readonly beside?: string;
  /** Of an environment variable: where `.env` files set it, or the one beside it. Of a placeholder: the other places that it stands in. */
  readonly setIn: readonly Place[];
  /** What to revoke afterwards, of its calls. */
  readonly revoke: readonly RevocationView[];
}

/** The class or function that a token is handed to. */
interface OwnerView {
  readonly kind: TokenOwner['kind'];
  readonly name: string;
  /** Which argument it is, counted from 1. */
  readonly position: number | undefined;
  readonly usedAt: readonly Place[];
}

/** A key, ticket or password to revoke, as its place tells it: masked. */
export interface RevocationView {
  readonly what: Revocation['what'];
  /** The setting that held it; undefined where it stood in the source. */
  readonly setting: string | undefined;
  readonly place: Place;
  /** `API key •••• in src/leads.js:4:13`, `ticket in the environment variable ZOHO_TICKET` */
  readonly text: string;
}

interface SkippedView {
  readonly file: string;
  readonly reason: string;
}

/** A result made ready for showing: sorted, secrets masked, offsets turned into lines and columns. */
export interface ResultView {
  readonly findings: readonly FindingView[];
  readonly tokens: readonly TokenView[];
  /** What to revoke afterwards and belongs to no token. */
  readonly revoke: readonly RevocationView[];
  /** What else there is to say about the plan: more tokens than an account may hold. */
  readonly tokenNotes: readonly string[];
  readonly skipped: readonly SkippedView[];
  readonly leftOut: readonly (readonly [reason: string, count: number])[];
}

export function viewResult(result: MigrationResult): ResultView {
  const placeOf = createPlacer(result);
  return {
    findings: result.findings.map((finding) => viewFinding(finding, placeOf)).sort(compareFindings),
    tokens: result.tokens.map((need) => viewToken(need, result, placeOf)).sort(compareTokens),
    revoke: viewRevocations(result.revoke ?? [], placeOf),
    tokenNotes: notesOn(result.tokens),
    skipped: result.skipped
      .map(({ file, reason }) => ({ file: showPath(result.root, file), reason: maskSecrets(reason) }))
      .sort((a, b) => compareKeys([a.file, a.reason], [b.file, b.reason])),
    leftOut: Object.entries(result.leftOut)
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => compareText(a, b)),
  };
}

/** A call that still sends the old parameters after the migration, because a person must decide. */
export function isHandWork(finding: AppliedFinding): boolean {
  return finding.ruleId === 'deprecated-params' && !finding.applied && finding.ignored === undefined;
}

type Placer = (at: SourceRange) => Place;

function createPlacer(result: MigrationResult): Placer {
  const changed = result.changed.map(({ file, before }) => [file, before] as const);
  const locator = createLocator(new Map([...changed, ...result.texts]), result.positions);
  return ({ file, start, end }) => ({
    file: showPath(result.root, file),
    start: locator.locate(file, start),
    end: locator.locate(file, end),
  });
}

function viewFinding(finding: AppliedFinding, placeOf: Placer): FindingView {
  return {
    finding,
    place: placeOf(finding.at),
    message: maskMessage(finding.message),
    refusal: finding.refusal === undefined ? undefined : maskMessage(finding.refusal),
    symbol: maskIfAny(finding.symbol),
    ticketCode: finding.ticketCode && viewTicketCode(finding.ticketCode, placeOf),
    ignored: maskIfAny(finding.ignored),
  };
}

function viewTicketCode(
  { part, mechanism, callers, neededBy, waiting }: NonNullable<AppliedFinding['ticketCode']>,
  placeOf: Placer,
): TicketCodeView {
  return {
    part,
    mechanism: maskSecrets(mechanism),
    callers: callers
      .map(({ at, symbol }) => ({ place: placeOf(at), symbol: maskIfAny(symbol) }))
      .sort((a, b) => comparePlaces(a.place, b.place)),
    neededBy: maskIfAny(neededBy),
    waiting: waiting.map(placeOf).sort(comparePlaces),
  };
}

function maskIfAny(text: string | undefined): string | undefined {
  return text === undefined ? undefined : maskSecrets(text);
}

function compareFindings(a: FindingView, b: FindingView): number {
  return compareKeys(findingKeys(a), findingKeys(b));
}

function findingKeys({ finding, place, message }: FindingView): readonly (string | number)[] {
  return [place.file, place.start.offset, finding.ruleId, place.end.offset, message];
}

function viewToken(need: TokenNeed, result: MigrationResult, placeOf: Placer): TokenView {
  const { kind, name, formerName, at, isRead, owner, table, instead, beside, setIn = [] } = need.source;
  const callSites = callSitesOf(need, result, placeOf);
  const held = {
    kind,
    name: maskName(name),
    place: placeOf(at),
    isRead: isRead === true,
    owner: owner && viewOwner(owner, placeOf),
    table: maskIfAny(table),
    setIn: setIn.map(placeOf).sort(comparePlaces),
    ...(instead && { instead }),
    ...(beside !== undefined && { beside: maskName(beside) }),
  };
  return {
    ...held,
    formerName: formerName !== undefined && isApplied(need, result) ? maskName(formerName) : undefined,
    displayName: result.displayName,
    user: describeUser(need.user, need.source, placeOf),
    perUser: need.user?.perUser === true,
    where: describeTokenPlace(held),
    revoke: viewRevocations(need.revoke ?? [], placeOf),
    generateUrls: generateUrls(need, result),
    callSites,
    isByHand: callSites.every((site) => site.isByHand),
  };
}

/** The lines of the calls that draw on a token. One is by hand where anything on it is. */
function callSitesOf(
  { callSites, byHand = [] }: TokenNeed,
  result: MigrationResult,
  placeOf: Placer,
): CallSiteView[] {
  const { findings } = result;
  const isCheck = 'check' in result;
  // A check says what would be.
  const stays = ({ ruleId, fix, applied }: AppliedFinding) =>
    ruleId === 'deprecated-params' && (isCheck ? fix?.safety !== 'safe' : !applied);
  const leftTo = (site: SourceRange) =>
    byHand.some((at) => isSamePlace(at, site)) ||
    findings.some((finding) => isSamePlace(finding.at, site) && stays(finding));
  const views = callSites.map((site) => ({ ...placeOf(site), isByHand: leftTo(site) })).sort(comparePlaces);
  return views.flatMap((view, i) => {
    if (i > 0 && isSameLine(view, views[i - 1]!)) return [];
    return [{ ...view, isByHand: views.some((other) => isSameLine(view, other) && other.isByHand) }];
  });
}

function isSamePlace(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

function viewOwner({ kind, name, position, usedAt }: TokenOwner, placeOf: Placer): OwnerView {
  return { kind, name: maskName(name), position, usedAt: usedAt.map(placeOf).sort(comparePlaces) };
}

function viewRevocations(revocations: readonly Revocation[], placeOf: Placer): readonly RevocationView[] {
  return revocations
    .map((revocation) => viewRevocation(revocation, placeOf))
    .sort((a, b) => compareKeys([a.what], [b.what]) || comparePlaces(a.place, b.place));
}

function compareTokens(a: TokenView, b: TokenView): number {
  return comparePlaces(a.place, b.place) || compareKeys([a.kind, a.name], [b.kind, b.name]);
}

function comparePlaces(a: Place, b: Place): number {
  return compareKeys([a.file, a.start.offset, a.end.offset], [b.file, b.start.offset, b.end.offset]);
}

function isSameLine(a: Place, b: Place): boolean {
  return a.file === b.file && a.start.line === b.start.line;
}

function generateUrls(need: TokenNeed, result: MigrationResult): readonly [string, ...string[]] {
  const { displayName } = result;
  const hosts = result.findings
    .filter(({ at, endpoint }) => endpoint?.host && need.callSites.some((site) => touches(site, at)))
    .map(({ endpoint }) => endpoint?.host)
    .concat(need.hosts ?? []);
  const byCentre = new Map(hosts.map((host) => [accountsHostOf(host), host]));
  const [first, ...others] = [...byCentre.keys()].sort(compareText);
  const urlOf = (centre: string | undefined) =>
    generateUrl({ host: centre && byCentre.get(centre), displayName });
  return [urlOf(first), ...others.map(urlOf)];
}

/** A name stands as it was where no call came to send the token. */
function isApplied({ callSites }: TokenNeed, result: MigrationResult): boolean {
  const { findings } = result;
  // A check says what would be.
  if ('check' in result) return true;
  return findings.some(({ at, applied }) => applied && callSites.some((site) => touches(site, at)));
}
