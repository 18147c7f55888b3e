import { parseArgs } from 'node:util';
import { CHECK_OPTIONS, type CheckArguments } from './check.ts';
import { readCommon } from './options.ts';

/**
 * Reads the arguments of `check` without the parser for command lines, which takes longer to load than a hook may take.
 * What is not plain (help, a mistake) is left to that parser: undefined.
 */
export function parseCheckQuickly(argv: readonly string[]): CheckArguments | undefined {
  if (argv[0] !== 'check') return undefined;
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(1),
      options: OPTIONS,
      allowPositionals: true,
      strict: true,
      allowNegative: true,
    });
    return {
      ...readCommon(values),
      paths: positionals,
      staged: values.staged === true,
      since: textOf(values.since),
      wholeFiles: values['whole-files'] === true,
      baseline: textOf(values.baseline),
      updateBaseline: values['update-baseline'] === true,
      strict: values.strict === true,
      format: (values.format as string[] | undefined) ?? [],
    };
  } catch (error) {
    // It says so of whatever it does not know.
    if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS_')) return undefined;
    throw error;
  }
}

const OPTIONS = Object.fromEntries(
  Object.entries(CHECK_OPTIONS).map(([name, option]) => [
    name,
    {
      type: option.type,
      ...('array' in option && { multiple: option.array }),
      ...('alias' in option && { short: option.alias }),
    },
  ]),
);

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
