import { createReadStream, fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import tty from 'node:tty';
import { UsageError } from '../../engine/errors.ts';
import type { Terminal } from './terminal.ts';

/** Where the password comes from: never from the command line, which the machine's other users and a history see. */
export type PasswordSource =
  | { readonly from: 'terminal' }
  | { readonly from: 'descriptor'; readonly fd: number };

/** What else is found there is no password. */
const LONGEST = 4096;

/** Reads the password, without the line end after it. @throws UsageError, AskingInterrupted */
export async function readPassword(
  source: PasswordSource,
  terminal: () => Terminal,
  question: string,
): Promise<string> {
  if (source.from === 'descriptor') return readFrom(source.fd);
  const password = await terminal().ask(question, { secretly: true });
  if (password === undefined || password === '') throw new UsageError('No password was given');
  return password;
}

async function readFrom(fd: number): Promise<string> {
  const bytes = await readBytes(openDescriptor(fd));
  const password = decode(bytes).replace(/(?:\r\n|\n|\r)$/, '');
  const where = fd === 0 ? 'Standard input' : `File descriptor ${fd}`;
  if (password === '') throw new UsageError(`${where} holds no password`);
  if (password.length > LONGEST) throw new UsageError(`${where} holds more than a password`);
  if (/[\r\n]/.test(password))
    throw new UsageError(`${where} holds several lines: give the line with the password alone`);
  if (password.includes('\0') || password.includes('\ufffd'))
    throw new UsageError(`${where} holds no text in UTF-8`);
  return password;
}

function openDescriptor(fd: number): Readable {
  if (tty.isatty(fd))
    throw new UsageError(
      'What is typed there would be shown: leave --password-stdin and --password-fd out, and the password is asked for',
    );
  if (fd === 0) return process.stdin;
  if (!isOpen(fd))
    throw new UsageError(`File descriptor ${fd} is not open; as in: --password-fd ${fd} ${fd}< FILE`);
  return createReadStream('', { fd });
}

/** What Node has opened for itself under that number is no file. */
function isOpen(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isFIFO() || stats.isSocket() || stats.isCharacterDevice();
  } catch {
    return false;
  }
}

async function readBytes(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    // The rest of an endless one does not matter.
    if (length > 4 * LONGEST) break;
  }
  return Buffer.concat(chunks);
}

/** A byte order mark, as some editors put it before a text, is no part of the password. */
function decode(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
