import type { CodeMap } from './code-map.ts';
import type { SourceRange } from './edit.ts';
import type { CodeUnit } from './ticket-code.ts';

/** A place as all the code that is known around it. */
function alone(at: SourceRange): CodeUnit {
  return { kind: 'statement', at, symbol: undefined };
}

/** Answers for files of which nothing but their requests is known. */
export const EMPTY_CODE_MAP: CodeMap = {
  functionAround: () => undefined,
  statementAround: alone,
  topStatementAround: alone,
  timerAround: () => undefined,
  loopAround: alone,
  branchOn: () => undefined,
  mentionsOf: () => [],
  deedsIn: () => [],
  resultOf: () => [],
  isEmptyAtFirst: () => false,
  isPublic: () => true,
  declaredBy: () => [],
  isConstructor: () => false,
  clears: () => false,
  sourcesOf: () => ({ units: [], places: [] }),
  upstreamOf: () => ({ units: [], places: [] }),
  commentAbove: () => undefined,
  ownerOf: () => undefined,
  literalsIn: () => [],
};
