import type { Options } from 'yargs';
import { suggest } from '../engine/nearest.ts';
import { RULE_IDS } from '../model/finding.ts';

/** The options that a command takes, by their names. */
type OptionTable = Readonly<Record<string, Options>>;

/** The options of each command; or the commands below it, which judge their own words: none of those may be repeated. */
export type Commands = Readonly<Record<string, OptionTable | readonly string[]>>;

/** What every command knows. */
const OTHERS: OptionTable = {
  help: { alias: 'h', type: 'boolean' },
  version: { alias: 'V', type: 'boolean' },
};

/** How help and errors call what an option takes. */
const TAKES: Readonly<Record<string, string>> = {
  baseline: 'FILE',
  since: 'COMMIT',
  format: 'NAME',
};

/**
 * Says what is wrong with the words of a command line: which of them it is, and what was perhaps meant. Undefined where
 * nothing is.
 */
export function findMistake(argv: readonly string[], commands: Commands): string | undefined {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const at = words.findIndex((word) => !word.startsWith('-'));
  const command = words[at];
  const names = Object.keys(commands);
  const secretive = words.findIndex((word) => subcommandsOf(word, commands) !== undefined);
  if (secretive !== -1)
    return secretive === at
      ? mistakeInSubcommand(command!, words.slice(at + 1), subcommandsOf(command!, commands)!)
      : undefined;
  if (command !== undefined && !Object.hasOwn(commands, command))
    return `There is no command '${command}'${suggest(command, names) || `. Commands: ${names.join(', ')}`}`;
  const known = { ...(command === undefined ? {} : optionsOf(command, commands)), ...OTHERS };
  for (const word of words) {
    const unknown = unknownOption(word, known);
    if (unknown !== undefined) return describeUnknown(unknown, command, known, commands);
    const [name = '', value] = word.slice(2).split('=');
    if (value !== undefined && isBoolean(name, known) && !/^(?:true|false)$/.test(value))
      return `--${name} takes no value, and '${value}' is one`;
  }
  if (words.some((word) => ['--help', '-h', '--version', '-V'].includes(word))) return undefined;
  if (command === undefined) return `Say what to do: ${names.join(', ')}`;
  const bare = words.find((word, i) => lacksValue(word, words[i + 1], known));
  if (bare !== undefined) return `${bare} needs a value: ${bare} ${TAKES[bare.slice(2)] ?? 'NAME'}`;
  return command === 'explain' ? mistakeInRules(words.slice(at + 1)) : undefined;
}

function isList(command: OptionTable | readonly string[]): command is readonly string[] {
  return Array.isArray(command);
}

function subcommandsOf(name: string, commands: Commands): readonly string[] | undefined {
  const command = Object.hasOwn(commands, name) ? commands[name]! : {};
  return isList(command) ? command : undefined;
}

function optionsOf(name: string, commands: Commands): OptionTable {
  const command = commands[name]!;
  return isList(command) ? {} : command;
}

/** A word that is no slip of a known one is not repeated: it may be a password. */
function mistakeInSubcommand(
  command: string,
  words: readonly string[],
  known: readonly string[],
): string | undefined {
  const [word] = words;
  if (word === undefined || word.startsWith('-') || words.some((one) => known.includes(one)))
    return undefined;
  const full = known.map((one) => `${command} ${one}`);
  const hint = suggest(word, known, (meant) => `${command} ${meant}`);
  return hint === ''
    ? `Say what to do: ${full.join(' or ')}`
    : `There is no command '${command} ${word}'${hint}`;
}

function mistakeInRules(words: readonly string[]): string | undefined {
  const [rule, more] = words.filter((word) => !word.startsWith('-'));
  if (rule === undefined) return `Say which rule: ${RULE_IDS.join(', ')}`;
  return more === undefined ? undefined : `explain takes one rule, and '${more}' is one more`;
}

/** The name of the option that a word asks for, with its dashes, if there is none such. */
function unknownOption(word: string, known: OptionTable): string | undefined {
  const [, dashes, name = ''] = /^(--?)([^=]+)/.exec(word) ?? [];
  if (dashes === undefined) return undefined;
  if (dashes === '--') {
    const isNegated = name.startsWith('no-') && isBoolean(name.slice('no-'.length), known);
    return Object.hasOwn(known, name) || isNegated ? undefined : dashes + name;
  }
  const letters = Object.values(known).map(({ alias }) => alias);
  const letter = [...name].find((one) => !letters.includes(one));
  return letter === undefined ? undefined : '-' + letter;
}

function describeUnknown(
  option: string,
  command: string | undefined,
  known: OptionTable,
  commands: Commands,
): string {
  const name = option.replace(/^-+/, '');
  const owners = Object.keys(commands).filter((other) => Object.hasOwn(optionsOf(other, commands), name));
  if (command === undefined && owners.length > 0)
    return `'${option}' needs a command before it: ${owners.join(' or ')}`;
  const longNames = Object.keys(known).map((one) => '--' + one);
  const hint = owners.length > 0 ? `; it is one of ${owners.join(' and ')}` : suggest(option, longNames);
  return `There is no option '${option}'${command === undefined ? '' : ` of ${command}`}${hint}`;
}

function isBoolean(name: string, known: OptionTable): boolean {
  return Object.hasOwn(known, name) && known[name]!.type === 'boolean';
}

function lacksValue(word: string, next: string | undefined, known: OptionTable): boolean {
  const name = word.slice(2);
  const takesOne = word.startsWith('--') && Object.hasOwn(known, name) && !isBoolean(name, known);
  return takesOne && (next === undefined || next.startsWith('-'));
}
