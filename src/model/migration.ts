import type { Finding, RuleId, Skipped, TokenNeed } from './finding.ts';
import type { Position } from './position.ts';
import type { Revocation } from './token-plan.ts';

/** A finding after the edits were tried: `applied` tells whether its fix stands in the new text. */
export interface AppliedFinding extends Finding {
  readonly applied: boolean;
  /** True where `migrate` would apply the fix: it was verified. */
  readonly proposed?: true;
  /** Why a fix that could have been applied was not. */
  readonly refusal?: string;
  /** True where this run put in the comment that ignores it. */
  readonly isCommented?: true;
  /** What `check` makes of it; `migrate` tells apart only what a comment says to ignore. */
  readonly standing?: Standing;
}

/**
 * Whether a finding blocks, or passes because it is no error, lies on a line that the commit leaves as it was, is
 * accepted by the baseline, or is ignored by a comment.
 */
export type Standing = 'blocks' | 'passes' | 'elsewhere' | 'accepted' | 'ignored';

export type Encoding = 'utf8' | 'latin1' | 'utf16le' | 'utf16be';

/** One file whose text changes: both texts are decoded, BOM included. */
export interface ChangedFile {
  readonly file: string;
  readonly encoding: Encoding;
  readonly before: string;
  readonly after: string;
}

/** All that a run of the migration found and did: what every report is a pure function of. */
export interface MigrationResult {
  /** The working directory that files are shown relative to, absolute. */
  readonly root: string;
  readonly dryRun: boolean;
  readonly filesScanned: number;
  /** Files left out by rule, by reason: `{ binary: 3, vendored: 120 }`. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly changed: readonly ChangedFile[];
  readonly findings: readonly AppliedFinding[];
  readonly tokens: readonly TokenNeed[];
  /** What is to be revoked besides, and belongs to no token: the password of a login. */
  readonly revoke?: readonly Revocation[];
  /** Files that hold the parameters and were not judged in full. */
  readonly skipped: readonly Skipped[];
  /** Texts (decoded) of all files that findings or tokens lie in, to turn offsets into lines and columns. */
  readonly texts: ReadonlyMap<string, string>;
  /** The places of findings in files that are too large for that, by file and offset. */
  readonly positions?: ReadonlyMap<string, ReadonlyMap<number, Position>>;
  readonly displayName: string;
}

/** A result of `check`, which changes nothing: every finding has its standing. */
export interface CheckResult extends MigrationResult {
  readonly check: {
    /** True where only the lines that a commit adds or changes block. */
    readonly changedLinesOnly: boolean;
    /** Entries of the baseline that nothing answers to any more: rule and file, relative to the working directory. */
    readonly stale: readonly { readonly ruleId: RuleId; readonly file: string }[];
    /** True where the baseline was written anew, without these. */
    readonly pruned: boolean;
    /** True where such entries block. */
    readonly staleBlocks: boolean;
  };
}
