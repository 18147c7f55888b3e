import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Interpreter, interpreterOf, STAND_INS, withoutNetwork } from './interpreters.ts';
import { type RawRequest, type RecordedRequest, readRequest } from './request.ts';
import { tokensFor } from './tokens.ts';
import { transpileAll } from './transpile.ts';
import { answerFrames } from './wire.ts';

/** How a fixture's program is run: the part of `case.json` that the recorder reads. */
export interface Program {
  /** The entry, relative to the program's folder; several for a page of several scripts. */
  readonly run: string | readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly browser?: boolean;
  readonly appsScript?: boolean;
}

/** What a program did: its requests in the order in which they went out, its output and its exit code. */
export interface Recording {
  readonly requests: readonly RecordedRequest[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const CHILD = fileURLToPath(new URL('./child/', import.meta.url));
const NODE_MODULES = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
const TIME_LIMIT = 20_000;

/** Runs a copy of the program in `dir` in a child process, every request answered locally. */
export async function record(dir: string, program: Program): Promise<Recording> {
  return withModules(dir, async (app) => {
    const interpreter = interpreterOf(program.run);
    const { raw, ended } = await (interpreter === undefined
      ? runNode(app, program)
      : runWired(app, program, interpreter));
    const hide = (text: string) => text.replaceAll(app, '<app>');
    return {
      requests: raw.map(readRequest),
      stdout: hide(ended.stdout),
      stderr: hide(ended.stderr),
      exitCode: ended.exitCode,
    };
  });
}

interface Run {
  readonly raw: readonly RawRequest[];
  readonly ended: Ended;
}

/** Runs JavaScript: requests are answered within the program's own process, which writes them down at its end. */
async function runNode(app: string, program: Program): Promise<Run> {
  await transpileAll(app);
  const file = join(app, '..', 'recording.json');
  const child = start(app, program, process.execPath, commandLine(program), {
    env: { NODE_NO_WARNINGS: '1', RECORDING_FILE: file },
  });
  const ended = await endOf(child, program);
  return { raw: JSON.parse(await readFile(file, 'utf8')) as RawRequest[], ended };
}

/** Runs any other language: requests come to this process and are answered here. */
async function runWired(app: string, program: Program, interpreter: Interpreter): Promise<Run> {
  await interpreter.prepare?.(app);
  const { command, args, env } = interpreter;
  const [first, ...rest] = [...withoutNetwork(), command, ...args, ...[program.run].flat()];
  const path = `${STAND_INS}:${process.env.PATH}`;
  const child = start(app, program, first!, rest, {
    env: { PATH: path, LANG: 'C.UTF-8', ...(await tokensFor(app)), ...env },
    wire: true,
  });
  const raw = answerFrames(child.stdio[3] as Duplex);
  return { ended: await endOf(child, program), raw };
}

/** Hands a temporary copy of `dir`, in which installed packages resolve, to `use` and removes it afterwards. */
export async function withModules<T>(dir: string, use: (app: string) => Promise<T>): Promise<T> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'record-')));
  try {
    const app = join(place, 'app');
    await cp(dir, app, { recursive: true });
    await symlink(NODE_MODULES, join(place, 'node_modules'), 'dir');
    return await use(app);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** The arguments of node that start the program: by itself, as a page, or as an Apps Script project. */
function commandLine({ run, browser, appsScript }: Program): string[] {
  const entries = [run].flat().map((entry) => entry.replace(/\.([cm]?)tsx?$/, '.$1js'));
  const preload = ['--require', join(CHILD, 'preload.cjs')];
  if (browser) return [...preload, join(CHILD, 'browser.cjs'), ...entries];
  if (appsScript) return [...preload, join(CHILD, 'apps-script.cjs'), ...entries];
  return [...preload, ...entries];
}

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

interface Start {
  readonly env: Readonly<Record<string, string>>;
  /** Whether file descriptor 3 leads here. */
  readonly wire?: boolean;
}

function start(cwd: string, program: Program, command: string, args: readonly string[], how: Start) {
  return spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, TZ: 'UTC', ...how.env, ...program.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(how.wire ? (['pipe'] as const) : [])],
  });
}

function endOf(child: ChildProcess, program: Program): Promise<Ended> {
  const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      if (exitCode === null)
        reject(new Error(`The program was stopped: ${[program.run].flat().join(', ')}\n${said.stderr}`));
      else resolve({ ...said, exitCode });
    });
  });
}
