import type { AppliedFinding } from '../../model/migration.ts';
import { count, groupDigits } from '../words.ts';

/** What became of a finding, as the page filters by it. */
export type State =
  | 'blocks'
  | 'by-hand'
  | 'warning'
  | 'note'
  | 'rewritten'
  | 'taken-out'
  | 'elsewhere'
  | 'accepted'
  | 'ignored';

/** In the order in which they ask for work. */
export const STATES: Readonly<Record<State, string>> = {
  blocks: 'blocks',
  'by-hand': 'by hand',
  warning: 'warning',
  note: 'note',
  rewritten: 'rewritten',
  'taken-out': 'taken out',
  elsewhere: 'on lines that are not changed',
  accepted: 'accepted by the baseline',
  ignored: 'ignored by a comment',
};

/** `3 warnings`, `1 note`, `12 by hand`, `2 block`. */
export function countState(n: number, state: State): string {
  if (state === 'blocks') return `${groupDigits(n)} ${n === 1 ? 'blocks' : 'block'}`;
  const isNoun = state === 'warning' || state === 'note';
  return isNoun ? count(n, state) : `${groupDigits(n)} ${STATES[state]}`;
}

export function stateOf({ ruleId, severity, applied, ignored, standing }: AppliedFinding): State {
  if (ignored !== undefined) return 'ignored';
  if (standing !== undefined && standing !== 'passes') return standing;
  if (applied) return ruleId === 'ticket-regeneration' ? 'taken-out' : 'rewritten';
  if (standing === undefined && ruleId === 'deprecated-params') return 'by-hand';
  return severity === 'error' ? 'by-hand' : severity;
}
