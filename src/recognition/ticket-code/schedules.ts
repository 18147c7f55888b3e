import type { SourceRange } from '../../model/edit.ts';
import { escapePattern } from '../../model/patterns.ts';
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
      const statement = timer ?? topStatement(code, at);
      if (!statement || mechanism.parts.has(statement) || !mechanism.judge.isTicketOnly(statement, false))
        continue;
      if (within && mechanism.parts.get(within) === 'cache' && isOnlyTimers(code, mechanism, within))
        mechanism.parts.set(within, 'schedule');
      if (within && mechanism.parts.get(within) === 'schedule') continue;
      mechanism.parts.set(statement, 'schedule');
    }
  }
}

/** A statement that runs when the file is loaded; one that declares a variable has a use for the ticket. */
function topStatement(code: Scene['code'], at: SourceRange): CodeUnit | undefined {
  const top = code.topStatementAround(at);
  return top && code.declaredBy(top).length === 0 ? top : undefined;
}

/** Jobs have names: what tells a scheduler when to run a job that only fetches a ticket. */
export function findNamedJobs({ code }: Scene, mechanism: Mechanism): void {
  const jobs = [...mechanism.parts].flatMap(([unit, part]) =>
    part === 'schedule' && unit.kind === 'statement' ? [unit] : [],
  );
  for (const job of jobs)
    for (const name of code.deedsIn(job).flatMap(({ kind, texts }) => (kind === 'timer' ? texts : [])))
      for (const { text, at } of code.literalsIn(job.at.file, new RegExp(escapePattern(name)))) {
        const timer = text === name ? code.timerAround(at) : undefined;
        if (timer && !mechanism.has(timer) && mechanism.judge.isTicketOnly(timer, false))
          mechanism.parts.set(timer, 'schedule');
      }
}

/** Timers that empty what keeps the ticket: `setTimeout(() => { ticket = null; }, SIX_DAYS)`. */
export function findExpiries({ code }: Scene, mechanism: Mechanism): void {
  for (const unit of [...mechanism.marks.units])
    for (const { at, kind } of code.mentionsOf(unit)) {
      const timer = kind === 'write' && code.clears(at) ? code.timerAround(at) : undefined;
      if (timer && !mechanism.has(timer) && mechanism.judge.isTicketOnly(timer, false))
        mechanism.parts.set(timer, 'schedule');
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
