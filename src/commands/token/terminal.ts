import { openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import tty from 'node:tty';

/** Somebody pressed Ctrl-C where something was asked for. */
export class AskingInterrupted extends Error {
  override readonly name = 'AskingInterrupted';
}

/** A person, who can be asked. */
export interface Terminal {
  /** Asks for a line; undefined where it ends without one (Ctrl-D). @throws AskingInterrupted */
  ask(question: string, how?: { readonly secretly?: boolean }): Promise<string | undefined>;
  say(text: string): void;
  /** Lets go of it: until then it keeps the process alive. */
  close(): void;
}

/** The terminal that the command runs in, wherever its streams lead; undefined where there is none. */
export function openTerminal(): Terminal | undefined {
  const own = openControlling();
  if (own) return terminalOf(own.input, own.output);
  // On Windows, or where somebody gave the command a terminal that is not its own.
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY ? terminalOf(stdin, stderr) : undefined;
}

function openControlling(): { input: tty.ReadStream; output: tty.WriteStream } | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    return {
      input: new tty.ReadStream(openSync('/dev/tty', 'r')),
      output: new tty.WriteStream(openSync('/dev/tty', 'w')),
    };
  } catch {
    // Started without a terminal: by a scheduler, in a pipeline of a build server.
    return undefined;
  }
}

function terminalOf(input: tty.ReadStream, output: tty.WriteStream): Terminal {
  return {
    ask: (question, { secretly = false } = {}) => ask(input, output, question, secretly),
    say: (text) => void output.write(text),
    close() {
      input.destroy();
      if (output !== process.stderr) output.destroy();
    },
  };
}

/**
 * The terminal is put into raw mode, in which it shows nothing of what is typed; what is to be seen, the reader of lines
 * shows, and of a secret nothing. It is put back with the line, with Ctrl-C and with Ctrl-D.
 */
function ask(
  input: tty.ReadStream,
  output: tty.WriteStream,
  question: string,
  secretly: boolean,
): Promise<string | undefined> {
  const shown = secretly ? new Writable({ write: (_chunk, _encoding, done) => done() }) : output;
  const lines = createInterface({ input, output: shown, terminal: true, historySize: 0 });
  if (secretly) output.write(question);
  else lines.setPrompt(question);
  lines.prompt();
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('SIGINT', () => {
      reject(new AskingInterrupted('Interrupted'));
      lines.close();
    });
    lines.once('close', () => {
      // The return key is not shown either.
      if (secretly) output.write('\n');
      resolve(undefined);
    });
  });
}
