import { meaningOf } from '../files/system-errors.ts';
import { Failure } from '../model/failure.ts';
import { wantsColor } from './color.ts';

/** One of the two standard streams, as far as commands use it. */
export interface Output {
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** Columns; undefined where the stream is no terminal. */
  readonly width: number | undefined;
  write(chunk: string | Buffer): Promise<void>;
  /** Writes to a terminal at once, while the work holds the thread; whether it is seen is of no account. */
  show(text: string): void;
  /** As `write`, but that the reader went away is a failure, too: for what nobody can be told again. */
  deliver(chunk: string): Promise<void>;
}

/** What a command knows of the world outside: tests give their own. */
export interface Streams {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  readonly err: Output;
}

/** The streams of this process. A reader that goes away early (`| head`) is no failure. */
export function processStreams(): Streams {
  return {
    // Asked for where it is needed: it may be gone, which is told like any other failure.
    get cwd() {
      return process.cwd();
    },
    env: process.env,
    out: wrapStream(process.stdout, 'Standard output'),
    err: wrapStream(process.stderr, 'Standard error'),
  };
}

/** The same streams, with or without colours where a flag says so. */
export function withColor(streams: Streams, flag: boolean | undefined): Streams {
  if (flag === undefined) return streams;
  const { cwd, env, out, err } = streams;
  return { cwd, env, out: { ...out, color: flag }, err: { ...err, color: flag } };
}

function wrapStream(stream: NodeJS.WriteStream, name: string): Output {
  // Each write hears of its own failure; without a listener the event would end the process.
  stream.on('error', () => {});
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    color: wantsColor(isTerminal, process.env),
    width: isTerminal ? widthOf(stream.columns, process.env.COLUMNS) : undefined,
    write: (chunk) =>
      writeTo(stream, name, chunk).catch((error: Failure) => {
        if (!isReaderGone(error.cause as NodeJS.ErrnoException)) throw error;
      }),
    deliver: (chunk) => writeTo(stream, name, chunk),
    // For terminals Node writes at once.
    show: (text) => void stream.write(text),
  };
}

/** A terminal without a size says 0; then the environment may know it. */
export function widthOf(columns: number | undefined, named: string | undefined): number | undefined {
  return columns || (/^[1-9]\d{0,4}$/.test(named ?? '') ? Number(named) : undefined);
}

function writeTo(stream: NodeJS.WriteStream, name: string, chunk: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error) reject(new Failure(`${name} cannot be written: ${meaningOf(error)}`, { cause: error }));
      else resolve();
    });
  });
}

function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}
