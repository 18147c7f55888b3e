import type { Skipped } from '../../model/finding.ts';
import type { Analysis, AnalysisOptions } from '../analyse.ts';
import { findComponents, focusOn } from '../components.ts';
import type { Tree } from '../tree.ts';
import { type AsMigrated, type Needs, NOTHING_MIGRATED, whatMigrateDoes } from './as-migrated.ts';
import type { CheckScope } from './scope.ts';

/** What was found in judged files, and what `migrate` would do about it. */
export interface Understood extends Pick<Analysis, 'findings' | 'skipped'>, Needs {
  readonly asMigrated: AsMigrated;
}

/**
 * Traces the parts that hold judged files. Parsers are loaded here, and only where there is something to parse. What is
 * found is told apart from what would be done: it is the same for those who do not ask.
 */
export async function understand(
  { judged, around }: CheckScope,
  settings: AnalysisOptions,
  asked: { readonly withFixes?: boolean; readonly withPlan?: boolean },
): Promise<Understood> {
  const tree = around();
  const parts = findComponents(tree).parts.filter((part) => part.some((file) => judged.has(file)));
  if (parts.length === 0)
    return { findings: [], skipped: [], tokens: [], revoke: [], asMigrated: NOTHING_MIGRATED };
  const { createAnalyst } = await import('../analyse-safely.ts');
  const focused = focusOn(tree, parts);
  const isPlanned = asked.withFixes || asked.withPlan;
  const analyse = createAnalyst(focused, tree.read, { ...settings, findOnly: !isPlanned });
  const { findings, skipped, tokens, revoke = [] } = analyse({ findOnly: true });
  return {
    tokens,
    revoke,
    findings: oncePerPlace(
      findings.filter(
        ({ at, places = [], ruleId }) =>
          ruleId !== 'needs-token' && (judged.has(at.file) || places.some(({ file }) => judged.has(file))),
      ),
    ),
    skipped: parts.flatMap((part) => failuresIn(part, skipped, judged)),
    asMigrated: isPlanned
      ? await whatMigrateDoes(focused, analyse({ findOnly: false }), settings, asked.withFixes === true)
      : NOTHING_MIGRATED,
  };
}

/**
 * What was not understood of a part, told of judged files: where they only lead to another file, on which it failed,
 * nothing is known of them either.
 */
function failuresIn(part: readonly string[], skipped: readonly Skipped[], judged: Tree): readonly Skipped[] {
  const own = skipped.filter(({ file }) => part.includes(file));
  const told = own.filter(({ file }) => judged.has(file));
  const failed = own.find((one) => one.failed);
  if (told.length > 0 || !failed) return told;
  return part.filter((file) => judged.has(file)).map((file) => ({ ...failed, file }));
}

/** A place that is reached in several ways is told once. */
function oncePerPlace(findings: Analysis['findings']): Analysis['findings'] {
  const places = new Map<string, Analysis['findings'][number]>();
  for (const finding of findings) {
    const { ruleId, at } = finding;
    const key = JSON.stringify([ruleId, at.file, at.start, at.end]);
    if (!places.has(key)) places.set(key, finding);
  }
  return [...places.values()];
}
