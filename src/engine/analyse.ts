import type { Finding, Skipped, TokenNeed } from '../model/finding.ts';
import { rule as deprecatedParams } from '../../transforms/deprecated-params.ts';
import { lowerScripts } from './javascript.ts';
import type { Tree } from './tree.ts';

/** What the rules found in a tree. */
export interface Analysis {
  readonly findings: readonly Finding[];
  readonly tokens: readonly TokenNeed[];
  readonly skipped: readonly Skipped[];
}

const RULES = [deprecatedParams];

/** Lowers the candidates of a tree and runs the rules. `read` may answer with texts that are not written yet. */
export function analyse(tree: Tree, read: (file: string) => string | undefined, options: { tokenName: string; hosts: readonly string[] }): Analysis {
  const { requests, speller, settings, skipped } = lowerScripts(tree, read);
  const outcomes = RULES.map((rule) => rule.check({ requests, speller, takenNames: settings.takenNames, seesAllOf: settings.seesAllOf, tokenName: options.tokenName, hosts: options.hosts }));
  return {
    findings: outcomes.flatMap((outcome) => outcome.findings).sort(inOrder),
    tokens: outcomes.flatMap((outcome) => outcome.tokens),
    skipped,
  };
}

function inOrder(a: Finding, b: Finding): number {
  return a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start;
}
