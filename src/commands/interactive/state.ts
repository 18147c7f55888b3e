import type { Choices } from '../../engine/session/choices.ts';
import type { Item } from '../../engine/session/items.ts';
import type { Plan } from '../../engine/session/session.ts';
import type { RuleId } from '../../model/finding.ts';

/** Where a session is: what is decided, and what it waits for. Nothing in it knows of a terminal. */
export interface State {
  readonly plan: Plan;
  readonly choices: Choices;
  /** The key of the item in hand. */
  readonly at: string | undefined;
  readonly mode: Mode;
  /** What undoing goes back to, the last one last; empty once something is written. */
  readonly history: readonly Decided[];
  /** Files that were written, in the order of writing. */
  readonly written: readonly string[];
  /** What is to be told above what is shown next. */
  readonly notices: readonly Notice[];
  /** True once it was asked whether comments are to be written for what was skipped. */
  readonly isOffered: boolean;
}

/** Decisions with the plan that is made for them. */
export interface Decided {
  readonly plan: Plan;
  readonly choices: Choices;
  readonly at: string | undefined;
}

type Mode =
  /** The item in hand is to be decided. */
  | { readonly kind: 'deciding' }
  /** A reason is to be written for these items, which are skipped then. */
  | { readonly kind: 'reasoning'; readonly keys: readonly string[] }
  /** A decision changes what others look like that are taken. */
  | {
      readonly kind: 'changing';
      readonly next: Decided;
      /** Keys of what is taken and looks otherwise, or cannot be taken, in `next`. */
      readonly changed: readonly string[];
      readonly isStop: boolean;
    }
  /** All is decided: are comments to be written for what was skipped? */
  | { readonly kind: 'offering' }
  /** The engine was asked something. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'over'; readonly isInterrupted: boolean };

/** What is told between two questions. Text of the scanned tree is not made harmless yet. */
export type Notice =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'files'; readonly text: string; readonly files: readonly string[] }
  | { readonly kind: 'written'; readonly files: readonly string[] }
  | { readonly kind: 'rule'; readonly rule: RuleId }
  | { readonly kind: 'help' };

/** What happens to a session: somebody presses a key, writes a line or goes away, or the engine answers. */
export type Input =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      readonly choices: Choices;
      /** Files that are written, and would have to be otherwise. */
      readonly contradicted: readonly string[];
      /** Comments that could not be written, with the reason. */
      readonly refused: readonly { readonly key: string; readonly reason: string }[];
    }
  | { readonly kind: 'settled'; readonly written: readonly string[]; readonly unheeded: readonly string[] }
  | { readonly kind: 'stopping'; readonly plan: Plan; readonly choices: Choices };

/** What a session asks of the engine. */
export type Ask =
  /** A plan for these choices, with comments for some of them, which are left alone. */
  | {
      readonly kind: 'plan';
      readonly choices: Choices;
      readonly comments?: { readonly keys: readonly string[]; readonly reason: string };
    }
  /** To write what can be written. */
  | { readonly kind: 'settle' }
  /** What stopping here would come to. */
  | { readonly kind: 'stop' }
  /** The end: what is decided is written, and all that is known is reported. */
  | { readonly kind: 'finish' }
  /** The end, with nothing more written. */
  | { readonly kind: 'abandon' };

export interface Step {
  readonly state: State;
  readonly ask?: Ask;
}

/** The item in hand. */
export function itemInHand({ plan, at }: Pick<State, 'plan' | 'at'>): Item | undefined {
  return plan.items.find(({ key }) => key === at);
}

/** Keys of what was skipped though it could have been taken. */
export function skippedIn({ choices }: Pick<State, 'choices'>): string[] {
  return [...choices].flatMap(([key, { kind }]) => (kind === 'leave' ? [key] : []));
}

/** Waits for the engine. */
export function wait(state: State, ask: Ask): Step {
  return { state: { ...state, mode: { kind: 'waiting' } }, ask };
}

export function tell(state: State, text: string): Step {
  return show(state, { kind: 'text', text });
}

/** Goes on from where the session is, and tells something. */
export function show(state: State, notice: Notice): Step {
  return { state: { ...state, notices: [notice] } };
}
