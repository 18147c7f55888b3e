import { nodeOf } from '../../model/change-key.ts';
import type { Finding, TokenNeed } from '../../model/finding.ts';
import type { AppliedFinding, ChangedFile, MigrationResult } from '../../model/migration.ts';
import { outcomesFrom, resultOf, told } from '../migrate.ts';
import type { Choice, Choices } from './choices.ts';
import { type Item, keyOfItem } from './items.ts';
import { LEFT_BY_YOU, type Plan, planAround, type Session } from './session.ts';
import { setsOf } from './sets.ts';

const NOT_WRITTEN = 'the session was stopped before it was written';

const TAKE: Choice = { kind: 'take' };
const PASS: Choice = { kind: 'pass' };
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
 * taken is left alone, too, where it would change a file that is in hand, or cannot be taken without the rest.
 */
export function planToStop(session: Session, plan: Plan, choices: Choices): Stop {
  const inHand = new Set(plan.items.flatMap(({ key, finding }) => (choices.has(key) ? [] : finding.at.file)));
  const isInHand = ({ finding }: Item) => inHand.has(finding.at.file);
  let items = plan.items;
  let taken = items.filter((item) => choices.get(item.key)?.kind === 'take' && !isInHand(item));
  for (;;) {
    const going = new Set(taken.map(({ key }) => key));
    const stopped: Choices = new Map(
      items.map((item): [string, Choice] => {
        const choice = choices.get(item.key);
        if (isStaying(choice)) return [item.key, isInHand(item) ? LEAVE : choice];
        if (item.canTake || choice?.kind === 'take') return [item.key, going.has(item.key) ? TAKE : LEAVE];
        return [item.key, PASS];
      }),
    );
    const next = planAround(session, stopped);
    const after = next.items.filter((item) => !stopped.has(item.key) || going.has(item.key));
    const odd = after.filter((item) =>
      going.has(item.key) ? !item.canTake || [...item.files].some((file) => inHand.has(file)) : item.canTake,
    );
    // Each round takes less, or knows of more findings, so that this ends.
    if (odd.length === 0)
      return { plan: next, choices: new Map([...after.map(({ key }) => [key, PASS] as const), ...stopped]) };
    taken = taken.filter(({ key }) => !odd.some((item) => item.key === key));
    items = [...items, ...odd.filter(({ key }) => !items.some((item) => item.key === key))];
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
  const result = resultOf(prepared, options, analysis, {
    changed: changed.filter(({ before, after }) => before !== after),
    findings: told(analysis, selection),
    outcomeOf: (finding) => tell(outcomeOf(finding), finding, choices.get(keyOfItem(finding))),
  });
  return { ...result, tokens: withoutIgnored(result) };
}

/** The tokens that are needed but for calls that this session put a comment above: those stay as they are. */
function withoutIgnored({ tokens, findings }: MigrationResult): TokenNeed[] {
  const ignored = new Set(
    findings.flatMap(({ at, isCommented }) => (isCommented === true ? [nodeOf(at)] : [])),
  );
  return tokens.flatMap((need) => {
    const callSites = need.callSites.filter((at) => !ignored.has(nodeOf(at)));
    return callSites.length > 0 ? [{ ...need, callSites }] : [];
  });
}

function tell(outcome: AppliedFinding, finding: Finding, choice: Choice | undefined): AppliedFinding {
  switch (choice?.kind) {
    case 'ignore':
      return { ...outcome, applied: false, ignored: choice.reason, isCommented: true };
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
