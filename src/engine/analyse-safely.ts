import type { Skipped } from '../model/finding.ts';
import { withBudget } from '../model/work.ts';
import { type Analysis, analyse, applyRules } from './analyse.ts';
import { filesToName, reasonOf, stepsFor } from './budget.ts';
import { findComponents, focusOn } from './components.ts';
import { type LoweredTree, lowerTree } from './lower-tree.ts';
import type { Tree } from './tree.ts';

type Read = (file: string) => string | undefined;
type Settings = Parameters<typeof analyse>[2];

/**
 * Analyses a tree; where that fails unexpectedly, the parts that it fails on are left out and their files that hold
 * the parameters are listed, so that the rest of the run is not lost.
 */
export function analyseSafely(tree: Tree, read: Read, settings: Settings): Analysis {
  return orByPart(tree, read, settings, () => analyse(tree, read, settings));
}

/**
 * Analyses a tree in the same way, as often as one likes: it is lowered once.
 *
 * @param settings what all of these have in common
 */
export function createAnalyst(
  tree: Tree,
  read: Read,
  settings: Settings,
): (own: Pick<Settings, 'findOnly' | 'leftAlone'>) => Analysis {
  let lowered: LoweredTree | undefined;
  return (own) => {
    const options = { ...settings, ...own };
    return orByPart(tree, read, options, () => {
      const whole = lowered ?? lowerTree(tree, read, settings);
      // What was looked at until something failed is not looked at again.
      lowered = undefined;
      const analysis = applyRules(whole, read, options);
      lowered = whole;
      return analysis;
    });
  };
}

function orByPart(tree: Tree, read: Read, settings: Settings, work: () => Analysis): Analysis {
  const whole = attempt(tree, read, work);
  if (!(whole instanceof Error)) return whole;
  const analyseOnly = (chosen: readonly (readonly string[])[]) => {
    const focused = focusOn(tree, chosen);
    return attempt(focused, read, () => analyse(focused, read, settings));
  };
  const { parts } = findComponents(tree);
  const good: (readonly string[])[] = [];
  const skipped: Skipped[] = [];
  for (const part of parts) {
    const alone = analyseOnly([part]);
    if (alone instanceof Error) skipped.push(...listFiles(tree, part, alone));
    else good.push(part);
  }
  const rest = analyseOnly(good);
  if (rest instanceof Error)
    return {
      findings: [],
      tokens: [],
      skipped: [...skipped, ...good.flatMap((part) => listFiles(tree, part, rest))],
    };
  return { ...rest, skipped: [...rest.skipped, ...skipped] };
}

function attempt(tree: Tree, read: Read, work: () => Analysis): Analysis | Error {
  try {
    const files = findComponents(tree).parts.flat();
    const texts = files.map((file) => ({ text: read(file) ?? '' }));
    return withBudget(stepsFor(texts), work);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function listFiles(tree: Tree, part: readonly string[], error: Error): Skipped[] {
  const reason = reasonOf(error);
  return filesToName(tree, part).map((file) => ({ file, reason, failed: true }));
}
