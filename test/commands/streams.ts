import type { Output, Streams } from '../../src/commands/streams.ts';

interface Recorded extends Streams {
  /** What was written so far. */
  readonly said: { readonly out: () => string; readonly err: () => string };
}

/** Streams that keep what is written to them. */
export function recordStreams(cwd: string, options: Partial<Output> = {}): Recorded {
  const out = recordOutput(options);
  const err = recordOutput(options);
  return { cwd, env: {}, out, err, said: { out: out.said, err: err.said } };
}

function recordOutput(options: Partial<Output>): Output & { said: () => string } {
  const chunks: Buffer[] = [];
  return {
    isTerminal: false,
    color: false,
    width: undefined,
    ...options,
    write: async (chunk) => void chunks.push(Buffer.from(chunk)),
    show: (text) => void chunks.push(Buffer.from(text)),
    deliver: async (chunk) => void chunks.push(Buffer.from(chunk)),
    said: () => Buffer.concat(chunks).toString(),
  };
}
