import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

const DRIVER = fileURLToPath(new URL('drive-pty.py', import.meta.url));
const LONGEST_WAIT = 30_000;

const started: ChildProcessWithoutNullStreams[] = [];

// The driver then closes the terminal, which hangs up on what runs in it.
afterEach(() => {
  for (const driver of started.splice(0)) driver.stdin.end();
});

/** Whether there is what drives a pseudo-terminal here: tests of one that is not there are skipped, and say so. */
export const hasPty = spawnSync('python3', ['-c', 'import pty, termios']).status === 0;

export interface PtyOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly rows?: number;
  readonly columns?: number;
}

/** A command that runs in a terminal of its own, which it is the leader of. */
export interface Pty {
  /** All that the terminal has shown so far, echo and control sequences included. */
  output(): string;
  /** Waits until the terminal has shown this after what was waited for before. @throws when the command ends first */
  waitFor(shown: string | RegExp): Promise<void>;
  /** Types. `\r` is the return key, `\x03` Ctrl-C, `\x04` Ctrl-D, `\x7f` backspace. */
  send(keys: string): void;
  resize(rows: number, columns: number): void;
  /** Sends a signal to what runs in the foreground of the terminal. */
  signal(number: number): void;
  /** Whether the terminal shows what is typed. */
  echoes(): Promise<boolean>;
  /** How the command ended: its exit code, or 128 plus the number of the signal that ended it. */
  readonly ended: Promise<number>;
}

/** Starts a command in a pseudo-terminal, which python3 makes. It ends with the test that started it. */
export function startInPty(command: readonly string[], options: PtyOptions): Pty {
  const { cwd, env = process.env, rows = 24, columns = 80 } = options;
  const driver = spawn('python3', [DRIVER, String(rows), String(columns), ...command], { cwd, env });
  started.push(driver);
  return new DrivenPty(driver);
}

type Told = { data: string } | { echo: boolean } | { exit: number } | { killed: number };

class DrivenPty implements Pty {
  readonly ended: Promise<number>;
  readonly #driver: ChildProcessWithoutNullStreams;
  #chunks: Buffer[] = [];
  /** How much of the output was waited for. */
  #seen = 0;
  #over = false;
  #complaints = '';
  readonly #wakers = new Set<() => void>();
  readonly #echoAnswers: ((echoes: boolean) => void)[] = [];

  constructor(driver: ChildProcessWithoutNullStreams) {
    this.#driver = driver;
    driver.stdin.on('error', () => {});
    driver.stderr.on('data', (chunk) => {
      this.#complaints += chunk;
    });
    this.ended = new Promise((resolve, reject) => {
      let code: number | undefined;
      const lines = createInterface({ input: driver.stdout });
      lines.on('line', (line) => {
        const told = JSON.parse(line) as Told;
        if ('data' in told) this.#chunks.push(Buffer.from(told.data, 'base64'));
        else if ('echo' in told) this.#echoAnswers.shift()?.(told.echo);
        else code = 'exit' in told ? told.exit : 128 + told.killed;
        this.#wake();
      });
      lines.on('close', () => {
        this.#over = true;
        this.#wake();
        if (code !== undefined) resolve(code);
        else reject(new Error(`the driver of the pseudo-terminal failed: ${this.#complaints}`));
      });
    });
    // Whoever waits for the end hears of it.
    this.ended.catch(() => {});
  }

  output(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  async waitFor(shown: string | RegExp): Promise<void> {
    const deadline = Date.now() + LONGEST_WAIT;
    for (;;) {
      const text = this.output().slice(this.#seen);
      const found = typeof shown === 'string' ? text.indexOf(shown) : text.search(shown);
      if (found !== -1) {
        this.#seen += found + (typeof shown === 'string' ? shown : shown.exec(text)![0]).length;
        return;
      }
      const left = deadline - Date.now();
      if (this.#over || left <= 0) {
        const why = this.#over ? 'the command ended first' : 'it did not come';
        throw new Error(`waited for ${shown} in the terminal, and ${why}: ${JSON.stringify(text)}`);
      }
      await this.#change(left);
    }
  }

  send(keys: string): void {
    this.#order({ send: keys });
  }

  resize(rows: number, columns: number): void {
    this.#order({ resize: [rows, columns] });
  }

  signal(number: number): void {
    this.#order({ signal: number });
  }

  async echoes(): Promise<boolean> {
    const answered = new Promise<boolean>((resolve) => {
      this.#echoAnswers.push(resolve);
    });
    this.#order({ echo: true });
    const tooLate = this.ended.then(() => {
      throw new Error('the command ended before it could be told whether the terminal echoes');
    });
    return Promise.race([answered, tooLate]);
  }

  #order(order: object): void {
    this.#driver.stdin.write(JSON.stringify(order) + '\n');
  }

  #wake(): void {
    for (const waker of this.#wakers) waker();
  }

  #change(longest: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, longest);
      this.#wakers.add(done);
    });
  }
}
