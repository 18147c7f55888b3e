import { uncommittedChanges } from '../../files/git/uncommitted.ts';
import type { Edit, SourceRange } from '../../model/edit.ts';
import type { ChangedFile } from '../../model/migration.ts';
import { applyEdits, type Selection } from '../apply.ts';
import { DirtyFiles } from '../errors.ts';
import { type MigrateOptions, told } from '../migrate.ts';
import { type Prepared, prepare, type Understood } from '../prepare.ts';
import { unusedIgnores } from '../unused-ignores.ts';
import { type Choices, commentsIn, keysLeft } from './choices.ts';
import { type Item, itemsOf } from './items.ts';
import { Replanner, type Staying } from './replanner.ts';

/** What a run would do that leaves some calls alone. */
export interface Plan extends Understood {
  readonly items: readonly Item[];
}

/**
 * A migration of which each finding is decided by itself.
 *
 * What is left alone is planned around, as what a comment ignores is: the tree is judged anew, and what is planned for
 * the rest is what a run would do that never heard of it. A variable that a call which stays reads keeps its name, a
 * constant that it uses its value. So a decision may change what others look like; who decides is told.
 *
 * The text on the disk is never planned on: all plans are made for the tree as it was when the session began, and what is
 * written is held against them.
 */
export interface Session {
  readonly prepared: Prepared;
  readonly replanner: Replanner;
  readonly options: MigrateOptions;
  /** What was written so far, or would have been. */
  readonly written: Map<string, WrittenFile>;
  /** Files with changes that git could not bring back. */
  readonly dirty: ReadonlySet<string>;
  /** The first plan: what a run without questions would do. */
  readonly first: Plan;
  /** Where the items stand that were in any plan, and their groups. */
  readonly known: Map<
    string,
    { readonly at: SourceRange; readonly isCall: boolean; groups: readonly string[] }
  >;
}

interface WrittenFile {
  readonly text: string;
  /** The same without the comments of choices. */
  readonly planned: string;
}

export const LEFT_BY_YOU = 'skipped by you';

/**
 * Looks at a tree and makes the first plan.
 *
 * @throws what `migrate` throws before it writes
 */
export async function openSession(options: MigrateOptions): Promise<Session> {
  const prepared = await prepare(options);
  const known: Session['known'] = new Map();
  const replanner = new Replanner(prepared, options.unsafe === true);
  const first = planWith({ prepared, replanner, options, known }, new Set());
  const changed = [...first.selection.edits.keys()];
  const files = [...new Set([...changed, ...first.items.map(({ finding }) => finding.at.file)])];
  const isSafe = options.allowDirty === true || !options.write;
  const dirty = isSafe ? new Set<string>() : uncommittedChanges(files);
  const refused = changed.filter((file) => dirty.has(file)).sort();
  if (refused.length > 0) throw new DirtyFiles(refused);
  return { prepared, replanner, options, known, first, dirty, written: new Map() };
}

/** What is to be done once these choices are made; what is not decided is planned as if it were taken. */
export function planAround(session: Session, choices: Choices): Plan {
  const left = keysLeft(choices);
  return left.size === 0 ? session.first : planWith(session, left);
}

/** The same for keys of items that stay. */
function planWith(
  { prepared, replanner, options, known }: Pick<Session, 'prepared' | 'replanner' | 'options' | 'known'>,
  left: ReadonlySet<string>,
): Plan {
  const allowUnsafe = options.unsafe === true;
  const understood = replanner.plan(leaving({ known }, left));
  const { analysis, selection } = understood;
  const { tree, isRead } = prepared;
  const findings = [
    ...told(analysis, selection),
    ...unusedIgnores(tree, isRead, analysis.findings, analysis.skipped),
  ];
  const items = itemsOf(findings, selection, allowUnsafe, (file) => tree.read(file) ?? '');
  // A group that is left alone is still the item's.
  for (const { key, finding, groups } of items)
    known.set(key, {
      at: finding.at,
      isCall: finding.ruleId === 'deprecated-params',
      groups: groups.length > 0 ? groups : (known.get(key)?.groups ?? []),
    });
  return { ...understood, items };
}

/** What is to stay for some items to stay: calls are planned around, other fixes are not made. */
export function leaving({ known }: Pick<Session, 'known'>, left: ReadonlySet<string>): Staying {
  const staying = [...left].flatMap((key) => known.get(key) ?? []);
  return {
    leftAlone: staying.flatMap(({ isCall, at }) => (isCall ? [at] : [])),
    banned: new Map(
      staying.flatMap(({ isCall, groups }) =>
        isCall ? [] : groups.map((group) => [group, LEFT_BY_YOU] as const),
      ),
    ),
  };
}

/** The text of a file once the edits of a selection are made and the comments of choices are put in. */
export function textWith(
  { prepared: { tree } }: Pick<Session, 'prepared'>,
  file: string,
  { edits }: Selection,
  choices: Choices,
): string {
  // What is put in at one place stands in this order: a comment is nearest to the call that it is about.
  return applyEdits(tree.read(file) ?? '', [...(edits.get(file) ?? []), ...commentsIn(file, choices)]);
}

/** Files as some edits alone would change them. */
export function changesBy({ prepared: { tree } }: Session, edits: readonly Edit[]): ChangedFile[] {
  const files = [...new Set(edits.map(({ file }) => file))].sort();
  return files.map((file) => {
    const before = tree.read(file) ?? '';
    const after = applyEdits(
      before,
      edits.filter((edit) => edit.file === file),
    );
    return { file, encoding: tree.original(file)!.encoding, before, after };
  });
}
