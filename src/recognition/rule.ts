import type { CodeMap } from '../model/code-map.ts';
import type { Edit, SourceRange } from '../model/edit.ts';
import type { Finding, RuleId, TokenNeed } from '../model/finding.ts';
import type { Request } from '../model/request.ts';
import type { Speller } from '../model/speller.ts';
import type { Revocation } from '../model/token-plan.ts';
import type { Judged } from './judgement.ts';
import type { TicketCode } from './ticket-code/find.ts';
import type { Variant } from './variants.ts';

/** What a rule is given: the requests of a program, and how to spell its changes. */
export interface RuleContext {
  readonly requests: readonly Request[];
  /** Every way in which the requests still carry one of the deprecated pair, with what is to be done about it. */
  readonly judged: readonly Judged[];
  /** Every way in which the requests send a token already, where that is asked for. */
  readonly sending?: readonly Variant[];
  readonly speller: Speller;
  /** The name of the token's environment variable or placeholder. */
  readonly tokenName: string;
  /** Environment variables that the program reads already. */
  readonly takenNames: ReadonlySet<string>;
  /** Whether every use of an environment variable is in code and settings that were read, so that it can be renamed. */
  seesAllOf(environmentVariable: string): boolean;
  /** The edits that set a variable of the environment wherever another one is set in a way that is understood. */
  settingBeside(name: string, beside: string): readonly Edit[];
  /** Whether a comment is to stand above each piece of ticket code. */
  readonly annotate?: boolean;
  /** What stands around places of the program. */
  readonly code: CodeMap;
  readonly ticketCode: TicketCode;
  /** Whether a comment says to ignore what this rule finds here. */
  isIgnored(ruleId: RuleId, at: SourceRange): boolean;
  /** Whether whoever decides about each call leaves this one as it is. */
  isLeftAlone?(at: SourceRange): boolean;
  /** Hosts of white-labelled CRM installations. */
  readonly hosts: readonly string[];
}

export interface RuleOutcome {
  readonly findings: readonly Finding[];
  readonly tokens: readonly TokenNeed[];
  /** What is to be revoked besides what the tokens take the place of. */
  readonly revoke?: readonly Revocation[];
}

export interface Rule {
  readonly id: Finding['ruleId'];
  check(context: RuleContext): RuleOutcome;
}
