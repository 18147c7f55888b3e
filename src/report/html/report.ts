import type { CheckResult, MigrationResult } from '../../model/migration.ts';
import { type FindingView, type ResultView, viewResult } from '../view.ts';
import { type Anchors, createAnchors } from './anchors.ts';
import { createSourceTexts, type SourceTexts } from './source-texts.ts';
import { type State, stateOf } from './states.ts';

/** All that the sections of the page are made of: each finding is an item of one of them. */
export interface Report {
  readonly result: MigrationResult | CheckResult;
  readonly view: ResultView;
  readonly texts: SourceTexts;
  readonly anchors: Anchors;
  readonly items: Items;
}

interface Items {
  /** What a person must do: calls that stay as they are, and all that blocks. */
  readonly work: readonly Item[];
  readonly ticketCode: readonly Item[];
  /** What stands in the new text of its file. */
  readonly done: readonly Item[];
  readonly warnings: readonly Item[];
  readonly notes: readonly Item[];
  /** What is known and does not count. */
  readonly settled: readonly Item[];
}

export interface Item {
  readonly found: FindingView;
  readonly state: State;
  readonly anchor: string;
}

export function reportOn(result: MigrationResult | CheckResult): Report {
  const view = viewResult(result);
  const anchors = createAnchors(view.findings);
  return { result, view, texts: createSourceTexts(result), anchors, items: sort(view, anchors) };
}

/** The run's findings, but for what the tokens tell. */
export function allItems({ items }: Report): readonly Item[] {
  return Object.values(items).flat();
}

function sort({ findings }: ResultView, anchors: Anchors): Items {
  const items: Record<keyof Items, Item[]> = {
    work: [],
    ticketCode: [],
    done: [],
    warnings: [],
    notes: [],
    settled: [],
  };
  for (const found of findings) {
    if (found.finding.ruleId === 'needs-token') continue;
    const state = stateOf(found.finding);
    items[sectionOf(found, state)].push({ found, state, anchor: anchors.of(found) });
  }
  return items;
}

function sectionOf({ ticketCode }: FindingView, state: State): keyof Items {
  if (state === 'ignored' || state === 'accepted' || state === 'elsewhere') return 'settled';
  if (ticketCode) return 'ticketCode';
  if (state === 'rewritten') return 'done';
  if (state === 'warning') return 'warnings';
  return state === 'note' ? 'notes' : 'work';
}
