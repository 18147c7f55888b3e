import { isScript } from '../../languages/javascript/syntax/files.ts';
import { createModule } from '../../languages/javascript/syntax/module.ts';
import { IGNORE } from '../../languages/text/ignore-comments.ts';
import type { Comments } from '../../model/comments.ts';
import type { Edit, Range } from '../../model/edit.ts';
import { analyseSafely } from '../analyse-safely.ts';
import { applyEdits, type Selection } from '../apply.ts';
import { focusOn, partsAround } from '../components.ts';
import { placeAfter } from '../offsets.ts';
import { breaks } from '../verify.ts';
import { type Choice, type Choices, commentsIn } from './choices.ts';
import { candidatesFor } from './comment-places.ts';
import type { Item } from './items.ts';
import { findFault, reasonFrom } from './reason.ts';
import { leaving, type Plan, type Session, textWith } from './session.ts';

type Ignoring = Extract<Choice, { readonly kind: 'ignore' }>;

/**
 * Finds where a comment can stand that lets an item be ignored. Each place is tried: the reader of the file must see a
 * comment there and no new error, and a run over the result must ignore what is to be ignored and nothing else.
 *
 * @returns the choice with its comment, or why there can be none, for people
 */
export function placeComment(
  session: Session,
  plan: Plan,
  choices: Choices,
  item: Item,
  said: string,
): Ignoring | string {
  const { file, start } = item.finding.at;
  const text = session.prepared.tree.read(file) ?? '';
  if (session.dirty.has(file)) return 'the file has uncommitted changes';
  const comments = commentsAt(session, file, text, start);
  if (!comments)
    return /\.json$/i.test(file) ? 'JSON has no comments' : 'how comments are written there is not known';
  const reason = reasonFrom(said);
  const fault = findFault(reason, comments.line ?? comments.block?.[0]);
  if (fault !== undefined) return fault;
  const candidates = candidatesFor(
    item.finding,
    text,
    comments,
    `${IGNORE}[${item.finding.ruleId}]: ${reason}`,
  );
  const covering = coveringOf(item, choices);
  const own = candidates
    .filter((comment) => isComment(session, comment, text, start))
    .filter((comment) => !breaks(file, text, applyEdits(text, [comment]), session.prepared.frontEnds))
    .map((comment): Ignoring => ({ kind: 'ignore', reason, comment }));
  for (const choice of [...covering, ...own]) {
    if (isTakenAway(choice.comment, plan.selection)) continue;
    const withIt = new Map([...choices, [item.key, choice]]);
    const after = textWith(session, file, plan.selection, withIt);
    if (unheededIn(session, withIt, plan.selection, file, after).length === 0) return choice;
  }
  return 'no place was found where it would be a comment, and would be about this finding alone';
}

/** Keys of the items of which a run over new texts would not heed the comment. */
export function findUnheeded(
  session: Session,
  choices: Choices,
  selection: Selection,
  texts: ReadonlyMap<string, string>,
): string[] {
  return [...texts].flatMap(([file, text]) => unheededIn(session, choices, selection, file, text));
}

function unheededIn(
  session: Session,
  choices: Choices,
  selection: Selection,
  file: string,
  text: string,
): string[] {
  const ignored = [...choices].flatMap(([key, choice]) =>
    choice.kind === 'ignore' && choice.comment.file === file ? [{ key, choice }] : [],
  );
  if (ignored.length === 0) return [];
  const { prepared, known } = session;
  const { tree } = prepared;
  const edits = [...(selection.edits.get(file) ?? []), ...commentsIn(file, choices)];
  const others = [...choices].flatMap(([key, { kind }]) => (kind === 'leave' ? [key] : []));
  const { leftAlone } = leaving(session, new Set(others));
  const found = analyseSafely(
    focusOn(tree, partsAround(tree, new Set([file]))),
    (other) => (other === file ? text : tree.read(other)),
    {
      ...prepared.settings,
      leftAlone: leftAlone.map((at) => (at.file === file ? placeAfter(at, edits) : at)),
    },
  );
  const placeOf = (key: string) => placeAfter(known.get(key)!.at, edits).start;
  return ignored.flatMap(({ key, choice }) => {
    const rule = key.split(' ')[0];
    const isHeeded = found.findings.some(
      ({ at, ruleId, ignored: reason }) =>
        at.file === file && at.start === placeOf(key) && ruleId === rule && reason === choice.reason,
    );
    return isHeeded ? [] : [key];
  });
}

/** Choices with a comment that may speak of an item, too: one on its line, for its rule. */
function coveringOf({ key, finding }: Item, choices: Choices): Ignoring[] {
  return [...choices].flatMap(([other, choice]) =>
    choice.kind === 'ignore' &&
    other !== key &&
    other.startsWith(`${finding.ruleId} `) &&
    choice.comment.file === finding.at.file
      ? [choice]
      : [],
  );
}

/** Whether what is to be made of a file takes the place away where a comment would stand. */
function isTakenAway({ file, start: place }: Edit, { edits }: Selection): boolean {
  return (edits.get(file) ?? []).some(({ start, end }) => start < place && place < end);
}

/** Whether what reads the file sees a comment where one is put, and there alone. */
function isComment(session: Session, comment: Edit, text: string, place: number): boolean {
  const { file, start } = comment;
  const mark = start + comment.text.indexOf(IGNORE);
  const written: Range = {
    start: mark,
    end: mark + comment.text.slice(comment.text.indexOf(IGNORE)).trimEnd().length,
  };
  const after = applyEdits(text, [comment]);
  const moved = placeAfter({ file, start: place, end: place }, [comment]).start;
  const before = commentsAt(session, file, text, place)!;
  const { ranges } = commentsAt(session, file, after, moved) ?? { ranges: [] };
  // The marks that close it may be left out.
  const slack = before.block?.[1].length ?? 0;
  return (
    ranges.length === before.ranges.length + 1 &&
    ranges.some((range) => range.start <= written.start && range.end >= written.end - slack)
  );
}

function commentsAt({ prepared }: Session, file: string, text: string, place: number): Comments | undefined {
  if (!isScript(file)) return prepared.frontEnds.of(file)?.commentsAt?.(file, text, place);
  try {
    const { comments } = createModule(file, text);
    return {
      line: '//',
      block: ['/*', '*/'],
      places: ['above', 'behind', 'before'],
      ranges: comments.map(({ start, end }) => ({ start: start!, end: end! })),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
