import { encode } from '../../files/decode.ts';
import { replaceAll } from '../../files/write.ts';
import { type Selection, selectFixes } from '../apply.ts';
import { DirtyFiles } from '../errors.ts';
import { type Choices, keysLeft } from './choices.ts';
import { findUnheeded } from './ignore-comment.ts';
import { leaving, type Plan, type Session, textWith } from './session.ts';
import { type FileSet, isDecided, setsOf } from './sets.ts';

/** What came of writing. */
export interface Settled {
  /** Files in order. */
  readonly written: readonly string[];
  /** Keys of items whose comment would not hold in what was to be written: then nothing of their set was. */
  readonly unheeded: readonly string[];
}

/**
 * Writes the files of which all is decided, and which come out the same however the rest is decided: with the rest taken
 * and with the rest left alone. What stands in doubt waits.
 *
 * @throws what writing throws, with nothing half: the files of a set are all replaced, or none
 */
export function settle(session: Session, plan: Plan, choices: Choices): Settled {
  const sets = setsOf(plan.items).filter((set) => isDecided(set, choices));
  const written: string[] = [];
  const unheeded: string[] = [];
  for (const set of sure(session, plan, choices, sets)) {
    const texts = freshTexts(session, plan, choices, set);
    if (texts.size === 0) continue;
    const bad = findUnheeded(session, choices, plan.selection, texts);
    unheeded.push(...bad);
    if (bad.length > 0) continue;
    write(session, texts);
    for (const [file, text] of texts)
      session.written.set(file, { text, planned: textWith(session, file, plan.selection, new Map()) });
    written.push(...texts.keys());
  }
  return { written: written.sort(), unheeded };
}

/** Files that were written, and that a plan would have otherwise. */
export function contradicted(session: Session, { selection }: Plan): string[] {
  return [...session.written].flatMap(([file, { planned }]) =>
    textWith(session, file, selection, new Map()) === planned ? [] : [file],
  );
}

/** The sets that come out the same when all that is in none of them stays. */
function sure(session: Session, plan: Plan, choices: Choices, sets: readonly FileSet[]): readonly FileSet[] {
  const isFresh = (set: FileSet) => freshTexts(session, plan, choices, set).size > 0;
  if (!sets.some(isFresh)) return [];
  const inside = new Set(sets.flatMap(({ items }) => items.map(({ key }) => key)));
  const rest = plan.items.filter(({ key, canTake }) => canTake && !inside.has(key)).map(({ key }) => key);
  if (rest.length === 0) return sets;
  const otherwise = selectWith(session, plan, new Set([...keysLeft(choices), ...rest]));
  const textOf = (file: string, selection: Selection) => textWith(session, file, selection, new Map());
  const same = sets.filter(({ files }) =>
    [...files].every((file) => textOf(file, plan.selection) === textOf(file, otherwise)),
  );
  // What waits may stay in the end: then it must not matter either.
  return same.length === sets.length ? sets : sure(session, plan, choices, same);
}

/** What would be chosen if these stayed, without a second look at what that comes to. */
function selectWith(session: Session, plan: Plan, left: ReadonlySet<string>): Selection {
  const { replanner, options } = session;
  const { leftAlone, banned } = leaving(session, left);
  const { findings } = replanner.analyse({ leftAlone });
  const refused = new Map([...plan.selection.refused, ...banned]);
  return selectFixes(findings, options.unsafe === true, refused);
}

/** The new texts of a set's files that are not written yet. */
function freshTexts(session: Session, plan: Plan, choices: Choices, { files }: FileSet): Map<string, string> {
  const texts = [...files].map((file) => [file, textWith(session, file, plan.selection, choices)] as const);
  const known = (file: string) => session.written.get(file)?.text ?? session.prepared.tree.read(file) ?? '';
  return new Map(texts.filter(([file, text]) => text !== known(file)));
}

function write({ prepared: { tree }, options, dirty, written }: Session, texts: ReadonlyMap<string, string>) {
  if (!options.write) return;
  const refused = [...texts.keys()].filter((file) => dirty.has(file)).sort();
  if (refused.length > 0) throw new DirtyFiles(refused);
  replaceAll(
    [...texts].map(([file, text]) => {
      const { bytes, encoding } = tree.original(file)!;
      const before = written.get(file);
      return {
        file,
        expectedBytes: before ? encode(before.text, encoding) : bytes,
        newBytes: encode(text, encoding),
      };
    }),
  );
}
