import { touches } from '../../model/edit.ts';
import type { Finding, TokenNeed } from '../../model/finding.ts';
import type { AppliedFinding } from '../../model/migration.ts';
import type { Analysis, AnalysisOptions } from '../analyse.ts';
import type { Tree } from '../tree.ts';

/** What an analysis says of tokens. */
export type Needs = Required<Pick<Analysis, 'tokens' | 'revoke'>>;

/** What `migrate` would do about findings. */
export interface AsMigrated extends Needs {
  /** The fix that it would apply, verified. */
  fixOf(finding: Finding): Partial<AppliedFinding>;
}

export const NOTHING_MIGRATED: AsMigrated = { tokens: [], revoke: [], fixOf: () => ({}) };

/**
 * Works out what `migrate` would do about what it finds in a tree.
 *
 * @param withFixes whether it is asked what would mend a finding: that is verified, which takes longer
 */
export async function whatMigrateDoes(
  tree: Tree,
  analysis: Analysis,
  settings: AnalysisOptions,
  withFixes: boolean,
): Promise<AsMigrated> {
  const needs = { tokens: analysis.tokens, revoke: analysis.revoke ?? [] };
  if (!withFixes) return { ...NOTHING_MIGRATED, ...needs };
  const { verify } = await import('../verify.ts');
  const { refused } = verify(tree, analysis, settings, false);
  const mending = analysis.findings.filter(({ fix }) => fix?.safety === 'safe' && !refused.has(fix.group));
  const fixes = new Map(mending.toReversed().map((finding) => [keyOf(finding), finding]));
  return {
    ...needs,
    fixOf(finding) {
      const fix = fixes.get(keyOf(finding))?.fix;
      return fix ? { fix, proposed: true } : {};
    },
  };
}

/** What a finding is found again by. */
function keyOf({ ruleId, at }: Finding): string {
  return `${ruleId} ${at.start} ${at.file}`;
}

/** The tokens that calls need which count here: what is accepted or stands elsewhere is another day's work. */
export function countingNeeds(
  tokens: readonly TokenNeed[],
  findings: readonly AppliedFinding[],
): TokenNeed[] {
  const counting = findings.filter(
    ({ ruleId, standing }) =>
      ruleId === 'deprecated-params' && (standing === 'blocks' || standing === 'passes'),
  );
  return tokens.filter(({ callSites }) =>
    callSites.some((site) => counting.some(({ at }) => touches(at, site))),
  );
}
