import type { Argv, Options, PositionalOptions } from 'yargs';
import { UsageError } from '../../engine/errors.ts';
import { byNearness } from '../../engine/nearest.ts';
import type { MigrationResult } from '../../model/migration.ts';
import { TOOL } from '../../package.ts';
import { renderLinks, type TokenLink } from '../../report/token-links.ts';
import { isHandWork, type ResultView, viewResult } from '../../report/view.ts';
import { count } from '../../report/words.ts';
import { domainOfRegion, generateUrl, REGIONS, REGIONS_IN_WORDS } from '../../zoho/token-generation.ts';
import { findDisplayName } from '../display-name.ts';
import { DONE, type ExitCode, FAILED } from '../exit-codes.ts';
import { tellFailedFiles } from '../failure.ts';
import { COMMON_OPTIONS, type CommonArguments, readCommon, takeLast } from '../options.ts';
import { readPaths } from '../paths.ts';
import { reportOn } from '../report-on.ts';
import { type Output, type Streams, withColor } from '../streams.ts';

export interface TokenUrlArguments extends CommonArguments {
  readonly names: readonly string[];
  readonly region?: string | undefined;
  readonly displayName?: string | undefined;
}

/** Teaches the parser `token url`; `choose` is told what to run. */
export function addTokenUrlCommand(parser: Argv, choose: (args: TokenUrlArguments) => void): Argv {
  return parser.command(
    'url [names..]',
    'Print the links that generate tokens; send nothing',
    (yargs) => yargs.positional('names', NAMES).options(OPTIONS),
    (args) => choose({ ...args, ...readCommon(args), names: readPaths(args.names, args._.slice(1)) }),
  );
}

const NAMES = {
  type: 'string',
  array: true,
  defaultDescription: 'the tokens that the code in this folder needs',
  describe: 'Names of applications to generate tokens for',
} as PositionalOptions & { array: true; type: 'string' };

const OPTIONS = {
  region: {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    defaultDescription: 'where the calls go, else com',
    describe: `Data centre of the account: ${REGIONS_IN_WORDS}`,
  },
  'display-name': {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    defaultDescription: "what the configuration says, the package's name, or the folder's",
    describe: 'Name to generate the tokens of the plan under',
  },
  ...COMMON_OPTIONS,
} as const satisfies Record<string, Options>;

/** Prints a link for each name, or for each token of the plan, and how to go on from there. */
export async function runTokenUrl(args: TokenUrlArguments, given: Streams): Promise<ExitCode> {
  const streams = withColor(given, args.color);
  const { names, displayName } = args;
  const host = args.region === undefined ? undefined : readRegion(args.region);
  if ([...names, displayName].includes('')) throw new UsageError('A name is empty');
  if (names.length > 0 && displayName !== undefined)
    throw new UsageError('--display-name names the tokens of the plan: leave it out, or the other names');
  if (names.length > 0) {
    const links = names.map((name) => ({ urls: [generateUrl({ host, displayName: name })], title: name }));
    await streams.out.write(renderLinks(links, streams.out));
    return DONE;
  }
  const { migrate } = await import('../../engine/migrate.ts');
  const plan = {
    paths: ['.'],
    cwd: streams.cwd,
    write: false,
    withTokensSent: true,
    displayName: displayName ?? findDisplayName(streams.cwd),
  };
  const result = await reportOn(
    (watch) => migrate({ ...plan, watch }),
    (planned) => tellPlan(planned, host, streams.out),
    args,
    streams,
  );
  const failed = result.skipped.filter((skipped) => skipped.failed);
  if (failed.length === 0) return DONE;
  await tellFailedFiles(failed, streams);
  return FAILED;
}

/** The domain of a region. @throws UsageError for one that there is not */
function readRegion(region: string): string {
  const domain = domainOfRegion(region);
  if (domain !== undefined) return domain;
  const known = byNearness(region, REGIONS).join(', ');
  throw new UsageError(`There is no region '${region}'. Regions: ${known}`);
}

async function tellPlan(result: MigrationResult, host: string | undefined, out: Output): Promise<void> {
  const view = viewResult(result);
  await out.write(
    view.tokens.length > 0
      ? renderLinks(linksOf(view, host), out)
      : tellNoToken(result.findings.filter(isHandWork).length),
  );
}

function linksOf({ tokens }: ResultView, host: string | undefined): TokenLink[] {
  return tokens.map(({ where, user, perUser, isByHand, displayName, generateUrls }) => ({
    title: isByHand ? `${where} (its calls are to be rewritten by hand)` : where,
    user: perUser ? `${user}, one token for each` : user,
    urls: host === undefined ? generateUrls : [generateUrl({ host, displayName })],
  }));
}

/** The code may have its tokens from where nothing tells of. */
function tellNoToken(byHand: number): string {
  const left =
    byHand === 0
      ? 'No call here sends an API key or ticket, or a token of Zoho CRM.'
      : `No link can be told of ${count(byHand, 'call')} that must be rewritten by hand first (\`${TOOL.name} migrate --dry-run\` tells why).`;
  return `${left}\nFor any other code, give the name to generate under: \`${TOOL.name} token url NAME\`.\n`;
}
