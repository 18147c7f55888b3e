import type { Endpoint } from '../zoho/endpoints.ts';
import type { Edit, SourceRange } from './edit.ts';
import type { TicketPart } from './ticket-code.ts';
import type { Revocation, TokenOwner, TokenUser } from './token-plan.ts';

export const RULE_IDS = [
  'deprecated-params',
  'ticket-regeneration',
  'needs-token',
  'client-side-token',
  'hardcoded-credential',
  'unresolved',
  'other-zoho-service',
  'left-over',
  'unused-ignore',
] as const;

export type RuleId = (typeof RULE_IDS)[number];

export type Severity = 'error' | 'warning' | 'note';

/** How far an edit may be trusted: applied by default, only with `--unsafe`, or never (a person must do it). */
type Safety = 'safe' | 'unsafe' | 'by-hand';

/** What a finding proposes. Fixes that share a `group` are applied all or none, across files. */
export interface Fix {
  readonly safety: Safety;
  readonly group: string;
  readonly edits: readonly Edit[];
}

/** What a rule found, where, and (perhaps) how to mend it. `message` never holds a secret. */
export interface Finding {
  readonly ruleId: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly at: SourceRange;
  readonly symbol?: string;
  readonly endpoint?: Endpoint;
  readonly fix?: Fix;
  readonly ticketCode?: TicketCodeFinding;
  /** Where the parts stand that make it up, in other files too; without them it is all of `at`. */
  readonly places?: readonly SourceRange[];
  /** Why it does not count, in the words of the comment that says so. */
  readonly ignored?: string;
}

/** What a piece of ticket code is to the mechanism that it belongs to. */
interface TicketCodeFinding {
  readonly part: TicketPart;
  /** Pieces of one mechanism share it. */
  readonly mechanism: string;
  /** Who still uses the piece, and belongs to no mechanism. */
  readonly callers: readonly { readonly at: SourceRange; readonly symbol?: string }[];
  /** Why the piece must stay. */
  readonly neededBy?: string;
  /** Calls of Zoho CRM that still wait for the mechanism's ticket. */
  readonly waiting: readonly SourceRange[];
}

/** The fixes of some findings, each once: findings that share a group share the list of its edits. */
export function fixesOf(findings: readonly Finding[]): Fix[] {
  const fixes = new Map<readonly Edit[], Fix>();
  for (const { fix } of findings) if (fix && !fixes.has(fix.edits)) fixes.set(fix.edits, fix);
  return [...fixes.values()];
}

/** The files whose lines a finding tells, in other places too. */
export function filesNamedBy({ at, ticketCode }: Finding): string[] {
  const others = [...(ticketCode?.callers ?? []).map((caller) => caller.at), ...(ticketCode?.waiting ?? [])];
  return [at, ...others].map(({ file }) => file);
}

export type TokenSourceKind =
  | 'literal'
  | 'environment'
  | 'configuration'
  | 'constant'
  | 'parameter'
  | 'member'
  | 'column'
  | 'placeholder'
  | 'unknown';

/** A token that somebody must generate, where it is born, and the calls that will send it. */
export interface TokenNeed {
  /** Where the token must be supplied: after the migration, the place that `name` names. */
  readonly source: {
    readonly kind: TokenSourceKind;
    readonly name: string;
    /** What it was called before the migration, where that gives it another name. */
    readonly formerName?: string;
    readonly at: SourceRange;
    /** Of an environment variable: the one that it takes the place of, where that stays for other calls. */
    readonly beside?: string;
    /** True where a setting is read here that is kept elsewhere. */
    readonly isRead?: true;
    /** What an argument is handed to, or a member belongs to. */
    readonly owner?: TokenOwner;
    /** Of a column: the table that it is read from, where the query says it. */
    readonly table?: string;
    /** Of an environment variable: where `.env` files set it. Of a placeholder: the other places that it stands in. */
    readonly setIn?: readonly SourceRange[];
    /** Where the place is the call itself: whether the token is in place of a login there, or of the old value. */
    readonly instead?: 'login' | 'value';
  };
  readonly user?: TokenUser;
  readonly callSites: readonly SourceRange[];
  /** Hosts of calls that send it already: no finding tells of them. */
  readonly hosts?: readonly string[];
  /** Those of its calls that a person must rewrite: what they will draw on is a proposal. */
  readonly byHand?: readonly SourceRange[];
  /** What its calls carried until now. */
  readonly revoke?: readonly Revocation[];
}

/** The files whose lines a need tells. */
export function filesOfNeed({ source, user, callSites, revoke = [] }: TokenNeed): string[] {
  const places = [
    source.at,
    ...(source.setIn ?? []),
    ...(source.owner?.usedAt ?? []),
    ...(user?.from ?? []).map(({ at }) => at),
    ...callSites,
    ...revoke.map(({ at }) => at),
  ];
  return places.map(({ file }) => file);
}

/** A file that holds the parameters but was not read, with the reason for people. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
  /** True where it is no matter of the file's content: it could not be read, or we failed on it. */
  readonly failed?: true;
  /** True where it is text that no parser is given: too large, or generated. */
  readonly isText?: true;
}
