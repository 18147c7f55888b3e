import type { Edit } from '../../../model/edit.ts';
import type { LeftOver } from '../../../model/left-over.ts';
import { isGone } from '../bundles.ts';
import type { Units } from '../code-map/units.ts';
import { bareName, namesIn, reflects } from '../names.ts';
import { unreadUnits } from './drop-unused.ts';

/**
 * What stays behind in a file once some edits are made, though nothing there reads it any more. Other code may say the
 * name: that is why it stays.
 */
export function leftOversIn(units: Units, edits: readonly Edit[]): LeftOver[] {
  if (reflects(units)) return [];
  const { file } = units.source;
  return unreadUnits(units, [{ edits }], (unit) => namesIn(units, unit)).flatMap(({ unit }): LeftOver[] =>
    // What is only counted has no name: `$1`.
    isGone(edits, unit.at) || /^\d*$/.test(bareName(unit.symbol ?? ''))
      ? []
      : [{ kind: 'variable', name: bareName(unit.symbol ?? ''), at: { ...unit.at, file } }],
  );
}
