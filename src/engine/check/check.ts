import { isScript } from '../../languages/javascript/syntax/files.ts';
import type { SourceRange } from '../../model/edit.ts';
import { type Finding, filesNamedBy, filesOfNeed, type Skipped } from '../../model/finding.ts';
import type { AppliedFinding, CheckResult, Standing } from '../../model/migration.ts';
import type { Position } from '../../model/position.ts';
import { UNWATCHED, type Watch } from '../../model/watch.ts';
import type { AnalysisOptions } from '../analyse.ts';
import { findConfig } from '../config.ts';
import { frontEndsFor } from '../front-ends/for-tree.ts';
import { createIgnores, IgnoredLines, markIgnored } from '../ignores.ts';
import { unreadLanguages } from '../unread-languages.ts';
import { unusedIgnores } from '../unused-ignores.ts';
import type { Acceptance } from './accept.ts';
import { countingNeeds, type Needs } from './as-migrated.ts';
import { createChangeTest } from './changes.ts';
import type { TextFinding } from './judge-as-text.ts';
import { type CheckScope, openSource, type Source, type What } from './scope.ts';
import { understand } from './understand.ts';

export interface CheckOptions {
  /** Files and folders, absolute or relative to `cwd`; none means everything. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly what?: What;
  /** True: warnings block, too. */
  readonly strict?: boolean;
  /** The file of findings that are accepted. */
  readonly baseline?: string;
  /** True: all that is found is accepted from now on. */
  readonly updateBaseline?: boolean;
  /** True: it is also told what would mend a finding, which takes longer. */
  readonly withFixes?: boolean;
  readonly watch?: Watch;
  /** True: the tokens are told as `migrate` would name them, which takes longer, too. */
  readonly withPlan?: boolean;
  /** Finds the name to generate tokens under; asked where one is needed. */
  readonly displayName?: () => string;
}

/** Finds what `migrate` would find, changes no source, and tells which findings block. */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { cwd, what = { kind: 'work-tree' }, paths, watch = UNWATCHED } = options;
  const source = await openSource(what, cwd);
  const {
    hosts,
    ignored,
    tokenName = 'ZOHO_AUTHTOKEN',
    file,
  } = findConfig(cwd, source.top, source.readTexts);
  watch.configure?.(file);
  const scope = source.judge(paths, ignored, watch);
  watch.at('relate', 0);
  const frontEnds = await frontEndsFor(scope.around());
  const settings = { tokenName, hosts, frontEnds, watch };
  const analysis = await understand(scope, settings, options);
  const texts = await judgeTexts(scope, settings, analysis.findings);
  const { judged } = scope;
  const found = [...analysis.findings, ...texts.findings.map(({ finding }) => finding)];
  const isRead = (file: string) => isScript(file) || frontEnds.of(file) !== undefined || texts.read.has(file);
  const unused = unusedIgnores(scope.judged, isRead, found, analysis.skipped);
  const findings = [...found, ...unused];
  const { asMigrated } = analysis;
  const plan = options.withPlan ? asMigrated : analysis;
  const { texts: textOf, textAt } = textsAround(scope, findings, texts.findings, plan);
  const isChanged = createChangeTest(scope, texts.findings);
  const counting = findings.filter(({ ignored, severity }) => ignored === undefined && severity !== 'note');
  // What was there before comes first: then it is the copy that is new.
  counting.sort((a, b) => Number(isChanged(a)) - Number(isChanged(b)));
  const { accepted, stale } = await acceptance(options, source, scope, counting, textAt);
  const told = findings.map((finding): AppliedFinding => {
    const standing = accepted.has(finding)
      ? 'accepted'
      : standingOf(finding, isChanged(finding), options.strict === true);
    return { ...finding, ...asMigrated.fixOf(finding), applied: false, standing };
  });
  const tokens = countingNeeds(plan.tokens, told);
  return {
    root: cwd,
    dryRun: true,
    filesScanned: judged.filesScanned,
    leftOut: judged.leftOut,
    changed: [],
    findings: told,
    tokens,
    revoke: plan.revoke.filter(({ at }) => judged.has(at.file)),
    skipped: [
      ...judged.skipped.filter(({ file }) => !texts.read.has(file)),
      ...analysis.skipped,
      ...texts.skipped,
    ],
    texts: textOf,
    positions: positionsOf(texts.findings),
    displayName: tokens.length > 0 ? (options.displayName?.() ?? '') : '',
    check: {
      changedLinesOnly: scope.changedLines !== undefined,
      stale: stale.map(({ ruleId, path }) => ({ ruleId, file: path })),
      pruned: options.updateBaseline === true,
      staleBlocks: options.strict === true && options.updateBaseline !== true,
    },
  };
}

/** What the baseline, if there is one, makes of what was found. */
async function acceptance(
  { baseline: path, updateBaseline, cwd }: CheckOptions,
  source: Source,
  scope: CheckScope,
  counting: readonly Finding[],
  textAt: (range: SourceRange) => string,
): Promise<Acceptance> {
  if (path === undefined) return { accepted: new Set(), stale: [] };
  const { acceptAll, acceptKnown, baselineAt } = await import('./accept.ts');
  const baseline = baselineAt(path, cwd);
  return updateBaseline
    ? acceptAll(baseline, scope, counting, textAt)
    : acceptKnown(baseline, source, scope, counting, textAt);
}

function standingOf({ severity, ignored }: Finding, isChanged: boolean, strict: boolean): Standing {
  if (ignored !== undefined) return 'ignored';
  if (!isChanged) return 'elsewhere';
  return severity === 'error' || (strict && severity === 'warning') ? 'blocks' : 'passes';
}

/** The texts that findings and tokens lie in, as far as they are kept, and what stands in a range. */
function textsAround(
  scope: CheckScope,
  findings: readonly Finding[],
  inTexts: readonly TextFinding[],
  { tokens, revoke }: Needs,
) {
  const passed = new Map(inTexts.map(({ finding: { at }, text }) => [JSON.stringify(at), text]));
  const known = new Set(inTexts.map(({ finding }) => finding));
  const tree = scope.around();
  const kept = [
    ...findings.filter((finding) => !known.has(finding)).flatMap(filesNamedBy),
    ...tokens.flatMap(filesOfNeed),
    ...revoke.map(({ at }) => at.file),
  ];
  return {
    texts: new Map(kept.map((file) => [file, tree.read(file) ?? ''])),
    textAt: (range: SourceRange) =>
      passed.get(JSON.stringify(range)) ?? tree.read(range.file)?.slice(range.start, range.end) ?? '',
  };
}

interface JudgedTexts {
  readonly findings: readonly TextFinding[];
  /** Files that were judged in this way, and so are not left unread. */
  readonly read: ReadonlySet<string>;
  readonly skipped: readonly Skipped[];
}

/** A comment was understood already in a file that is judged as text. */
function isSamePlace(a: Finding, b: Finding): boolean {
  return a.ruleId === b.ruleId && a.at.file === b.at.file && a.at.start < b.at.end && b.at.start < a.at.end;
}

/** Judges what no parser reads: generated and large files, and other languages. */
async function judgeTexts(
  { judged }: CheckScope,
  { hosts, frontEnds, watch }: Required<Pick<AnalysisOptions, 'hosts' | 'frontEnds' | 'watch'>>,
  known: readonly Finding[],
): Promise<JudgedTexts> {
  const unread = unreadLanguages(judged, frontEnds);
  const listed = [...judged.skipped.filter(({ isText }) => isText), ...unread];
  if (listed.length === 0) return { findings: [], read: new Set(), skipped: [] };
  const { judgeAsText } = await import('./judge-as-text.ts');
  const ignores = createIgnores(judged.read);
  const findings: TextFinding[] = [];
  const read = new Set<string>();
  const skipped: Skipped[] = [];
  for (const [done, one] of listed.entries()) {
    watch.at('judge', done, listed.length, one.file);
    const judgement = judgeAsText(one.file, judged.readPieces, hosts);
    // What is not kept was read for its comments on the way.
    const lines = judged.read(one.file) === undefined ? new IgnoredLines(judgement.ignores) : undefined;
    for (const found of judgement.findings) {
      const { finding, start } = found;
      if (known.some((other) => isSamePlace(other, finding))) continue;
      const comment = lines?.on(start.line - 1, finding.ruleId);
      findings.push({
        ...found,
        finding: comment ? { ...finding, ignored: comment.reason } : markIgnored(finding, ignores),
      });
    }
    read.add(one.file);
    if (!judgement.inTime)
      skipped.push({ file: one.file, reason: 'takes too long to be judged', failed: true });
    // In a language of its own, a call may have a form that text alone does not show.
    else if (unread.includes(one) && judgement.findings.length === 0) skipped.push(one);
  }
  return { findings, read, skipped };
}

function positionsOf(found: readonly TextFinding[]): Map<string, Map<number, Position>> {
  const positions = new Map<string, Map<number, Position>>();
  for (const { finding, start, end } of found) {
    const known = positions.get(finding.at.file) ?? new Map<number, Position>();
    positions.set(finding.at.file, known.set(start.offset, start).set(end.offset, end));
  }
  return positions;
}
