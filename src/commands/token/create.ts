import { resolve } from 'node:path';
import type { EnvFile, Stored, Suitability } from '../../accounts/env-file.ts';
import { findConfig } from '../../engine/config.ts';
import { UsageError } from '../../engine/errors.ts';
import { findTop } from '../../files/git/repository.ts';
import { readTexts } from '../../files/texts.ts';
import { TOOL } from '../../package.ts';
import { escapeControls } from '../../report/escape.ts';
import {
  accountsHostOf,
  domainOfRegion,
  isAccountsHost,
  REGIONS_IN_WORDS,
} from '../../zoho/token-generation.ts';
import { ACTIVE_TOKENS } from '../../zoho/token-refusals.ts';
import { withoutShownSpaces } from '../../zoho/token-request.ts';
import { findDisplayName } from '../display-name.ts';
import { type ExitCode, INTERRUPTED_BY } from '../exit-codes.ts';
import { tellFailure } from '../failure.ts';
import { checkVariableName } from '../options.ts';
import type { Streams } from '../streams.ts';
import type { CreateArguments } from './create-command.ts';
import { handOut } from './hand-out.ts';
import { type PasswordSource, readPassword } from './password.ts';
import { watchSignals } from './signals.ts';
import { AskingInterrupted, openTerminal, type Terminal } from './terminal.ts';

/** What is to be done, as far as it is known before anybody is asked. */
interface Plan {
  readonly host: string;
  readonly displayName: string;
  readonly password: PasswordSource;
  readonly envFile: EnvFile | undefined;
  readonly timeLimit: number;
}

/** Asks for a token, once; stores it, prints it, and answers with the exit code. */
export async function runTokenCreate(args: CreateArguments, streams: Streams): Promise<ExitCode> {
  const plan = planCreation(args, streams);
  const { tokenAddress } = await import('../../accounts/address.ts');
  const { examineEnvFile, storeToken } = await import('../../accounts/env-file.ts');
  const address = tokenAddress(plan.host);
  const { envFile, displayName } = plan;
  // Whatever could keep the token from being stored must be found before there is one.
  const examined = envFile && examineEnvFile(envFile);
  const notices = examined ? describeSuitability(envFile, examined) : [];
  for (const notice of notices) await streams.err.write(notice + '\n');
  const people = callPeople();
  try {
    const user = args.user ?? (await askForUser(people.need()));
    await announce({ ...plan, address, user }, streams);
    const given = await readPassword(plan.password, people.need, `Password of ${escapeControls(user)}: `);
    const password = args.keepSpaces ? given : withoutShownSpaces(given);
    if (password !== given)
      await streams.err.write('The spaces of the application-specific password are left out.\n');
    const asked = { address, user, password, displayName, timeLimit: plan.timeLimit, secrets: [given] };
    const token = await ask(asked, streams);
    if (typeof token === 'number') return token;
    const store =
      examined &&
      (() => {
        const stored = storeToken(envFile, token, examined);
        const news = describeSuitability(envFile, stored).filter((notice) => !notices.includes(notice));
        const isGuess = args.tokenEnv === undefined && stored.done === 'added';
        return [describeStored(envFile, stored), ...(isGuess ? [describeGuess(envFile)] : []), ...news].join(
          '\n',
        );
      });
    return await handOut({ token, displayName, store, print: args.print, terminal: people.find }, streams);
  } catch (error) {
    if (error instanceof AskingInterrupted) return INTERRUPTED_BY.SIGINT;
    throw error;
  } finally {
    people.dismiss();
  }
}

/** Reads the options. @throws UsageError */
function planCreation(args: CreateArguments, { cwd, env }: Streams): Plan {
  // It is read when the process starts, and then no code can keep Node from printing what goes through it.
  if (env.NODE_DEBUG)
    throw new UsageError(
      'NODE_DEBUG is set, with which Node may print a password or a token: unset it first',
    );
  if (args.writeEnv === undefined && !args.print)
    throw new UsageError(
      'Say where the token shall go: --write-env FILE writes it to a .env file, --print prints it, and both may be given. Zoho shows it only once',
    );
  if (args.writeEnv === '') throw new UsageError('--write-env takes the name of a file');
  if (args.writeEnv === undefined && args.tokenEnv !== undefined)
    throw new UsageError('--token-env names the variable that --write-env FILE sets, which is not given');
  const displayName = args.displayName ?? findDisplayName(cwd);
  if (displayName.trim() === '') throw new UsageError('--display-name is empty');
  if (args.user?.trim() === '') throw new UsageError('--user is empty');
  return {
    host: hostOf(args),
    displayName,
    password: passwordSourceOf(args),
    envFile: args.writeEnv === undefined ? undefined : envFileOf(args.writeEnv, args.tokenEnv, cwd),
    timeLimit: readTimeLimit(args.timeout),
  };
}

function hostOf({ region, host }: CreateArguments): string {
  if (region === undefined) return host ?? accountsHostOf(undefined);
  if (host !== undefined) throw new UsageError('--region and --host exclude each other');
  const domain = domainOfRegion(region);
  if (domain !== undefined) return accountsHostOf(domain);
  throw new UsageError(`--region takes ${REGIONS_IN_WORDS}, not '${region}'`);
}

/** What is given in the place of a number may be the password. */
function passwordSourceOf({ passwordStdin, passwordFd }: CreateArguments): PasswordSource {
  if (passwordFd === undefined) return passwordStdin ? { from: 'descriptor', fd: 0 } : { from: 'terminal' };
  if (passwordStdin) throw new UsageError('--password-stdin and --password-fd exclude each other');
  if (/^(?:0|[3-9]|[1-9]\d{1,3})$/.test(passwordFd)) return { from: 'descriptor', fd: Number(passwordFd) };
  throw new UsageError('--password-fd takes the number of a file descriptor that can be read: 0, 3, 4, …');
}

function envFileOf(shown: string, tokenEnv: string | undefined, cwd: string): EnvFile {
  const name =
    tokenEnv !== undefined
      ? checkVariableName(tokenEnv)
      : (findConfig(cwd, findTop(cwd) ?? cwd, readTexts).tokenName ?? 'ZOHO_AUTHTOKEN');
  return { file: resolve(cwd, shown), shown, name };
}

function readTimeLimit(seconds: string): number {
  const limit = Number(seconds);
  if (/^\d+(?:\.\d+)?$/.test(seconds) && limit > 0 && limit <= 600) return limit * 1000;
  throw new UsageError(`--timeout takes a number of seconds, up to 600, not '${seconds}'`);
}

/** The person at the terminal, called when first needed. */
function callPeople() {
  let terminal: Terminal | undefined;
  const find = () => (terminal ??= openTerminal());
  return {
    find,
    need(): Terminal {
      const found = find();
      if (found) return found;
      throw new UsageError(
        'There is no terminal to ask on: give --user NAME, and the password by --password-stdin or --password-fd N',
      );
    },
    dismiss: () => terminal?.close(),
  };
}

async function askForUser(terminal: Terminal): Promise<string> {
  const user = (await terminal.ask('User name or e-mail address: '))?.trim();
  if (user) return user;
  throw new UsageError('No user was given');
}

function describeSuitability({ shown }: EnvFile, { isInGit, openMode }: Suitability): string[] {
  const notices = [
    ...(isInGit ? [] : [`${shown} lies in no git repository: nothing keeps it out of one.`]),
    ...(openMode === undefined
      ? []
      : [`${shown} has mode ${openMode}: others on this machine can read it; 'chmod 600' ends that.`]),
  ];
  return notices.map(escapeControls);
}

/** Says what will be sent where; the password is neither shown nor counted. */
async function announce(
  { address, user, displayName }: Plan & { address: URL; user: string },
  { err }: Streams,
): Promise<void> {
  const isForeign = !isAccountsHost(address.host) && address.protocol === 'https:';
  const lines = [
    `Will ask ${address} for a token of Zoho CRM, and send`,
    `  user          ${user}`,
    `  password      not shown`,
    `  display name  ${displayName}`,
    ...(isForeign
      ? [`${address.host} is no host of Zoho that is known here: who runs it gets the password.`]
      : []),
  ];
  await err.write(lines.map((line) => escapeControls(line) + '\n').join(''));
}

interface Asked {
  readonly address: URL;
  readonly user: string;
  readonly password: string;
  readonly displayName: string;
  readonly timeLimit: number;
  readonly secrets: readonly string[];
}

/** The token; or the exit code, where a signal came first. @throws NoToken */
async function ask(asked: Asked, streams: Streams): Promise<string | ExitCode> {
  const { issueToken, NoToken } = await import('../../accounts/issue.ts');
  const watch = watchSignals();
  try {
    return await issueToken({ ...asked, userAgent: `${TOOL.name}/${TOOL.version}`, signal: watch.aborted });
  } catch (error) {
    if (!(error instanceof NoToken && error.isInterrupted)) throw error;
    await tellFailure(error, streams);
    return watch.code();
  } finally {
    watch.stop();
  }
}

function describeStored({ shown, name }: EnvFile, { done, line }: Stored): string {
  const where = escapeControls(`${name} in line ${line} of ${shown}`);
  if (done === 'added') return `${where} holds the token.`;
  return `${where} holds the token, in the place of what stood there. A token that stood there stays valid until it is removed (${ACTIVE_TOKENS}).`;
}

/** Which variables the code reads is known to a migration alone, as it may need several tokens. */
function describeGuess({ name }: EnvFile): string {
  return escapeControls(
    `Whether the code here reads ${name} was not looked at: \`${TOOL.name} token url\` tells which names it reads once it is migrated, and --token-env NAME sets another.`,
  );
}
