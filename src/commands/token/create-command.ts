import type { Argv, Options } from 'yargs';
import { ISSUING_STOPPED } from '../../zoho/retirement.ts';
import { REGIONS_IN_WORDS } from '../../zoho/token-generation.ts';
import type { ExitCode } from '../exit-codes.ts';
import { takeLast } from '../options.ts';
import type { Streams } from '../streams.ts';
import { refuseOtherArguments } from './arguments.ts';

const TEXT = { type: 'string', requiresArg: true, coerce: takeLast } as const;

const OPTIONS = {
  user: { ...TEXT, defaultDescription: 'asked for', describe: 'User name or e-mail address' },
  'password-stdin': {
    type: 'boolean',
    default: false,
    describe: 'Read the password from standard input, instead of asking for it',
  },
  'password-fd': { ...TEXT, describe: 'Read it from this file descriptor' },
  'keep-spaces': {
    type: 'boolean',
    default: false,
    describe: 'Leave spaces in a password that looks like an application-specific one',
  },
  'display-name': {
    ...TEXT,
    defaultDescription: "what the configuration says, the package's name, or the folder's",
    describe: 'Name to generate the token under',
  },
  region: { ...TEXT, defaultDescription: 'com', describe: `Data centre: ${REGIONS_IN_WORDS}` },
  host: { ...TEXT, describe: 'Accounts host, instead of a region' },
  'write-env': { ...TEXT, describe: 'Write the token to this .env file, which git must ignore' },
  'token-env': {
    ...TEXT,
    defaultDescription: 'ZOHO_AUTHTOKEN, or what the configuration says',
    describe: 'Variable that is set there',
  },
  print: { type: 'boolean', default: false, describe: 'Print the token on standard output' },
  timeout: { ...TEXT, default: '30', describe: 'Seconds that it may take' },
} as const satisfies Record<string, Options>;

export interface CreateArguments {
  readonly user?: string | undefined;
  readonly passwordStdin: boolean;
  readonly passwordFd?: string | undefined;
  readonly keepSpaces: boolean;
  readonly displayName?: string | undefined;
  readonly region?: string | undefined;
  readonly host?: string | undefined;
  readonly writeEnv?: string | undefined;
  readonly tokenEnv?: string | undefined;
  readonly print: boolean;
  readonly timeout: string;
}

/** Teaches the parser the command; `choose` is told what to run. */
export function addTokenCreateCommand(
  parser: Argv,
  choose: (run: (streams: Streams) => Promise<ExitCode>) => void,
): Argv {
  return parser.command(
    'create',
    'Ask Zoho Accounts for a token, with a password: the one command that sends something',
    // What the parser does not know it would repeat, and that may be a password.
    (yargs) => yargs.strict(false).options(OPTIONS).epilogue(ISSUING_STOPPED),
    (args) =>
      choose(async (streams) => {
        refuseOtherArguments(args, 2, Object.keys(OPTIONS));
        const { runTokenCreate } = await import('./create.ts');
        return runTokenCreate(args, streams);
      }),
  );
}
