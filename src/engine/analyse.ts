import { rule as clientSideToken } from '../../transforms/client-side-token.ts';
import { rule as deprecatedParams } from '../../transforms/deprecated-params.ts';
import { rule as hardcodedCredential } from '../../transforms/hardcoded-credential.ts';
import { rule as otherZohoService } from '../../transforms/other-zoho-service.ts';
import { rule as ticketRegeneration } from '../../transforms/ticket-regeneration.ts';
import { rule as unresolved } from '../../transforms/unresolved.ts';
import { nodeOf } from '../model/change-key.ts';
import type { Edit, SourceRange } from '../model/edit.ts';
import { type Finding, fixesOf, type Skipped, type TokenNeed } from '../model/finding.ts';
import type { LeftOver } from '../model/left-over.ts';
import type { Speller } from '../model/speller.ts';
import type { Revocation } from '../model/token-plan.ts';
import { sendingTokens } from '../recognition/judgement.ts';
import type { RuleContext } from '../recognition/rule.ts';
import { createIgnores, markIgnored } from './ignores.ts';
import { type LoweredTree, type LoweringOptions, lowerTree } from './lower-tree.ts';
import { noteOldNames } from './old-names.ts';
import type { Settings } from './settings.ts';
import { placeTokens } from './token-places.ts';
import type { Tree } from './tree.ts';

/** What the rules found in a tree. */
export interface Analysis {
  readonly findings: readonly Finding[];
  readonly tokens: readonly TokenNeed[];
  /** What is to be revoked besides what the tokens take the place of. */
  readonly revoke?: readonly Revocation[];
  readonly skipped: readonly Skipped[];
  /** What nothing needs any more once these edits are made; `findings` tell it of all edits that are safe. */
  leftBehind?(edits: readonly Edit[]): readonly Finding[];
}

const RULES = [
  deprecatedParams,
  ticketRegeneration,
  clientSideToken,
  hardcodedCredential,
  unresolved,
  otherZohoService,
];

export interface AnalysisOptions extends LoweringOptions {
  readonly tokenName: string;
  /** True where nobody will apply an edit: then none is worked out. */
  readonly findOnly?: boolean;
  /** Whether a comment is to stand above each piece of ticket code. */
  readonly annotate?: boolean;
  /** Calls that stay as they are because somebody said so, by the places of their findings. */
  readonly leftAlone?: readonly SourceRange[];
}

type Read = (file: string) => string | undefined;

/** Spells nothing, and so refuses nothing. */
const SILENT: Speller = { spell: (groups) => new Map([...groups.keys()].map((group) => [group, []])) };

/** Lowers the files of a tree that may hold calls and runs the rules. `read` may answer with texts that are not written yet. */
export function analyse(tree: Tree, read: Read, options: AnalysisOptions): Analysis {
  return applyRules(lowerTree(tree, read, options), read, options);
}

/** Runs the rules over what was lowered. */
export function applyRules(lowered: LoweredTree, read: Read, options: AnalysisOptions): Analysis {
  const { tree, requests, judged, speller, settings, code, ticketCode, skipped } = lowered;
  const findOnly = options.findOnly === true;
  const ignores = createIgnores(read);
  const leftAlone = new Set(options.leftAlone?.map(nodeOf));
  const context: RuleContext = {
    requests,
    judged,
    ...(tree.withTokens && { sending: sendingTokens(requests, options.hosts) }),
    speller: findOnly ? SILENT : speller,
    takenNames: settings.takenNames,
    // To see all of a variable, every file is read; it decides on names alone.
    seesAllOf: findOnly ? () => false : settings.seesAllOf,
    settingBeside: findOnly ? () => [] : settings.beside,
    tokenName: options.tokenName,
    code,
    ticketCode,
    annotate: options.annotate === true,
    isIgnored: (ruleId, at) => ignores.reasonAt(ruleId, at) !== undefined,
    isLeftAlone: (at) => leftAlone.has(nodeOf(at)),
    hosts: options.hosts,
  };
  const outcomes = RULES.map((rule) => rule.check(context));
  const tokens = placeTokens(
    outcomes.flatMap((outcome) => outcome.tokens),
    read,
    findOnly ? () => [] : settings.placesOf,
  );
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const edits = fixesOf(findings).flatMap((fix) => (fix.safety === 'safe' ? fix.edits : []));
  const leftBehind = (made: readonly Edit[]) =>
    made.length === 0
      ? []
      : [...lowered.leftOvers(made).map(tellLeftOver), ...noteOldNames(tree, read, tokens, made)].map(
          (finding) => markIgnored(finding, ignores),
        );
  const unset = findOnly ? [] : tokens.flatMap((need) => tellUnset(need, edits, settings));
  const found = [...findings, ...tokens.map(tellNeed), ...unset].map((finding) =>
    markIgnored(finding, ignores),
  );
  return {
    revoke: outcomes.flatMap((outcome) => outcome.revoke ?? []),
    findings: [...found, ...leftBehind(edits)].sort(inOrder),
    tokens,
    skipped,
    leftBehind,
  };
}

function tellNeed({ source, callSites, byHand = [] }: TokenNeed): Finding {
  const name = source.name === '' ? '' : `, as \`${source.name}\``;
  const message =
    byHand.length < callSites.length
      ? `A token must be generated and supplied here${name}.`
      : `A token must be generated for what is rewritten by hand here${name}.`;
  return { ruleId: 'needs-token', severity: 'note', message, at: source.at };
}

/** Where a variable is set that stays, and the one beside it that is read from now on is not. */
function tellUnset(
  { source: { name, beside } }: TokenNeed,
  edits: readonly Edit[],
  { namedWithout, placesOf }: Pick<Settings, 'namedWithout' | 'placesOf'>,
): Finding[] {
  if (beside === undefined) return [];
  const setting = new Set(placesOf(name).map(({ file }) => file));
  return namedWithout(edits, beside)
    .filter(({ file }) => !setting.has(file))
    .map((at) => ({
      ruleId: 'needs-token',
      severity: 'note',
      message: `\`${beside}\` stays here, and \`${name}\` must be set beside it.`,
      at,
    }));
}

const LEFT: Readonly<Record<LeftOver['kind'], (name: string) => string>> = {
  variable: (name) =>
    `Nothing reads \`${name}\` here any more. It stays, since code that was not seen may use it, or giving it its value does more than that.`,
  setting: (name) => `\`${name}\` stands here, and no script reads it any more.`,
  key: (name) =>
    `The migrated calls no longer read \`${name}\`. It stays, since not every use of it was seen.`,
};

function tellLeftOver({ kind, name, at }: LeftOver): Finding {
  return { ruleId: 'left-over', severity: 'note', message: LEFT[kind](name), at };
}

function inOrder(a: Finding, b: Finding): number {
  return a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start;
}
