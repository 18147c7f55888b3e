import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type tty from 'node:tty';

/** What came of asking for a line. */
export type Asked =
  | { readonly kind: 'line'; readonly line: string }
  /** Ctrl-C. */
  | { readonly kind: 'interrupted' }
  /** The end of the input: Ctrl-D, or a terminal that was closed. */
  | { readonly kind: 'gone' };

/**
 * Asks for a line at a terminal. It is put into raw mode, in which it shows nothing of what is typed; what is to be seen,
 * the reader of lines shows, and of a secret nothing. It is put back with the line, with Ctrl-C and with Ctrl-D.
 */
export function askLine(
  input: tty.ReadStream,
  output: NodeJS.WritableStream,
  question: string,
  { secretly = false }: { readonly secretly?: boolean } = {},
): Promise<Asked> {
  const shown = secretly ? new Writable({ write: (_chunk, _encoding, done) => done() }) : output;
  const lines = createInterface({ input, output: shown, terminal: true, historySize: 0 });
  if (secretly) output.write(question);
  else lines.setPrompt(question);
  lines.prompt();
  return new Promise((resolve) => {
    // It is closed before anything more that was typed is read: nobody asked for that, and it would be shown.
    const end = (asked: Asked) => {
      resolve(asked);
      lines.close();
    };
    lines.once('line', (line) => end({ kind: 'line', line }));
    lines.once('SIGINT', () => end({ kind: 'interrupted' }));
    lines.once('close', () => {
      // The return key is not shown either.
      if (secretly) output.write('\n');
      resolve({ kind: 'gone' });
    });
  });
}
