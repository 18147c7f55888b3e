import type { CodeMap } from '../../model/code-map.ts';
import { EMPTY_CODE_MAP } from '../../model/empty-code-map.ts';

/** One code map of those of several front ends: each answers for its own files. */
export function joinCodeMaps(
  codeOf: (file: string) => CodeMap | undefined,
  others: CodeMap,
  isOther: (file: string) => boolean,
): CodeMap {
  const of = (file: string) => codeOf(file) ?? (isOther(file) ? others : EMPTY_CODE_MAP);
  return {
    functionAround: (at) => of(at.file).functionAround(at),
    statementAround: (at) => of(at.file).statementAround(at),
    topStatementAround: (at) => of(at.file).topStatementAround(at),
    timerAround: (at) => of(at.file).timerAround(at),
    loopAround: (at) => of(at.file).loopAround(at),
    branchOn: (at) => of(at.file).branchOn(at),
    mentionsOf: (unit) => of(unit.at.file).mentionsOf(unit),
    deedsIn: (unit) => of(unit.at.file).deedsIn(unit),
    resultOf: (unit) => of(unit.at.file).resultOf(unit),
    isEmptyAtFirst: (unit) => of(unit.at.file).isEmptyAtFirst(unit),
    isPublic: (unit) => of(unit.at.file).isPublic(unit),
    declaredBy: (unit) => of(unit.at.file).declaredBy(unit),
    isConstructor: (unit) => of(unit.at.file).isConstructor(unit),
    clears: (at) => of(at.file).clears(at),
    sourcesOf: (at) => of(at.file).sourcesOf(at),
    upstreamOf: (at) => of(at.file).upstreamOf(at),
    commentAbove: (at, comment, mark) => of(at.file).commentAbove(at, comment, mark),
    literalsIn: (file, pattern) => of(file).literalsIn(file, pattern),
  };
}
