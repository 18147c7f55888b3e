import type { MeaningOf } from '../code/meaning.ts';
import { byName, type CallMeaning, concat, quiet } from '../code/meanings.ts';

const format: CallMeaning = (_, [template, ...values]) =>
  // `printf -v name …` puts its text into a variable.
  template && !startsWithDash(template) ? { kind: 'format', template, slots: 'printf', values } : undefined;

function startsWithDash(value: Parameters<CallMeaning>[1][number]): boolean {
  const [first] = value.kind === 'text' ? value.parts : [];
  return first?.kind === 'characters' && first.text.startsWith('-');
}

/** What is written out: of several words, the blanks between them are not told. */
const echo: CallMeaning = (call, values) => {
  const words = values.filter((value) => !startsWithDash(value));
  return words.length === 1 ? concat(call, words) : undefined;
};

const COMMANDS = byName(
  ['printf', format],
  ['echo', echo],
  ['set source shift sleep cd mkdir rm logger true false trap test shopt umask date', quiet],
);

/** What the commands mean that every shell has. */
export const meaningOf: MeaningOf = (node) => {
  if (node.kind !== 'call') return undefined;
  return COMMANDS.get(node.name.text)?.(
    node,
    node.arguments.map(({ value }) => value),
  );
};
