import { encode } from '../files/decode.ts';
import { findTop } from '../files/git/repository.ts';
import { uncommittedChanges } from '../files/git/uncommitted.ts';
import { readTexts } from '../files/texts.ts';
import { replaceAll, withCleanup } from '../files/write.ts';
import { isScript } from '../languages/javascript/syntax/files.ts';
import type { Edit } from '../model/edit.ts';
import { type Finding, type Fix, filesNamedBy, filesOfNeed } from '../model/finding.ts';
import type { AppliedFinding, ChangedFile, MigrationResult } from '../model/migration.ts';
import type { Analysis, analyse } from './analyse.ts';
import { applyEdits, type Selection } from './apply.ts';
import { findComponents } from './components.ts';
import { findConfig } from './config.ts';
import { DirtyFiles } from './errors.ts';
import { frontEndsFor } from './front-ends/for-tree.ts';
import { readTree } from './read-tree.ts';
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
  /** Hosts of white-labelled CRM installations. */
  readonly hosts?: readonly string[];
}

/**
 * Migrates a tree: finds the calls, rewrites them in memory, verifies the result and writes it, all or nothing.
 *
 * @throws UsageError for paths that do not exist, DirtyFiles when files to be changed have uncommitted changes, and
 * what writing throws (src/files/write.ts)
 */
export async function migrate(options: MigrateOptions): Promise<MigrationResult> {
  const config = findConfig(options.cwd, findTop(options.cwd) ?? options.cwd, readTexts);
  const tree = readTree(options.paths, options.cwd, config.ignored);
  const frontEnds = await frontEndsFor(tree);
  const settings = {
    frontEnds,
    tokenName: options.tokenEnv ?? config.tokenName ?? 'ZOHO_AUTHTOKEN',
    hosts: [...config.hosts, ...(options.hosts ?? [])],
    annotate: options.annotate === true,
  };
  const isRead = (file: string) => isScript(file) || frontEnds.of(file) !== undefined;
  const { analysis, selection } = await understand(tree, settings, options.unsafe === true);
  const removal =
    options.removeTicketCode === true ? await takeOut(tree, analysis, selection, settings) : NOTHING;
  const findings = [
    ...told(analysis, selection, removal),
    ...unusedIgnores(tree, isRead, analysis.findings, analysis.skipped),
  ];
  const changed = changedFiles(tree, selection, removal);
  const isMade = createMadeTest(selection);
  if (options.write && changed.length > 0) await write(tree, changed, options.allowDirty === true);
  return {
    root: options.cwd,
    dryRun: !options.write,
    filesScanned: tree.filesScanned,
    leftOut: tree.leftOut,
    changed,
    findings: findings.map((finding) => ({
      ...outcomeOf(finding, selection, removal, isMade),
      ...(finding.ignored !== undefined && { standing: 'ignored' as const }),
    })),
    tokens: analysis.tokens,
    revoke: analysis.revoke ?? [],
    skipped: [...tree.skipped, ...analysis.skipped, ...unreadLanguages(tree, frontEnds)],
    texts: textsOf(tree, findings, analysis),
    displayName: options.displayName ?? 'zoho-crm-client',
  };
}

const NOTHING: TicketRemoval = { texts: new Map(), outcomes: [] };

/** Tells of a finding what became of it. */
function outcomeOf(
  finding: Finding,
  selection: Selection,
  { outcomes }: TicketRemoval,
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
  settings: Parameters<typeof analyse>[2],
): Promise<TicketRemoval> {
  if (analysis.findings.length === 0) return NOTHING;
  const { takeOutTicketCode } = await import('./ticket-removal.ts');
  return takeOutTicketCode(tree, selection.edits, settings);
}

/** Parsers are loaded here, and only where there is something to parse. */
async function understand(
  tree: Tree,
  settings: Parameters<typeof analyse>[2],
  allowUnsafe: boolean,
): Promise<{ analysis: Analysis; selection: Selection }> {
  if (findComponents(tree).parts.length === 0)
    return {
      analysis: { findings: [], tokens: [], skipped: [] },
      selection: { edits: new Map(), refused: new Map() },
    };
  const { analyseSafely } = await import('./analyse-safely.ts');
  const { verify } = await import('./verify.ts');
  const analysis = analyseSafely(tree, tree.read, settings);
  return { analysis, selection: verify(tree, analysis, settings, allowUnsafe) };
}

function changedFiles(tree: Tree, { edits }: Selection, { texts }: TicketRemoval): ChangedFile[] {
  const files = [...new Set([...edits.keys(), ...texts.keys()])];
  return files.flatMap((file) => {
    const before = tree.read(file) ?? '';
    const after = texts.get(file) ?? applyEdits(before, edits.get(file) ?? []);
    return before === after ? [] : [{ file, encoding: tree.original(file)!.encoding, before, after }];
  });
}

/** Where something was refused, or more was taken out, what is left over is not known. */
function told({ findings }: Analysis, { refused }: Selection, { texts }: TicketRemoval): readonly Finding[] {
  const isKnown = (file: string) => refused.size === 0 && !texts.has(file);
  return findings.filter(({ ruleId, at }) => ruleId !== 'left-over' || isKnown(at.file));
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

async function write(tree: Tree, changed: readonly ChangedFile[], allowDirty: boolean): Promise<void> {
  if (!allowDirty) {
    const dirty = uncommittedChanges(changed.map(({ file }) => file));
    if (dirty.size > 0) throw new DirtyFiles([...dirty].sort());
  }
  const replacements = changed.map(({ file, encoding, after }) => ({
    file,
    expectedBytes: tree.original(file)!.bytes,
    newBytes: encode(after, encoding),
  }));
  await withCleanup(() => replaceAll(replacements));
}
