import type { SourceRange } from './edit.ts';

/**
 * The part that a piece of code plays in keeping a ticket fresh: it logs in, reads the reply, keeps the ticket for
 * later, fetches it by the clock, fetches it anew after error 4834, logs out, or holds who logs in.
 */
export type TicketPart = 'login' | 'reply' | 'cache' | 'schedule' | 'retry' | 'logout' | 'account';

/** What a front end can name and take out as a whole. */
export type UnitKind = 'function' | 'statement' | 'variable' | 'member' | 'setting';

/** A stretch of code with a use of its own. */
export interface CodeUnit {
  readonly kind: UnitKind;
  /** Where it stands, from the first character of its declaration or statement to the last. */
  readonly at: SourceRange;
  /** The name of the function, variable or member; of a statement, that of the function around it. */
  readonly symbol: string | undefined;
}

/** A place that mentions a unit. */
export interface Mention {
  readonly at: SourceRange;
  readonly kind: 'read' | 'write' | 'call' | 'export';
  /** The innermost function with a name around it; undefined at the top level of a file. */
  readonly within: CodeUnit | undefined;
}

/** Code that keeps a ticket fresh, one piece of a mechanism. */
export interface TicketPiece {
  readonly part: TicketPart;
  readonly unit: CodeUnit;
  /** What tells one mechanism from another: pieces of one login share it. */
  readonly mechanism: string;
  /** Who still uses it, and is no part of the mechanism. */
  readonly callers: readonly Mention[];
  /** Calls of Zoho CRM that send the mechanism's ticket, or wait for it. */
  readonly waiting: readonly SourceRange[];
  /** Why it must stay, for people; undefined where nothing but the mechanism and migrated calls need it. */
  readonly heldBy: string | undefined;
}
