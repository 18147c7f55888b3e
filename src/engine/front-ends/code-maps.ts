import type { CodeMap } from '../../model/code-map.ts';
import type { SourceRange } from '../../model/edit.ts';
import { EMPTY_CODE_MAP } from '../../model/empty-code-map.ts';

/** A place in a file, or the file as a whole. */
type Place = Pick<SourceRange, 'file'> & Partial<SourceRange>;

/** One code map of several: each answers for its own places. @param of the map for a place, or for a whole file */
export function joinCodeMaps(of: (at: Place) => CodeMap | undefined): CodeMap {
  const mapFor = (at: Place) => of(at) ?? EMPTY_CODE_MAP;
  return {
    functionAround: (at) => mapFor(at).functionAround(at),
    statementAround: (at) => mapFor(at).statementAround(at),
    topStatementAround: (at) => mapFor(at).topStatementAround(at),
    timerAround: (at) => mapFor(at).timerAround(at),
    loopAround: (at) => mapFor(at).loopAround(at),
    branchOn: (at) => mapFor(at).branchOn(at),
    mentionsOf: (unit) => mapFor(unit.at).mentionsOf(unit),
    deedsIn: (unit) => mapFor(unit.at).deedsIn(unit),
    resultOf: (unit) => mapFor(unit.at).resultOf(unit),
    isEmptyAtFirst: (unit) => mapFor(unit.at).isEmptyAtFirst(unit),
    isPublic: (unit) => mapFor(unit.at).isPublic(unit),
    declaredBy: (unit) => mapFor(unit.at).declaredBy(unit),
    isConstructor: (unit) => mapFor(unit.at).isConstructor(unit),
    clears: (at) => mapFor(at).clears(at),
    sourcesOf: (at) => mapFor(at).sourcesOf(at),
    upstreamOf: (at) => mapFor(at).upstreamOf(at),
    commentAbove: (at, comment, mark) => mapFor(at).commentAbove(at, comment, mark),
    ownerOf: (at) => mapFor(at).ownerOf(at),
    literalsIn: (file, pattern) => mapFor({ file }).literalsIn(file, pattern),
  };
}
