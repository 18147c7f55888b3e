/** One of the two standard streams, as far as commands use it. */
export interface Output {
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** Columns; undefined where the stream is no terminal. */
  readonly width: number | undefined;
  write(chunk: string | Buffer): Promise<void>;
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
    cwd: process.cwd(),
    env: process.env,
    out: wrapStream(process.stdout),
    err: wrapStream(process.stderr),
  };
}

function wrapStream(stream: NodeJS.WriteStream): Output {
  // Each write hears of its own failure; without a listener the event would end the process.
  stream.on('error', () => {});
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    color: wantsColor(isTerminal, process.env),
    // A terminal without a size says 0.
    width: (isTerminal && stream.columns) || undefined,
    write: (chunk) =>
      writeTo(stream, chunk).catch((error: NodeJS.ErrnoException) => {
        if (!isReaderGone(error)) throw error;
      }),
    deliver: (chunk) => writeTo(stream, chunk),
  };
}

function writeTo(stream: NodeJS.WriteStream, chunk: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}

/** https://no-color.org: colour on a terminal only, and not where `NO_COLOR` has a value. */
export function wantsColor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
}
