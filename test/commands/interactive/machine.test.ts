import { describe, expect, test } from 'vitest';
import { begin, step } from '../../../src/commands/interactive/machine.ts';
import type { Ask, Input, State, Step } from '../../../src/commands/interactive/state.ts';
import type { Choices } from '../../../src/engine/session/choices.ts';
import type { Item } from '../../../src/engine/session/items.ts';
import type { Plan } from '../../../src/engine/session/session.ts';

/** An item of the machine's world: a file and a number, with an edit that says `looks`. */
function item(
  name: string,
  { canTake = true, looks = name }: { canTake?: boolean; looks?: string } = {},
): Item {
  const file = `/${name[0]}.js`;
  const start = Number(name.slice(1)) * 10;
  const at = { file, start, end: start + 5 };
  return {
    key: name,
    finding: { ruleId: 'deprecated-params', severity: 'error', message: 'Calls.', at },
    canTake,
    refusal: undefined,
    edits: canTake ? [{ ...at, text: looks }] : [],
    looks,
    groups: canTake ? [name] : [],
    files: new Set([file]),
  };
}

function planOf(...items: readonly Item[]): Plan {
  return {
    items,
    analysis: { findings: [], tokens: [], skipped: [] },
    selection: { edits: new Map(), refused: new Map() },
  };
}

const COMMENT = { file: '/b.js', start: 0, end: 0, text: '// comment\n' };
const THREE = planOf(item('a1'), item('a2'), item('b1'));

/** Drives the machine; what it asks of the engine is answered by `answer`, as long as it can be. */
function drive(plan: Plan, answer: (ask: Ask, state: State) => Input | undefined = settled) {
  const asked: Ask[] = [];
  let current: Step = begin(plan);
  const settle = () => {
    for (let { ask } = current; ask; { ask } = current) {
      asked.push(ask);
      const input = answer(ask, current.state);
      if (!input) break;
      current = step(current.state, input);
    }
  };
  settle();
  return {
    asked,
    state: () => current.state,
    choices: () => kindsOf(current.state.choices),
    do(...inputs: readonly (Input | string)[]) {
      for (const input of inputs) {
        current = step(
          { ...current.state, notices: [] },
          typeof input === 'string' ? { kind: 'key', key: input } : input,
        );
        settle();
      }
    },
  };
}

/** An engine that plans the same for whatever is left alone, and writes nothing. */
function settled(ask: Ask, { plan }: State): Input | undefined {
  switch (ask.kind) {
    case 'settle':
      return { kind: 'settled', written: [], unheeded: [] };
    case 'plan':
      return { kind: 'planned', plan, choices: ask.choices, contradicted: [], refused: [] };
    default:
      return undefined;
  }
}

function kindsOf(choices: Choices): Record<string, string> {
  return Object.fromEntries([...choices].map(([key, { kind }]) => [key, kind]));
}

/** The same as `settled`, with another plan once something is left alone. */
function planning(other: Plan, over: Partial<Extract<Input, { kind: 'planned' }>> = {}) {
  return (ask: Ask, state: State): Input | undefined =>
    ask.kind === 'plan'
      ? { kind: 'planned', plan: other, choices: ask.choices, contradicted: [], refused: [], ...over }
      : settled(ask, state);
}

const textsOf = ({ notices }: State) =>
  notices.map((notice) => ('text' in notice ? notice.text : notice.kind));

describe('keys', () => {
  test('y takes, n skips, one after the other', () => {
    const machine = drive(THREE);
    expect(machine.state().at).toBe('a1');
    machine.do('y');
    expect(machine.state().at).toBe('a2');
    machine.do('n');
    expect(machine.choices()).toEqual({ a1: 'take', a2: 'leave' });
    expect(machine.state().at).toBe('b1');
  });

  test('a and d decide the rest of the file, and nothing of another', () => {
    const taking = drive(THREE);
    taking.do('a');
    expect(taking.choices()).toEqual({ a1: 'take', a2: 'take' });
    expect(taking.state().at).toBe('b1');
    const leaving = drive(THREE);
    leaving.do('y', 'd');
    expect(leaving.choices()).toEqual({ a1: 'take', a2: 'leave' });
    expect(leaving.state().at).toBe('b1');
  });

  test('what has nothing to take is passed, whatever decides the file', () => {
    const plan = planOf(item('a1', { canTake: false }), item('a2'), item('b1'));
    for (const key of ['n', '\r']) {
      const machine = drive(plan);
      machine.do('y');
      expect(textsOf(machine.state())).toEqual(['There is nothing to take here: n goes on.']);
      expect(machine.choices()).toEqual({});
      machine.do(key);
      expect(machine.choices()).toEqual({ a1: 'pass' });
    }
    const machine = drive(plan);
    machine.do('d');
    expect(machine.choices()).toEqual({ a1: 'pass', a2: 'leave' });
  });

  test('e explains and ? helps, and the item stays in hand', () => {
    const machine = drive(THREE);
    machine.do('e');
    expect(machine.state().notices).toEqual([{ kind: 'rule', rule: 'deprecated-params' }]);
    machine.do('?');
    expect(machine.state().notices).toEqual([{ kind: 'help' }]);
    machine.do('x', 'Y', '\r');
    expect(machine.state()).toMatchObject({ at: 'a1', mode: { kind: 'deciding' } });
    expect(machine.choices()).toEqual({});
  });

  test('u goes back a decision at a time, a whole file at once', () => {
    const machine = drive(THREE);
    machine.do('u');
    expect(textsOf(machine.state())).toEqual(['There is nothing to undo.']);
    machine.do('a', 'y', 'u');
    // The last one ends the session, unless it is taken back in time.
    const other = drive(THREE);
    other.do('y', 'd', 'u');
    expect(other.state().at).toBe('a2');
    expect(other.choices()).toEqual({ a1: 'take' });
    other.do('u');
    expect(other.state().at).toBe('a1');
    expect(other.choices()).toEqual({});
  });
});

describe('the end', () => {
  test('all taken: it is finished without a question', () => {
    const machine = drive(THREE);
    machine.do('a', 'y');
    expect(machine.asked.at(-1)).toEqual({ kind: 'finish' });
  });

  test('what was skipped is offered to be ignored, once, and no is the default', () => {
    for (const key of ['n', '\r', 'q']) {
      const machine = drive(THREE);
      machine.do('a', 'n');
      expect(machine.state().mode).toEqual({ kind: 'offering' });
      machine.do('x');
      expect(machine.state().mode).toEqual({ kind: 'offering' });
      machine.do(key);
      expect(machine.asked.at(-1)).toEqual({ kind: 'finish' });
    }
  });

  test('yes asks for one reason for all of them', () => {
    const machine = drive(THREE);
    machine.do('d', 'n', 'y');
    expect(machine.state().mode).toEqual({ kind: 'reasoning', keys: ['a1', 'a2', 'b1'] });
    machine.do({ kind: 'line', line: '   ' });
    expect(machine.state().mode).toEqual({ kind: 'offering' });
    machine.do('y', { kind: 'line', line: ' the proxy does it ' });
    expect(machine.asked.find((ask) => ask.kind === 'plan' && ask.comments)).toMatchObject({
      comments: { keys: ['a1', 'a2', 'b1'], reason: 'the proxy does it' },
    });
    expect(machine.asked.at(-1)).toEqual({ kind: 'finish' });
  });

  test('what can have no comment keeps none, and the rest gets its own', () => {
    const machine = drive(THREE, (ask, state) =>
      ask.kind === 'plan' && ask.comments
        ? planning(THREE, {
            choices: new Map([
              ...ask.choices,
              ['b1', { kind: 'ignore', reason: 'because', comment: COMMENT }],
            ]),
            refused: [{ key: 'a1', reason: 'JSON has no comments' }],
          })(ask, state)
        : settled(ask, state),
    );
    machine.do('a', 'n', 'y', { kind: 'line', line: 'because' });
    expect(machine.asked.at(-1)).toEqual({ kind: 'finish' });
    expect(textsOf(machine.state())).toEqual(['No comment was written: JSON has no comments.']);
  });

  test('nothing to decide: it is over at once', () => {
    expect(drive(planOf()).asked).toEqual([{ kind: 'finish' }]);
  });

  test('Ctrl-C is over, the end of the input writes nothing more', () => {
    const machine = drive(THREE);
    machine.do('y', { kind: 'interrupted' });
    expect(machine.state().mode).toEqual({ kind: 'over', isInterrupted: true });
    const gone = drive(THREE);
    gone.do('y', { kind: 'gone' });
    expect(gone.asked.at(-1)).toEqual({ kind: 'abandon' });
  });
});

describe('i', () => {
  test('asks for a reason; none takes it back', () => {
    const machine = drive(THREE);
    machine.do('i', { kind: 'line', line: '' });
    expect(machine.state()).toMatchObject({ at: 'a1', mode: { kind: 'deciding' } });
    expect(machine.choices()).toEqual({});
    machine.do('i', { kind: 'line', line: 'because' });
    expect(machine.asked.at(-2)).toMatchObject({
      kind: 'plan',
      comments: { keys: ['a1'], reason: 'because' },
    });
    expect(machine.state().at).toBe('a2');
  });

  test('where no comment can be, the item stays in hand and undecided', () => {
    const machine = drive(
      THREE,
      planning(THREE, { refused: [{ key: 'a1', reason: 'JSON has no comments' }] }),
    );
    machine.do('i', { kind: 'line', line: 'because' });
    expect(machine.state()).toMatchObject({ at: 'a1', mode: { kind: 'deciding' } });
    expect(machine.choices()).toEqual({});
    expect(textsOf(machine.state())).toEqual(['No comment was written: JSON has no comments.']);
  });

  test('is not for what is wrong with such a comment', () => {
    const odd = item('a1', { canTake: false });
    const machine = drive(planOf({ ...odd, finding: { ...odd.finding, ruleId: 'unused-ignore' } }));
    machine.do('i');
    expect(machine.state().mode).toEqual({ kind: 'deciding' });
  });
});

describe('a decision that changes what others look like', () => {
  const OTHERWISE = planOf(item('a1', { looks: 'otherwise' }), item('a2', { canTake: false }), item('b1'));

  test('shows them: y lets it stand, and does not ask about them again', () => {
    const machine = drive(THREE, planning(OTHERWISE));
    machine.do('y', 'n');
    expect(machine.state().mode).toMatchObject({ kind: 'changing', changed: ['a1'], isStop: false });
    machine.do('x');
    expect(machine.state().mode.kind).toBe('changing');
    machine.do('y');
    expect(machine.choices()).toEqual({ a1: 'take', a2: 'leave' });
    expect(machine.state()).toMatchObject({ at: 'b1', plan: OTHERWISE });
  });

  test('n looks at them again', () => {
    const machine = drive(THREE, planning(OTHERWISE));
    machine.do('y', 'n', 'n', 'y');
    expect(machine.state().at).toBe('a1');
    expect(machine.choices()).toEqual({ a2: 'leave', b1: 'take' });
  });

  test('u takes the decision back', () => {
    const machine = drive(THREE, planning(OTHERWISE));
    machine.do('y', 'n', 'u');
    expect(machine.state()).toMatchObject({ at: 'a2', plan: THREE, mode: { kind: 'deciding' } });
    expect(machine.choices()).toEqual({ a1: 'take' });
  });

  test('what can no longer be taken is asked about anew, as it is now', () => {
    const lost = planOf(item('a1', { canTake: false }), item('a2', { canTake: false }), item('b1'));
    const machine = drive(THREE, planning(lost));
    machine.do('y', 'n', 'y', 'y');
    expect(machine.state().at).toBe('a1');
    expect(machine.choices()).toEqual({ a2: 'leave', b1: 'take' });
  });

  test('what is not decided yet needs no question', () => {
    const machine = drive(
      THREE,
      planning(planOf(item('a1', { canTake: false }), item('a2', { looks: 'new' }), item('b1'))),
    );
    machine.do('n');
    expect(machine.state()).toMatchObject({ at: 'a2', mode: { kind: 'deciding' } });
  });

  test('is refused where it would change what is written', () => {
    const machine = drive(THREE, planning(OTHERWISE, { contradicted: ['/a.js'] }));
    machine.do('a', 'n');
    expect(machine.state()).toMatchObject({ at: 'b1', plan: THREE });
    expect(machine.choices()).toEqual({ a1: 'take', a2: 'take' });
    expect(machine.state().notices).toMatchObject([{ kind: 'files', files: ['/a.js'] }]);
  });
});

describe('writing', () => {
  const writing = (ask: Ask, state: State): Input | undefined =>
    ask.kind === 'settle' && state.choices.has('a2') && state.written.length === 0
      ? { kind: 'settled', written: ['/a.js'], unheeded: [] }
      : settled(ask, state);

  test('is asked for after every decision, told, and not to be undone', () => {
    const machine = drive(THREE, writing);
    machine.do('y');
    expect(machine.asked).toEqual([{ kind: 'settle' }]);
    machine.do('y');
    expect(machine.state().notices).toEqual([{ kind: 'written', files: ['/a.js'] }]);
    machine.do('u');
    expect(textsOf(machine.state())).toEqual(['What is written stays: there is nothing to undo.']);
    machine.do({ kind: 'interrupted' });
    expect(machine.state().written).toEqual(['/a.js']);
  });

  test('a comment that would not hold is asked about again', () => {
    const machine = drive(THREE, (ask, state) =>
      ask.kind === 'settle' && state.choices.size === 2
        ? { kind: 'settled', written: [], unheeded: ['a2'] }
        : settled(ask, state),
    );
    machine.do('y', 'n', 'y');
    expect(machine.choices()).toEqual({ a1: 'take', b1: 'take' });
    expect(machine.state().at).toBe('a2');
  });
});

describe('q', () => {
  const stopping = (plan: Plan, choices: Choices) => (ask: Ask, state: State) =>
    ask.kind === 'stop' ? ({ kind: 'stopping', plan, choices } as const) : settled(ask, state);
  const stopped: Choices = new Map([
    ['a1', { kind: 'take' }],
    ['a2', { kind: 'take' }],
    ['b1', { kind: 'leave', isUnasked: true }],
  ]);

  test('is over at once where that changes nothing that was taken', () => {
    const machine = drive(THREE, stopping(THREE, stopped));
    machine.do('a', 'q');
    expect(machine.asked.at(-1)).toEqual({ kind: 'finish' });
    expect(machine.state().choices).toBe(stopped);
  });

  const otherwise = planOf(item('a1', { looks: 'otherwise' }), item('a2'), item('b1', { canTake: false }));

  test.each([
    ['y', { kind: 'finish' }],
    ['n', { kind: 'abandon' }],
  ])('where it does, that is shown, and %s ends it', (key, end) => {
    const machine = drive(THREE, stopping(otherwise, stopped));
    machine.do('a', 'q');
    expect(machine.state().mode).toMatchObject({ kind: 'changing', changed: ['a1'], isStop: true });
    machine.do(key);
    expect(machine.asked.at(-1)).toEqual(end);
  });

  test('u goes back to what was in hand', () => {
    const machine = drive(THREE, stopping(otherwise, stopped));
    machine.do('a', 'q', 'u');
    expect(machine.state()).toMatchObject({ at: 'b1', plan: THREE, mode: { kind: 'deciding' } });
  });
});
