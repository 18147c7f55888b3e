import { openSync } from 'node:fs';
import tty from 'node:tty';
import { askLine } from '../ask-line.ts';

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
    async ask(question, how) {
      const asked = await askLine(input, output, question, how);
      if (asked.kind === 'interrupted') throw new AskingInterrupted('Interrupted');
      return asked.kind === 'line' ? asked.line : undefined;
    },
    say: (text) => void output.write(text),
    close() {
      input.destroy();
      if (output !== process.stderr) output.destroy();
    },
  };
}
