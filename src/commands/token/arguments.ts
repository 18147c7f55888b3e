import { UsageError } from '../../engine/errors.ts';

const NEVER_THERE =
  'The password is never given on the command line, where every user of the machine and the history of the shell can see it: leave it out and it is asked for, or use --password-stdin or --password-fd N. If it was given there just now, change it';

/** Names under which people would give a password. */
const PASSWORD_NAME = /^(?:p$|pass|pw)/i;

/**
 * Refuses arguments that a command does not know, without repeating any: what stands there may be a password.
 *
 * @param words how many words name the command
 * @throws UsageError
 */
export function refuseOtherArguments(
  args: Readonly<Record<string, unknown>>,
  words: number,
  options: readonly string[],
): void {
  const known = new Set(['_', '$0', 'help', 'h', 'version', ...options, ...options.map(toCamelCase)]);
  const others = Object.keys(args).filter((name) => !known.has(name));
  if (others.some((name) => PASSWORD_NAME.test(name))) throw new UsageError(NEVER_THERE);
  const [first] = others;
  if (first !== undefined)
    throw new UsageError(
      /^[a-z]+(?:-[a-z]+)*$/.test(first)
        ? `There is no option --${first} here`
        : 'There is an option that is not known here; it is not repeated, as it may be a password',
    );
  if ((args._ as readonly unknown[]).length > words)
    throw new UsageError(
      `Options are all that is taken here; what else stands there is not repeated, as it may be a password. ${NEVER_THERE}`,
    );
}

function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
}
