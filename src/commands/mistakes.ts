import type { Options } from 'yargs';
import { suggest } from '../engine/nearest.ts';
import { RULE_IDS } from '../model/finding.ts';
import { escapeControls } from '../report/escape.ts';

type OptionTable = Readonly<Record<string, Options>>;

/** What every command knows. */
const OTHERS: OptionTable = {
  help: { alias: 'h', type: 'boolean' },
  version: { alias: 'V', type: 'boolean' },
};

/**
 * Says what is wrong with a command line in which the parser has found something to be wrong: which word it is, and what
 * was perhaps meant.
 *
 * @param found what the parser says of it, for what is not known here
 */
export function describeMistake(
  argv: readonly string[],
  commands: Readonly<Record<string, OptionTable>>,
  found: string,
): string {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const command = words.find((word) => !word.startsWith('-'));
  const names = Object.keys(commands);
  if (command !== undefined && !Object.hasOwn(commands, command))
    return `There is no command ${quote(command)}${suggest(command, names) || `. Commands: ${names.join(', ')}`}`;
  const known = { ...(command === undefined ? {} : commands[command]), ...OTHERS };
  for (const word of words) {
    const unknown = unknownOption(word, known);
    if (unknown !== undefined) return describeUnknown(unknown, command, known, commands);
  }
  if (command === undefined) return `Say what to do: ${names.join(', ')}`;
  const bare = words.find(
    (word, i) => takesValue(word, known) && !word.includes('=') && isNoValue(words[i + 1]),
  );
  if (bare !== undefined)
    return `${bare} needs a value: ${bare} ${known[bare.slice(2)]!.defaultDescription ?? 'VALUE'}`;
  if (command === 'explain') {
    const [rule, more] = words.filter((word) => !word.startsWith('-')).slice(1);
    if (rule === undefined) return `Say which rule: ${RULE_IDS.join(', ')}`;
    if (more !== undefined) return `explain takes one rule, and ${quote(more)} is one more`;
  }
  return escapeControls(found);
}

/** The name of the option that a word asks for, with its dashes, if there is none such. */
function unknownOption(word: string, known: OptionTable): string | undefined {
  const [, dashes, name = ''] = /^(--?)([^=]+)/.exec(word) ?? [];
  if (dashes === '--') {
    const positive = name.startsWith('no-') ? name.slice('no-'.length) : name;
    return Object.hasOwn(known, name) || known[positive]?.type === 'boolean' ? undefined : dashes + name;
  }
  const letters = Object.values(known).map(({ alias }) => alias);
  const letter = [...name].find((one) => !letters.includes(one));
  return letter === undefined ? undefined : '-' + letter;
}

function describeUnknown(
  option: string,
  command: string | undefined,
  known: OptionTable,
  commands: Readonly<Record<string, OptionTable>>,
): string {
  const name = option.replace(/^-+/, '');
  const owners = Object.keys(commands).filter((other) => Object.hasOwn(commands[other]!, name));
  const hint =
    owners.length > 0
      ? `; it is one of ${owners.join(' and ')}`
      : suggest(
          option,
          Object.keys(known).map((one) => '--' + one),
        );
  return `There is no option ${quote(option)}${command === undefined ? ' without a command' : ` of ${command}`}${hint}`;
}

function takesValue(word: string, known: OptionTable): boolean {
  const option = known[word.slice(2)];
  return word.startsWith('--') && option !== undefined && option.type !== 'boolean';
}

function isNoValue(next: string | undefined): boolean {
  return next === undefined || next.startsWith('-');
}

function quote(word: string): string {
  return `'${escapeControls(word)}'`;
}
