import type { Outlook } from '../../languages/code/outlook.ts';
import { isScript } from '../../languages/javascript/syntax/files.ts';
import { isForPeople, textKindOf } from '../../languages/text-files/kinds.ts';
import type { Change } from '../../model/change.ts';
import { fileOf } from '../../model/change-key.ts';
import type { CodeMap } from '../../model/code-map.ts';
import type { Edit } from '../../model/edit.ts';
import type { Skipped } from '../../model/finding.ts';
import type { LeftOver } from '../../model/left-over.ts';
import { namePattern } from '../../model/patterns.ts';
import type { Request } from '../../model/request.ts';
import type { Speller } from '../../model/speller.ts';
import type { Watch } from '../../model/watch.ts';
import { tokenNameForVariable } from '../../recognition/token-names.ts';
import { reasonOf } from '../budget.ts';
import type { Tree } from '../tree.ts';
import { filesReadAlone, isProgram, nameLanguage } from './files.ts';
import type { FrontEnds, LoweredFile } from './front-end.ts';
import { spellByOwner } from './spell-by-owner.ts';

/** What the files that are understood one by one come to. */
export interface LoweredFiles {
  readonly requests: readonly Request[];
  readonly skipped: readonly Skipped[];
  /** The code map of a file; undefined where it holds no code, or is not one of them. */
  codeOf(file: string): CodeMap | undefined;
  /** Spells what lies in these files, and leaves the rest to another speller. */
  besides(speller: Speller): Speller;
  /** What stays in them that nothing needs any more once some edits are made. */
  leftOvers(edits: readonly Edit[]): readonly LeftOver[];
}

/** Lowers the files of a tree that are understood one by one. */
export function lowerFiles(
  tree: Tree,
  read: (file: string) => string | undefined,
  frontEnds: FrontEnds,
  isMeant: (file: string) => boolean,
  renameSetting: Outlook['renameSetting'],
  watch: Watch,
): LoweredFiles {
  const lowered = new Map<string, LoweredFile>();
  const skipped: Skipped[] = [];
  const files = filesReadAlone(tree).filter(isMeant);
  for (const [done, file] of files.entries()) {
    const frontEnd = frontEnds.of(file);
    const text = frontEnd && read(file);
    if (text === undefined) continue;
    watch.at('parse', done, files.length, file, nameLanguage(file));
    try {
      const one = frontEnd!.lower(file, text, outlookFrom(tree, file, renameSetting));
      lowered.set(file, one);
      if (one.failure !== undefined) skipped.push({ file, reason: `cannot be parsed: ${one.failure}` });
    } catch (error) {
      skipped.push({ file, reason: reasonOf(error), failed: true });
    }
  }
  return {
    requests: [...lowered.values()].flatMap(({ requests }) => requests),
    skipped,
    codeOf: (file) => lowered.get(file)?.code,
    besides: (speller) => joinSpellers(lowered, speller),
    leftOvers: (edits) =>
      [...lowered].flatMap(([file, { leftOvers }]) => {
        const own = edits.filter((edit) => edit.file === file);
        return own.length > 0 ? (leftOvers?.(own) ?? []) : [];
      }),
  };
}

function outlookFrom(tree: Tree, file: string, renameSetting: Outlook['renameSetting']): Outlook {
  const isSaidBy = (name: string, isMeant: (other: string) => boolean) => {
    const word = namePattern(name, 'i');
    return tree.names.someHolding(
      name,
      (other) => other !== file && isMeant(other) && word.test(tree.read(other) ?? ''),
    );
  };
  return {
    renameSetting,
    tokenNameFor: tokenNameForVariable,
    isSaidElsewhere: (name) => isSaidBy(name, (other) => !isForPeople(other)),
    isSaidByCode: (name) => isSaidBy(name, (other) => isScript(other) || isCode(other)),
  };
}

/** Whether a file holds code, read or not. */
function isCode(file: string): boolean {
  return isProgram(file) || textKindOf(file)?.isCode === true;
}

function joinSpellers(lowered: ReadonlyMap<string, LoweredFile>, others: Speller): Speller {
  const ownerOf = (change: Change) => {
    const file = fileOf(change);
    if (file === undefined) return undefined;
    const one = lowered.get(file);
    return one && one.claims?.(change) !== false ? one.speller : others;
  };
  return spellByOwner(ownerOf, others, 'files in several languages would have to change together');
}
