import type { Edit } from '../../../model/edit.ts';
import type { LeftOver } from '../../../model/left-over.ts';
import { isGone } from '../bundles.ts';
import type { Units } from '../code-map/units.ts';
import { bareName } from '../names.ts';
import type { Outlook } from '../outlook.ts';
import { unreadUnits } from './drop-unused.ts';

/** What stays behind in a file once some edits are made, though nothing there reads it any more. */
export function leftOversIn(units: Units, edits: readonly Edit[], outlook: Outlook): LeftOver[] {
  const { file } = units.source;
  return unreadUnits(units, [{ edits }], outlook).flatMap(({ unit }): LeftOver[] =>
    isGone(edits, unit.at)
      ? []
      : [{ kind: 'variable', name: bareName(unit.symbol ?? ''), at: { ...unit.at, file } }],
  );
}
