import { encode } from '../files/decode.ts';
import { uncommittedChanges } from '../files/git/uncommitted.ts';
import { isSystemError, meaningOf } from '../files/system-errors.ts';
import { replaceAll, WriteRefused, withCleanup } from '../files/write.ts';
import type { Edit } from '../model/edit.ts';
import { Failure } from '../model/failure.ts';
import { type Finding, type Fix, filesNamedBy, filesOfNeed } from '../model/finding.ts';
import type { AppliedFinding, ChangedFile, MigrationResult } from '../model/migration.ts';
import { asStage, UNWATCHED, type Watch } from '../model/watch.ts';
import type { Analysis, AnalysisOptions } from './analyse.ts';
import { applyEdits, type Selection } from './apply.ts';
import { DirtyFiles } from './errors.ts';
import { type Prepared, prepare, understand } from './prepare.ts';
import type { TicketRemoval } from './ticket-removal.ts';
import type { Tree } from './tree.ts';
import { unreadLanguages } from './unread-languages.ts';
import { unusedIgnores } from './unused-ignores.ts';

export interface MigrateOptions {
  /** Files and folders, absolute or relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** False for a dry run. */
  readonly write: boolean;
  readonly unsafe?: boolean;
  readonly tokenEnv?: string;
  readonly displayName?: string;
  readonly allowDirty?: boolean;
  /** Also take out the code that fetches tickets, where nothing needs it any more. */
  readonly removeTicketCode?: boolean;
  /** Whether a comment is put above each piece of ticket code. */
  readonly annotate?: boolean;
  /** Whether the plan tells of tokens, too, that calls send already. */
  readonly withTokensSent?: boolean;
  /** Hosts of white-labelled CRM installations. */
  readonly hosts?: readonly string[];
  readonly watch?: Watch;
}

/**
 * Migrates a tree: finds the calls, rewrites them in memory, verifies the result and writes it, all or nothing.
 *
 * @throws Failure for paths that do not exist, DirtyFiles when files to be changed have uncommitted changes, and
 * what writing throws (src/files/write.ts)
 */
export async function migrate(options: MigrateOptions): Promise<MigrationResult> {
  const { watch = UNWATCHED } = options;
  const prepared = await prepare(options);
  const { tree, settings } = prepared;
  const understood = await understand(prepared, settings, options.unsafe === true);
  const { analysis, selection } = understood;
  const removal =
    options.removeTicketCode === true ? await takeOut(tree, analysis, selection, settings) : NOTHING;
  const changed = changedFiles(tree, selection, removal);
  if (options.write && changed.length > 0) await write(tree, changed, options.allowDirty === true, watch);
  return resultOf(prepared, options, analysis, {
    changed,
    findings: told(analysis, selection, removal),
    outcomeOf: outcomesFrom(selection, removal),
  });
}

/** What became of a tree: the files that are changed, and each finding that is to be told, with its outcome. */
interface Outcome {
  readonly changed: readonly ChangedFile[];
  readonly findings: readonly Finding[];
  outcomeOf(finding: Finding): AppliedFinding;
}

/** Puts together what reports are made of. */
export function resultOf(
  { tree, frontEnds, isRead }: Prepared,
  options: MigrateOptions,
  analysis: Analysis,
  { changed, findings, outcomeOf }: Outcome,
): MigrationResult {
  const told = [...findings, ...unusedIgnores(tree, isRead, analysis.findings, analysis.skipped)];
  return {
    root: options.cwd,
    dryRun: !options.write,
    filesScanned: tree.filesScanned,
    leftOut: tree.leftOut,
    changed,
    findings: told.map(outcomeOf).map((finding) => ({
      ...finding,
      ...(finding.ignored !== undefined && { standing: 'ignored' as const }),
    })),
    tokens: analysis.tokens,
    revoke: analysis.revoke ?? [],
    skipped: [...tree.skipped, ...analysis.skipped, ...unreadLanguages(tree, frontEnds)],
    texts: textsOf(tree, told, analysis),
    displayName: options.displayName ?? 'zoho-crm-client',
  };
}

const NOTHING: TicketRemoval = { texts: new Map(), outcomes: [] };

/** Tells of findings what became of them. */
export function outcomesFrom(
  selection: Selection,
  { outcomes }: TicketRemoval = NOTHING,
): (finding: Finding) => AppliedFinding {
  const isMade = createMadeTest(selection);
  return (finding) => outcomeOf(finding, selection, outcomes, isMade);
}

function outcomeOf(
  finding: Finding,
  selection: Selection,
  outcomes: TicketRemoval['outcomes'],
  isMade: (fix: Fix) => boolean,
): AppliedFinding {
  const piece = outcomes.find(
    ({ at }) => finding.ticketCode && at.file === finding.at.file && at.start === finding.at.start,
  );
  if (piece)
    return {
      ...finding,
      fix: { safety: 'unsafe', group: 'ticket-code', edits: [] },
      applied: piece.isGone,
      ...(!piece.isGone && piece.reason !== undefined && { refusal: piece.reason }),
    };
  const refusal = finding.fix && selection.refused.get(finding.fix.group);
  const applied = finding.fix !== undefined && isMade(finding.fix);
  return { ...finding, applied, ...(refusal !== undefined && { refusal }) };
}

/** Tells of a fix whether all of its edits were chosen; findings that share a group share the list. */
function createMadeTest({ edits }: Selection): (fix: Fix) => boolean {
  const places = new Set([...edits.values()].flat().map(placeOf));
  const known = new Map<readonly Edit[], boolean>();
  return (fix) => {
    const made =
      known.get(fix.edits) ?? (fix.edits.length > 0 && fix.edits.every((edit) => places.has(placeOf(edit))));
    known.set(fix.edits, made);
    return made;
  };
}

function placeOf({ file, start, text }: Edit): string {
  return `${start} ${file} ${text}`;
}

async function takeOut(
  tree: Tree,
  analysis: Analysis,
  selection: Selection,
  settings: AnalysisOptions,
): Promise<TicketRemoval> {
  if (analysis.findings.length === 0) return NOTHING;
  const { takeOutTicketCode } = await import('./ticket-removal.ts');
  const watch = asStage('remove', settings.watch ?? UNWATCHED);
  watch.at('remove', 0);
  return takeOutTicketCode(tree, selection.edits, { ...settings, watch });
}

function changedFiles(tree: Tree, { edits }: Selection, { texts }: TicketRemoval): ChangedFile[] {
  const files = [...new Set([...edits.keys(), ...texts.keys()])];
  return files.flatMap((file) => {
    const before = tree.read(file) ?? '';
    const after = texts.get(file) ?? applyEdits(before, edits.get(file) ?? []);
    return before === after ? [] : [{ file, encoding: tree.original(file)!.encoding, before, after }];
  });
}

/** Where something was refused, other things are left over; where more was taken out, what is left over is not known. */
export function told(
  { findings, leftBehind }: Analysis,
  { edits, refused }: Selection,
  { texts }: TicketRemoval = NOTHING,
): readonly Finding[] {
  const isLeft = ({ ruleId }: Finding) => ruleId === 'left-over';
  const left =
    refused.size === 0 ? findings.filter(isLeft) : (leftBehind?.([...edits.values()].flat()) ?? []);
  return [...findings.filter((finding) => !isLeft(finding)), ...left.filter(({ at }) => !texts.has(at.file))];
}

function textsOf(
  tree: Tree,
  findings: Analysis['findings'],
  { tokens, revoke = [] }: Analysis,
): Map<string, string> {
  const files = new Set([
    ...findings.flatMap(filesNamedBy),
    ...tokens.flatMap(filesOfNeed),
    ...revoke.map(({ at }) => at.file),
  ]);
  return new Map([...files].map((file) => [file, tree.read(file) ?? '']));
}

async function write(
  tree: Tree,
  changed: readonly ChangedFile[],
  allowDirty: boolean,
  watch: Watch,
): Promise<void> {
  watch.at('write', 0, changed.length);
  if (!allowDirty) {
    const dirty = uncommittedChanges(changed.map(({ file }) => file));
    if (dirty.size > 0) throw new DirtyFiles([...dirty].sort());
  }
  const replacements = changed.map(({ file, encoding, after }) => ({
    file,
    expectedBytes: tree.original(file)!.bytes,
    newBytes: encode(after, encoding),
  }));
  let current = changed[0]!.file;
  try {
    await withCleanup(() =>
      replaceAll(replacements, (done, file) => {
        current = file;
        watch.at('write', done, changed.length, file);
      }),
    );
  } catch (error) {
    if (error instanceof WriteRefused)
      throw new Failure(`${error.message}, or leave it out ("ignore" in zoho-authtoken.json)`, {
        cause: error,
      });
    if (!isSystemError(error)) throw error;
    throw new Failure(`${current} cannot be written, so that nothing was changed: ${meaningOf(error)}`, {
      cause: error,
    });
  }
}
