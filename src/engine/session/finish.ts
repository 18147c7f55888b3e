import type { Finding } from '../../model/finding.ts';
import type { AppliedFinding, ChangedFile, MigrationResult } from '../../model/migration.ts';
import { outcomesFrom, resultOf, told } from '../migrate.ts';
import type { Choice, Choices } from './choices.ts';
import { keyOfItem } from './items.ts';
import { LEFT_BY_YOU, type Plan, planAround, type Session } from './session.ts';
import { setsOf } from './sets.ts';

const NOT_WRITTEN = 'the session was stopped before it was written';

const LEAVE: Choice = { kind: 'leave', isUnasked: true };

function isStaying(choice: Choice | undefined): choice is Extract<Choice, { kind: 'leave' | 'ignore' }> {
  return choice?.kind === 'leave' || choice?.kind === 'ignore';
}

/** Decisions that stand once a session stops, and the plan for them. */
export interface Stop {
  readonly choices: Choices;
  readonly plan: Plan;
}

/**
 * What stopping comes to: what is taken in files of which all is decided stands, all of the rest is left alone. What is
 * taken stays undone, too, where it would change a file that is in hand.
 */
export async function planToStop(session: Session, plan: Plan, choices: Choices): Promise<Stop> {
  const inHand = new Set(plan.items.flatMap(({ key, finding }) => (choices.has(key) ? [] : finding.at.file)));
  const stop = (items: Plan['items'], taken: (item: Plan['items'][number]) => boolean): Choices =>
    new Map(
      items.flatMap((item): [string, Choice][] => {
        const choice = choices.get(item.key);
        if (isStaying(choice)) return [[item.key, inHand.has(item.finding.at.file) ? LEAVE : choice]];
        return item.canTake ? [[item.key, taken(item) ? { kind: 'take' } : LEAVE]] : [];
      }),
    );
  let current: Stop = { plan, choices };
  for (;;) {
    const { items } = current.plan;
    const next = stop(
      plan.items,
      ({ key }) =>
        choices.get(key)?.kind === 'take' &&
        items.some(
          (item) => item.key === key && item.canTake && [...item.files].every((file) => !inHand.has(file)),
        ),
    );
    const isSettled = [...next].every(([key, { kind }]) => current.choices.get(key)?.kind === kind);
    if (isSettled) return current;
    // Each round takes less, so that this ends.
    current = { choices: next, plan: await planAround(session, next) };
  }
}

/** Decisions under which nothing is taken but what is written. */
export function onlyWritten(session: Session, plan: Plan, choices: Choices): Choices {
  const written = new Set(
    setsOf(plan.items)
      .filter(({ files }) => [...files].some((file) => session.written.has(file)))
      .flatMap(({ items }) => items.map(({ key }) => key)),
  );
  return new Map(
    plan.items.flatMap(({ key, canTake }): [string, Choice][] => {
      const choice = choices.get(key);
      if (written.has(key) && choice) return [[key, choice]];
      return canTake || isStaying(choice) ? [[key, LEAVE]] : [];
    }),
  );
}

/** What reports are made of at the end of a session. */
export function finish(session: Session, { analysis, selection }: Plan, choices: Choices): MigrationResult {
  const { prepared, options, written } = session;
  const { tree } = prepared;
  const changed = [...written].map(
    ([file, { text }]): ChangedFile => ({
      file,
      encoding: tree.original(file)!.encoding,
      before: tree.read(file) ?? '',
      after: text,
    }),
  );
  const outcomeOf = outcomesFrom(selection);
  return resultOf(prepared, options, analysis, {
    changed: changed.filter(({ before, after }) => before !== after),
    findings: told(analysis, selection),
    outcomeOf: (finding) => tell(outcomeOf(finding), finding, choices.get(keyOfItem(finding))),
  });
}

function tell(outcome: AppliedFinding, finding: Finding, choice: Choice | undefined): AppliedFinding {
  switch (choice?.kind) {
    case 'ignore':
      return { ...outcome, applied: false, ignored: choice.reason };
    case 'leave':
      return {
        ...outcome,
        fix: finding.fix ?? { safety: 'by-hand', group: keyOfItem(finding), edits: [] },
        applied: false,
        refusal: choice.isUnasked ? NOT_WRITTEN : LEFT_BY_YOU,
      };
    default:
      return outcome;
  }
}
