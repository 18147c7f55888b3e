import type { Choices } from '../../engine/session/choices.ts';
import { finish, onlyWritten, planToStop } from '../../engine/session/finish.ts';
import { placeComment } from '../../engine/session/ignore-comment.ts';
import { changesBy, type Plan, planAround, type Session } from '../../engine/session/session.ts';
import { contradicted, settle } from '../../engine/session/settle.ts';
import type { MigrationResult } from '../../model/migration.ts';
import { displayWidth } from '../../report/display-width.ts';
import type { Output } from '../streams.ts';
import { begin, step } from './machine.ts';
import { noticesOf, promptOf, screenOf, type View } from './screen.ts';
import type { Ask, Input, State, Step } from './state.ts';
import type { Terminal, Typed } from './terminal.ts';

/** How a session ended. */
export type Ended =
  | { readonly kind: 'finished'; readonly result: MigrationResult }
  | { readonly kind: 'interrupted'; readonly written: readonly string[] };

/**
 * Leads somebody at a terminal through a session.
 *
 * @param clearProgress takes away what tells how far the work is, before anything else is shown
 * @throws what writing throws
 */
export async function runSession(
  session: Session,
  terminal: Terminal,
  { color }: Pick<Output, 'color'>,
  clearProgress: () => void,
): Promise<Ended> {
  const { tree } = session.prepared;
  const view = (): View => ({
    root: session.options.cwd,
    color,
    width: terminal.size().width,
    measure: displayWidth,
    isDryRun: !session.options.write,
    textOf: (file) => tree.read(file) ?? '',
    changesBy: (edits) => changesBy(session, edits),
  });
  let current: Step = begin(session.first);
  let shown: State | undefined;
  for (;;) {
    const { state, ask } = current;
    if (ask) {
      let answer: Answer;
      try {
        answer = answerOf(session, state, ask);
      } finally {
        clearProgress();
      }
      if (answer.kind === 'finished') {
        terminal.write(asText(noticesOf(answer.notices, view())));
        return { kind: 'finished', result: answer.result };
      }
      current = step(state, answer);
      continue;
    }
    if (state.mode.kind === 'over') return { kind: 'interrupted', written: state.written };
    terminal.write(asText(noticesOf(state.notices, view())));
    const typed = await showAndAsk(state, shown, terminal, view());
    shown = state;
    current = step({ ...state, notices: [] }, typed);
  }
}

/** Shows what is in hand, where it is not what was shown last, and waits for what is typed. */
async function showAndAsk(
  state: State,
  shown: State | undefined,
  terminal: Terminal,
  view: View,
): Promise<Typed> {
  const isNew =
    shown?.at !== state.at ||
    shown?.plan !== state.plan ||
    shown.mode.kind !== state.mode.kind ||
    state.notices.some(({ kind }) => kind === 'rule' || kind === 'help');
  if (isNew) {
    const stopped = await page(screenOf(state, view), terminal);
    if (stopped) return stopped;
  }
  if (state.mode.kind === 'reasoning') return terminal.line(promptOf(state));
  terminal.write(promptOf(state));
  const typed = await terminal.key();
  terminal.write(typed.kind === 'key' && typed.key !== '\r' ? `${typed.key}\n` : '\n');
  return typed;
}

/** Shows lines a screen at a time; `q` goes on to the question. Answers only where there is to be no question. */
async function page(lines: readonly string[], terminal: Terminal): Promise<Typed | undefined> {
  // The question stands below, and what went before is to be seen, too.
  const room = Math.max((terminal.size().height ?? Number.POSITIVE_INFINITY) - 2, 3);
  for (let at = 0; at < lines.length; at += room) {
    terminal.write(asText(lines.slice(at, at + room)));
    if (at + room >= lines.length) return undefined;
    terminal.write('-- more: any key, q to end -- ');
    const typed = await terminal.key();
    terminal.write('\n');
    if (typed.kind !== 'key') return typed;
    if (typed.key === 'q') return undefined;
  }
  return undefined;
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => line + '\n').join('');
}

type Answer =
  | Input
  | { readonly kind: 'finished'; readonly result: MigrationResult; readonly notices: State['notices'] };

/** Has the engine do what a session asks for. */
function answerOf(session: Session, { plan, choices }: State, ask: Ask): Answer {
  switch (ask.kind) {
    case 'plan': {
      const next = planAround(session, ask.choices);
      const commented = ask.comments
        ? comment(session, next, ask.choices, ask.comments)
        : { choices: ask.choices, refused: [] };
      return { kind: 'planned', plan: next, contradicted: contradicted(session, next), ...commented };
    }
    case 'settle':
      return { kind: 'settled', ...settle(session, plan, choices) };
    case 'stop':
      return { kind: 'stopping', ...planToStop(session, plan, choices) };
    case 'finish':
      return writeRest(session, plan, choices);
    case 'abandon': {
      const kept = onlyWritten(session, plan, choices);
      const result = finish(session, planAround(session, kept), kept);
      return { kind: 'finished', result, notices: summed(session) };
    }
  }
}

/** Finds places for comments, one after the other, as they may stand on one line. */
function comment(
  session: Session,
  plan: Plan,
  choices: Choices,
  { keys, reason }: NonNullable<Extract<Ask, { kind: 'plan' }>['comments']>,
) {
  let made = choices;
  const refused: { key: string; reason: string }[] = [];
  for (const item of plan.items.filter(({ key }) => keys.includes(key))) {
    const placed = placeComment(session, plan, made, item, reason);
    if (typeof placed === 'string') refused.push({ key: item.key, reason: placed });
    else made = new Map([...made, [item.key, placed]]);
  }
  return { choices: made, refused };
}

/** Writes what is not written yet, and ends. A comment that would not hold is left out. */
function writeRest(session: Session, plan: Plan, choices: Choices): Answer {
  const { unheeded } = settle(session, plan, choices);
  const left = new Map([...choices, ...unheeded.map((key) => [key, { kind: 'leave' }] as const)]);
  if (unheeded.length > 0) settle(session, plan, left);
  return { kind: 'finished', result: finish(session, plan, left), notices: summed(session) };
}

/** All that was written in a session. */
function summed({ written }: Session): State['notices'] {
  if (written.size === 0) return [{ kind: 'text', text: 'Nothing was written.' }];
  return [{ kind: 'written', files: [...written.keys()].sort() }];
}
