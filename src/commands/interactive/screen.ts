import pc from 'picocolors';
import { type Item, keyOfEdit, sharersOf } from '../../engine/session/items.ts';
import type { Edit } from '../../model/edit.ts';
import type { ChangedFile } from '../../model/migration.ts';
import { renderEdits } from '../../report/edit-diff.ts';
import { escapeControls } from '../../report/escape.ts';
import { explainRule } from '../../report/explain.ts';
import { type Room, wrap } from '../../report/layout.ts';
import { maskMessage, maskSecrets } from '../../report/mask.ts';
import { showPath } from '../../report/paths.ts';
import { createLocator } from '../../report/positions.ts';
import { summaryOf } from '../../report/rule-texts.ts';
import { count } from '../../report/words.ts';
import { itemInHand, type Notice, type State, skippedIn } from './state.ts';

/** What a screen needs to know of the world around the session. */
export interface View extends Room {
  readonly root: string;
  readonly color: boolean;
  readonly isDryRun: boolean;
  /** The decoded text of a file as it was when the session began. */
  textOf(file: string): string;
  changesBy(edits: readonly Edit[]): readonly ChangedFile[];
}

const KEYS: readonly (readonly [key: string, what: string])[] = [
  ['y', 'take this'],
  ['n', 'skip this'],
  ['a', 'take this and the rest of the file'],
  ['d', 'skip this and the rest of the file'],
  ['e', 'explain the rule'],
  ['i', 'skip this, and write a comment that says why it is ignored'],
  ['u', 'undo the last decision, as long as nothing is written'],
  ['q', 'stop: write what is decided in files that are done, leave the rest'],
  ['?', 'this help'],
];

/** How many others are named that belong together with one. */
const MOST_NAMED = 3;

/** What is shown of the item in hand, or of what is asked instead; without the question. */
export function screenOf(state: State, view: View): string[] {
  switch (state.mode.kind) {
    case 'deciding':
      return cardOf(state, view);
    case 'changing':
      return changeOf(state, state.mode, view);
    default:
      return [];
  }
}

/** The question that a key or a line answers. */
export function promptOf({ mode, ...state }: State): string {
  switch (mode.kind) {
    case 'deciding': {
      const item = itemInHand(state);
      return item?.canTake ? 'Take this? [y,n,a,d,e,i,u,q,?] ' : 'Go on? [n,a,d,e,i,u,q,?] ';
    }
    case 'changing':
      return mode.isStop
        ? 'Write it so? [y: yes, n: nothing more, u: go back] '
        : 'Go on so? [y: yes, n: look again, u: undo] ';
    case 'reasoning':
      return 'Reason (empty: none): ';
    case 'offering': {
      return `${count(skippedIn(state).length, 'finding')} skipped. Write comments that say why? [y,N] `;
    }
    default:
      return '';
  }
}

/** What is told before the next question. */
export function noticesOf(notices: readonly Notice[], view: View): string[] {
  return notices.flatMap((notice) => noticeOf(notice, view));
}

function noticeOf(notice: Notice, view: View): readonly string[] {
  switch (notice.kind) {
    case 'text':
      return wrap(escapeControls(maskSecrets(notice.text)), view);
    case 'files':
      return [...wrap(notice.text, view), ...notice.files.map((file) => `  ${nameOf(file, view)}`)];
    case 'written':
      return [
        view.isDryRun ? 'Would be written:' : 'Written:',
        ...notice.files.map((file) => `  ${nameOf(file, view)}`),
      ];
    case 'rule':
      return ['', ...explainRule(notice.rule, view).trimEnd().split('\n')];
    case 'help':
      return KEYS.map(([key, what]) => `  ${key}  ${what}`);
  }
}

function cardOf(state: State, view: View): string[] {
  const item = itemInHand(state)!;
  const { items } = state.plan;
  const { finding, canTake, edits, refusal } = item;
  const paint = pc.createColors(view.color);
  const place = `(${items.indexOf(item) + 1} of ${items.length}) ${placeOf(item, view)}`;
  const symbol = finding.symbol === undefined ? '' : `  ${escapeControls(maskSecrets(finding.symbol))}`;
  return [
    '',
    ...wrap(place + symbol, view).map(paint.bold),
    ...wrap(`${finding.severity} ${finding.ruleId}: ${escapeControls(maskMessage(finding.message))}`, view),
    ...wrap(`Why: ${summaryOf(finding.ruleId)}`, view).map(paint.dim),
    ...(refusal === undefined ? [] : wrap(`Not to be taken: ${escapeControls(maskMessage(refusal))}.`, view)),
    ...tellSafety(item, view),
    ...tellTogether(state, item, view),
    ...(canTake ? renderEdits(view.changesBy(edits), view) : []),
  ];
}

function tellSafety({ finding: { fix }, canTake }: Item, view: View): readonly string[] {
  if (fix?.safety !== 'unsafe') return [];
  return wrap(canTake ? 'Unsafe: behaviour may change.' : 'Unsafe: offered with --unsafe.', view);
}

/** What belongs together with an item: the consequence of skipping it is told before. */
function tellTogether({ plan }: State, item: Item, view: View): string[] {
  const { canTake, edits, finding } = item;
  if (!canTake) return [];
  const others = sharersOf(item, plan.items);
  const files = [...new Set(edits.map(({ file }) => file))].filter((file) => file !== finding.at.file).sort();
  const names = others.slice(0, MOST_NAMED).map((other) => placeOf(other, view));
  const more = others.length > MOST_NAMED ? `, and ${count(others.length - MOST_NAMED, 'other')}` : '';
  return [
    ...(files.length === 0
      ? []
      : wrap(`Also changes ${files.map((file) => nameOf(file, view)).join(', ')}.`, view)),
    ...(others.length === 0
      ? []
      : wrap(
          `Shares changes with ${names.join(', ')}${more}. Where one is skipped, the others are planned anew.`,
          view,
        )),
  ];
}

/** How what is taken looks once another is left alone. */
function changeOf(
  state: State,
  { next, changed, isStop }: Extract<State['mode'], { kind: 'changing' }>,
  view: View,
): string[] {
  const paint = pc.createColors(view.color);
  const items = next.plan.items.filter(({ key }) => changed.includes(key));
  const taken = items.filter(({ canTake, key }) => canTake && next.choices.get(key)?.kind === 'take');
  const lost = state.plan.items.filter(
    ({ key }) => changed.includes(key) && !taken.some((item) => item.key === key),
  );
  const title = isStop
    ? 'To stop here leaves the rest alone. That changes what you took:'
    : 'To leave it alone changes what you took:';
  const edits = new Map(taken.flatMap((item) => item.edits).map((edit) => [keyOfEdit(edit), edit]));
  return [
    '',
    ...wrap(title, view).map(paint.bold),
    ...lost.flatMap((item) => [...wrap(`  ${placeOf(item, view)}: ${whyLost(item, items, isStop)}`, view)]),
    ...taken.map((item) => `  ${placeOf(item, view)}: as follows`),
    ...renderEdits(view.changesBy([...edits.values()]), view),
  ];
}

function whyLost({ key }: Item, items: readonly Item[], isStop: boolean): string {
  if (isStop) return 'stays, since it belongs together with what is not decided';
  const after = items.find((item) => item.key === key);
  const why = after?.refusal ?? after?.finding.message ?? 'it is found no more';
  return `can no longer be taken. ${escapeControls(maskSecrets(why))}`;
}

function placeOf({ finding: { at } }: Item, view: View): string {
  const { line, column } = createLocator(new Map([[at.file, view.textOf(at.file)]])).locate(
    at.file,
    at.start,
  );
  return `${nameOf(at.file, view)}:${line}:${column}`;
}

function nameOf(file: string, { root }: View): string {
  return escapeControls(showPath(root, file));
}
