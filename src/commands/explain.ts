import type { Argv, PositionalOptions } from 'yargs';
import { UsageError } from '../engine/errors.ts';
import { suggest } from '../engine/nearest.ts';
import { RULE_IDS } from '../model/finding.ts';
import { escapeControls } from '../report/escape.ts';
import { explainRule } from '../report/explain.ts';
import { DONE, type ExitCode } from './exit-codes.ts';
import { COMMON_OPTIONS, type CommonArguments, readCommon } from './options.ts';
import { type Streams, withColor } from './streams.ts';

export interface ExplainArguments extends CommonArguments {
  readonly rule: string;
}

/** Teaches the parser the command; `choose` is told what to run. */
export function addExplainCommand(parser: Argv, choose: (args: ExplainArguments) => void): Argv {
  return parser.command(
    'explain <rule>',
    'Say what a rule means and what to do',
    (yargs) =>
      yargs
        .usage('$0 explain <rule>\n\nSays what a rule means and what to do about it.')
        .positional('rule', RULE)
        .options(COMMON_OPTIONS)
        .example('$0 explain ticket-regeneration', ''),
    (args) => choose({ rule: args.rule, ...readCommon(args) }),
  );
}

const RULE = {
  type: 'string',
  demandOption: true,
  describe: RULE_IDS.join(', '),
} as const satisfies PositionalOptions;

export async function runExplain({ rule, color }: ExplainArguments, streams: Streams): Promise<ExitCode> {
  const { out } = withColor(streams, color);
  const id = RULE_IDS.find((known) => known === rule);
  if (!id)
    throw new UsageError(
      `There is no rule '${escapeControls(rule)}'${suggest(rule, RULE_IDS) || `. Rules: ${RULE_IDS.join(', ')}`}`,
    );
  await out.write(explainRule(id, { color: out.color, width: out.width }));
  return DONE;
}
