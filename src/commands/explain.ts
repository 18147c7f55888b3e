import type { Argv, PositionalOptions } from 'yargs';
import { UsageError } from '../engine/errors.ts';
import { RULE_IDS } from '../model/finding.ts';
import { escapeControls } from '../report/escape.ts';
import { explainRule } from '../report/explain.ts';
import { DONE, type ExitCode } from './exit-codes.ts';
import type { Streams } from './streams.ts';

export interface ExplainArguments {
  readonly rule: string;
}

/** Teaches the parser the command; `choose` is told what to run. */
export function addExplainCommand(parser: Argv, choose: (args: ExplainArguments) => void): Argv {
  return parser.command(
    'explain <rule>',
    'Say what a rule means and what to do about it',
    (yargs) => yargs.positional('rule', RULE),
    ({ rule }) => choose({ rule }),
  );
}

const RULE = {
  type: 'string',
  demandOption: true,
  describe: RULE_IDS.join(', '),
} as const satisfies PositionalOptions;

export async function runExplain({ rule }: ExplainArguments, { out }: Streams): Promise<ExitCode> {
  const id = RULE_IDS.find((known) => known === rule);
  if (!id) throw new UsageError(`There is no rule '${escapeControls(rule)}'. Rules: ${RULE_IDS.join(', ')}`);
  await out.write(explainRule(id, { color: out.color, width: out.width }));
  return DONE;
}
