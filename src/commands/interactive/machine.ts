import type { Choice } from '../../engine/session/choices.ts';
import type { Item } from '../../engine/session/items.ts';
import type { Plan } from '../../engine/session/session.ts';
import {
  changedBetween,
  isInDoneFile,
  LEAVE,
  PASS,
  restOfFile,
  skipping,
  TAKE,
  without,
  withPossible,
} from './decisions.ts';
import {
  type Decided,
  type Input,
  itemInHand,
  type Notice,
  type State,
  type Step,
  show,
  skippedIn,
  tell,
  wait,
} from './state.ts';

const NO_SUCH_KEY = 'No such key here: ? tells which there are.';

/** A session that has just begun. */
export function begin(plan: Plan): Step {
  const state: State = {
    plan,
    choices: new Map(),
    at: undefined,
    mode: { kind: 'deciding' },
    history: [],
    written: [],
    notices: [],
    isOffered: false,
  };
  return goOn(state);
}

/** What comes of a session when something happens to it. Pure: what is to be done is asked for. */
export function step(state: State, input: Input): Step {
  switch (input.kind) {
    case 'interrupted':
      return { state: { ...state, mode: { kind: 'over', isInterrupted: true } } };
    case 'gone':
      return wait(state, { kind: 'abandon' });
    case 'planned':
      return onPlanned(state, input);
    case 'settled':
      return onSettled(state, input);
    case 'stopping':
      return onStopping(state, input);
    case 'line':
      return onLine(state, input.line);
    case 'key':
      return onKey(state, input.key);
  }
}

function onKey(state: State, key: string): Step {
  switch (state.mode.kind) {
    case 'deciding':
      return decide(state, key);
    case 'changing':
      return onChanging(state, state.mode, key);
    case 'offering':
      return onOffer(state, key);
    default:
      return { state };
  }
}

/** A key while an item is in hand. */
function decide(state: State, key: string): Step {
  const item = itemInHand(state)!;
  switch (key) {
    case 'y':
      if (!item.canTake) return tell(state, 'There is nothing to take here: n goes on.');
      return choose(state, [[item.key, TAKE]]);
    case '\r':
      // Where there is nothing to take, nothing is decided.
      if (item.canTake) return tell(state, NO_SUCH_KEY);
      return choose(state, [[item.key, PASS]]);
    case 'n':
      return choose(state, [[item.key, skipping(item)]]);
    case 'a':
      return choose(state, restOfFile(state, item, TAKE));
    case 'd':
      return choose(state, restOfFile(state, item, LEAVE));
    case 'i':
      if (item.finding.ruleId === 'unused-ignore')
        return tell(state, 'No comment ignores what is wrong with one: mend or delete it.');
      return { state: { ...state, mode: { kind: 'reasoning', keys: [item.key] } } };
    case 'u':
      return undo(state);
    case 'e':
      return show(state, { kind: 'rule', rule: item.finding.ruleId });
    case 'q':
      return wait(state, { kind: 'stop' });
    case '?':
      return show(state, { kind: 'help' });
    default:
      return tell(state, NO_SUCH_KEY);
  }
}

/** Makes choices; where something is left alone, the rest is planned anew before they stand. */
function choose(state: State, made: readonly (readonly [string, Choice])[]): Step {
  const choices = new Map([...state.choices, ...made]);
  if (made.some(([, { kind }]) => kind === 'leave')) return wait(state, { kind: 'plan', choices });
  return accept(state, { plan: state.plan, choices, at: state.at });
}

function onPlanned(state: State, planned: Extract<Input, { kind: 'planned' }>): Step {
  const { plan, choices, contradicted, refused } = planned;
  const back: State = { ...state, mode: { kind: state.isOffered ? 'offering' : 'deciding' } };
  if (contradicted.length > 0)
    return show(back, {
      kind: 'files',
      text: 'It cannot be left alone any more, since what is written relies on it:',
      files: contradicted,
    });
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  const notices = reasons.map(
    (reason): Notice => ({ kind: 'text', text: `No comment was written: ${reason}.` }),
  );
  // One that is in hand is asked about again; of those that were skipped already, the others get theirs.
  if (refused.length > 0 && !state.isOffered) return { state: { ...back, notices } };
  const next: Decided = { plan, choices, at: state.at };
  const changed = changedBetween(state, next);
  const told = { ...state, notices };
  if (changed.length === 0) return accept(told, next);
  return { state: { ...told, mode: { kind: 'changing', next, changed, isStop: false } } };
}

/** A key while it is shown what a decision does to others. */
function onChanging(
  state: State,
  { next, changed, isStop }: Extract<State['mode'], { kind: 'changing' }>,
  key: string,
): Step {
  const back: State = { ...state, mode: { kind: state.isOffered && !isStop ? 'offering' : 'deciding' } };
  switch (key) {
    case 'y':
      return isStop ? wait({ ...state, ...next }, { kind: 'finish' }) : accept(back, next);
    case 'n':
      if (isStop) return wait(state, { kind: 'abandon' });
      return accept(back, { ...next, choices: without(next.choices, changed) });
    case 'u':
      return { state: back };
    default:
      return tell(state, 'y, n or u?');
  }
}

/** Lets decisions stand, and has written what can be. */
function accept(state: State, next: Decided): Step {
  const choices = withPossible(next.plan, next.choices);
  const before: Decided = { plan: state.plan, choices: state.choices, at: state.at };
  return wait(
    { ...state, plan: next.plan, choices, history: [...state.history, before] },
    { kind: 'settle' },
  );
}

function onSettled(state: State, { written, unheeded }: Extract<Input, { kind: 'settled' }>): Step {
  const notices: Notice[] = [
    ...state.notices,
    ...(written.length > 0 ? [{ kind: 'written', files: written } as const] : []),
    ...(unheeded.length > 0
      ? [{ kind: 'text', text: 'A comment would not hold beside what was taken: decide again.' } as const]
      : []),
  ];
  return goOn({
    ...state,
    choices: without(state.choices, unheeded),
    written: [...state.written, ...written],
    history: written.length > 0 ? [] : state.history,
    notices,
  });
}

/** Takes the next item in hand that is not decided, behind the last one or from the beginning. */
function goOn(state: State): Step {
  const { items } = state.plan;
  const last = items.findIndex(({ key }) => key === state.at);
  const isOpen = ({ key }: Item) => !state.choices.has(key);
  const next = items.slice(last + 1).find(isOpen) ?? items.find(isOpen);
  if (next) return { state: { ...state, at: next.key, mode: { kind: 'deciding' } } };
  if (state.isOffered || skippedIn(state).length === 0) return wait(state, { kind: 'finish' });
  return { state: { ...state, isOffered: true, mode: { kind: 'offering' } } };
}

function onOffer(state: State, key: string): Step {
  switch (key) {
    case 'y':
      return { state: { ...state, mode: { kind: 'reasoning', keys: skippedIn(state) } } };
    case 'u':
      return undo({ ...state, isOffered: false });
    case 'n':
    case 'q':
    case '\r':
      return wait(state, { kind: 'finish' });
    default:
      return tell(state, 'y or n?');
  }
}

/** A reason: none takes the wish back. */
function onLine(state: State, line: string): Step {
  if (state.mode.kind !== 'reasoning') return { state };
  const { keys } = state.mode;
  const reason = line.trim();
  if (reason === '')
    return tell(
      { ...state, mode: { kind: state.isOffered ? 'offering' : 'deciding' } },
      'Without a reason no comment is written.',
    );
  const choices = new Map([...state.choices, ...keys.map((key) => [key, LEAVE] as const)]);
  return wait(state, { kind: 'plan', choices, comments: { keys, reason } });
}

function onStopping(state: State, { plan, choices }: Extract<Input, { kind: 'stopping' }>): Step {
  const next: Decided = { plan, choices, at: state.at };
  const unwritten = (key: string) =>
    choices.get(key)?.kind === 'take' || state.choices.get(key)?.kind === 'take';
  const changed = changedBetween(state, next).filter((key) => unwritten(key) && isInDoneFile(state, key));
  if (changed.length > 0)
    return { state: { ...state, mode: { kind: 'changing', next, changed, isStop: true } } };
  return wait({ ...state, ...next }, { kind: 'finish' });
}

function undo(state: State): Step {
  const last = state.history.at(-1);
  if (!last)
    return tell(
      state,
      state.written.length > 0
        ? 'What is written stays: there is nothing to undo.'
        : 'There is nothing to undo.',
    );
  return {
    state: {
      ...state,
      ...last,
      history: state.history.slice(0, -1),
      mode: { kind: 'deciding' },
      notices: [],
    },
  };
}
