import { createInterface, emitKeypressEvents, type Key } from 'node:readline';
import { type Asked, askLine } from '../ask-line.ts';

/** What somebody at a terminal does. */
export type Typed = Asked | { readonly kind: 'key'; readonly key: string };

/** A terminal that asks one thing at a time. */
export interface Terminal {
  /** How large it is now; a side that the terminal does not tell is undefined. */
  size(): { readonly width: number | undefined; readonly height: number | undefined };
  write(text: string): void;
  /** Waits for a key; Enter is `\r`. What moves a cursor is no key. */
  key(): Promise<Typed>;
  /** Waits for a line. */
  line(question: string): Promise<Typed>;
  /** Leaves the terminal as it was found. */
  close(): void;
}

const GONE: Typed = { kind: 'gone' };

/** Opens the terminal that the process was started at. */
export function openTerminal(env: Readonly<Record<string, string | undefined>>): Terminal {
  return env.TERM === 'dumb' ? openByLine() : openByKey();
}

const SCREEN: Pick<Terminal, 'size' | 'write'> = {
  // A terminal without a size says 0.
  size: () => ({ width: process.stdout.columns || undefined, height: process.stdout.rows || undefined }),
  write: (text) => void process.stdout.write(text),
};

/** Keys that are typed while nobody waits for one are kept. */
class Queue {
  private readonly typed: Typed[] = [];
  private waiting: ((typed: Typed) => void) | undefined;
  private isGone = false;

  push(typed: Typed): void {
    if (this.waiting) this.waiting(typed);
    else this.typed.push(typed);
    this.waiting = undefined;
    if (typed.kind === 'gone') this.isGone = true;
  }

  next(): Promise<Typed> {
    const known = this.typed.shift() ?? (this.isGone ? GONE : undefined);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }
}

/** A terminal that hands over each key as it is pressed. */
function openByKey(): Terminal {
  const { stdin, stdout } = process;
  const queue = new Queue();
  const onKey = (text: string | undefined, { ctrl, meta, name }: Key) => {
    if (ctrl && name === 'c') queue.push({ kind: 'interrupted' });
    else if (ctrl && name === 'd') queue.push(GONE);
    else if (name === 'return' || name === 'enter') queue.push({ kind: 'key', key: '\r' });
    else if (!ctrl && !meta && text !== undefined && /^[^\p{Cc}]$/u.test(text))
      queue.push({ kind: 'key', key: text });
  };
  const onEnd = () => queue.push(GONE);
  emitKeypressEvents(stdin);
  const listen = () => {
    stdin.on('keypress', onKey);
    stdin.setRawMode(true);
    stdin.resume();
  };
  stdin.on('end', onEnd);
  listen();
  return {
    ...SCREEN,
    key: () => queue.next(),
    line: async (question: string) => {
      stdin.off('keypress', onKey);
      try {
        return await askLine(stdin, stdout, question);
      } finally {
        listen();
      }
    },
    close() {
      stdin.off('keypress', onKey);
      stdin.off('end', onEnd);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

/** A terminal that can do no more than lines: the first character of one is the key. */
function openByLine(): Terminal {
  const queue = new Queue();
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => queue.push({ kind: 'line', line }));
  lines.on('close', () => queue.push(GONE));
  return {
    ...SCREEN,
    async key() {
      const typed = await queue.next();
      return typed.kind === 'line' ? { kind: 'key', key: typed.line.trim()[0] ?? '\r' } : typed;
    },
    async line(question: string) {
      process.stdout.write(question);
      return queue.next();
    },
    close: () => lines.close(),
  };
}
