import type { Skipped } from '../model/finding.ts';
import { withBudget } from '../model/work.ts';
import { type Analysis, analyse } from './analyse.ts';
import { filesToName, reasonOf, stepsFor } from './budget.ts';
import { findComponents, focusOn } from './components.ts';
import type { Tree } from './tree.ts';

type Read = (file: string) => string | undefined;
type Settings = Parameters<typeof analyse>[2];

/**
 * Analyses a tree; where that fails unexpectedly, the parts that it fails on are left out and their files that hold
 * the parameters are listed, so that the rest of the run is not lost.
 */
export function analyseSafely(tree: Tree, read: Read, settings: Settings): Analysis {
  const whole = attempt(tree, read, settings);
  if (!(whole instanceof Error)) return whole;
  const { parts } = findComponents(tree);
  const good: (readonly string[])[] = [];
  const skipped: Skipped[] = [];
  for (const part of parts) {
    const alone = attempt(focusOn(tree, [part]), read, settings);
    if (alone instanceof Error) skipped.push(...listFiles(tree, part, alone));
    else good.push(part);
  }
  const rest = attempt(focusOn(tree, good), read, settings);
  if (rest instanceof Error)
    return {
      findings: [],
      tokens: [],
      skipped: [...skipped, ...good.flatMap((part) => listFiles(tree, part, rest))],
    };
  return { ...rest, skipped: [...rest.skipped, ...skipped] };
}

function attempt(tree: Tree, read: Read, settings: Settings): Analysis | Error {
  try {
    const files = findComponents(tree).parts.flat();
    const texts = files.map((file) => ({ text: read(file) ?? '' }));
    return withBudget(stepsFor(texts), () => analyse(tree, read, settings));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function listFiles(tree: Tree, part: readonly string[], error: Error): Skipped[] {
  const reason = reasonOf(error);
  return filesToName(tree, part).map((file) => ({ file, reason, failed: true }));
}
