import { createHash } from 'node:crypto';
import type { RuleId, Severity } from '../../model/finding.ts';
import type { CheckResult, MigrationResult } from '../../model/migration.ts';
import type { Position } from '../../model/position.ts';
import { TOOL } from '../../package.ts';
import { type FindingView, isHandWork, type ResultView, viewResult } from '../view.ts';
import { createProposals, type Proposal } from './proposals.ts';

/** A finding as other programs take it: what is done, accepted or not of this commit is none. */
export interface Issue {
  readonly ruleId: RuleId;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the top of the repository, with `/`. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  /** Whether it makes the run fail. */
  readonly blocks: boolean;
  /** The same for the same finding, wherever in its file it stands. */
  readonly fingerprint: string;
  /** What would mend it, where that is safe and concerns this finding alone. */
  readonly proposal?: Proposal;
  /** Columns in bytes; undefined where the text is not at hand. */
  readonly bytes?: { readonly start: number; readonly end: number };
  /** Why it does not count though it is there. */
  readonly suppressed?: { readonly by: 'comment' | 'baseline'; readonly reason?: string };
}

/** A file that should have been judged and was not. */
interface Unread {
  readonly path: string;
  readonly reason: string;
}

export interface Issues {
  /** The tokens that are needed, for reports that tell more than findings. */
  readonly plan: Pick<ResultView, 'tokens' | 'revoke' | 'tokenNotes'>;
  readonly open: readonly Issue[];
  readonly suppressed: readonly Issue[];
  readonly unread: readonly Unread[];
  /** Of a migration: how many calls are left to be rewritten by hand. Nothing blocks there. */
  readonly byHand?: number;
}

/** @param top the folder that paths are relative to */
export function issuesOf(result: MigrationResult | CheckResult, top: string): Issues {
  const view = viewResult({ ...result, root: top });
  const seen = new Map<string, number>();
  const proposals = createProposals(result);
  const issues = view.findings
    .filter(({ finding }) => finding.standing !== 'elsewhere' && (!finding.applied || result.dryRun))
    .map((found): Issue => {
      const [proposal, bytes] = [proposals.of(found.finding), proposals.bytesOf(found.finding.at)];
      return { ...describe(found, seen), ...(proposal && { proposal }), ...(bytes && { bytes }) };
    });
  return {
    plan: view,
    open: issues.filter(({ suppressed }) => !suppressed),
    suppressed: issues.filter(({ suppressed }) => suppressed),
    unread: view.skipped.map(({ file, reason }) => ({ path: file, reason })),
    ...(!('check' in result) && { byHand: result.findings.filter(isHandWork).length }),
  };
}

function describe({ finding, place, message, ignored }: FindingView, seen: Map<string, number>): Issue {
  const { ruleId, severity, symbol = '', endpoint = {}, standing } = finding;
  const { file: path, start, end } = place;
  const { host = '', format = '', module = '', method = '' } = endpoint;
  const identity = JSON.stringify([ruleId, path, symbol, host, format, module, method, message]);
  const occurrence = (seen.get(identity) ?? 0) + 1;
  seen.set(identity, occurrence);
  return {
    ...{ ruleId, severity, message, path, start, end },
    blocks: standing === 'blocks',
    fingerprint: createHash('sha256').update(`${identity} ${occurrence}`).digest('hex').slice(0, 32),
    ...(ignored !== undefined && { suppressed: { by: 'comment', reason: ignored } }),
    ...(standing === 'accepted' && { suppressed: { by: 'baseline' } }),
  };
}

/** Where people read about a rule: its heading in the README. */
export function helpUrl(ruleId: RuleId): string {
  return `${TOOL.homepage}#${ruleId}`;
}
