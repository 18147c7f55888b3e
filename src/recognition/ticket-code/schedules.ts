import type { CodeUnit } from '../../model/ticket-code.ts';
import type { Mechanism } from './mechanism.ts';
import type { Scene } from './scene.ts';

/** Adds the statements that fetch a ticket by the clock, or once when a file is loaded, and the functions of only such. */
export function findSchedules({ code }: Scene, mechanism: Mechanism): void {
  for (const unit of [...mechanism.parts.keys()]) {
    if (unit.kind !== 'function') continue;
    for (const { at, kind, within } of code.mentionsOf(unit)) {
      if (kind === 'export') continue;
      const timer = code.timerAround(at);
      const statement = timer ?? code.topStatementAround(at);
      if (!statement || mechanism.parts.has(statement) || !mechanism.judge.isTicketOnly(statement, false))
        continue;
      if (within && mechanism.parts.get(within) === 'cache' && isOnlyTimers(code, mechanism, within))
        mechanism.parts.set(within, 'schedule');
      if (within && mechanism.parts.get(within) === 'schedule') continue;
      mechanism.parts.set(statement, 'schedule');
    }
  }
}

/** Whether all that a function has to do with the mechanism happens by the clock. */
function isOnlyTimers(code: Scene['code'], mechanism: Mechanism, fn: CodeUnit): boolean {
  return [...mechanism.parts.keys()].every(
    (unit) =>
      unit === fn ||
      unit.kind !== 'function' ||
      code
        .mentionsOf(unit)
        .every((mention) => mention.within !== fn || code.timerAround(mention.at) !== undefined),
  );
}
