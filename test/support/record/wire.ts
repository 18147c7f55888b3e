import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import type { RawRequest } from './request.ts';

// What a recorded program that is no JavaScript speaks with the recorder over its file descriptor 3, in place of
// a network. It sends frames of a line `client protocol host port length` and a whole HTTP request of that length;
// each is answered by a line with a length and a whole HTTP response. The requests are read, written down and
// answered here, so that the preludes of the languages know nothing of Zoho.

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const { answer } = createRequire(import.meta.url)('./child/answers.cjs') as {
  answer(request: Omit<RawRequest, 'body'> & { readonly body: Buffer }): Answer;
};

/** Answers all that comes over `stream`; returns the list of requests, which fills while the program runs. */
export function answerFrames(stream: Duplex): readonly RawRequest[] {
  const requests: RawRequest[] = [];
  let rest: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = readFrame(rest); frame !== undefined; frame = readFrame(rest)) {
      rest = frame.rest;
      requests.push(frame.request);
      stream.write(
        writeResponse(answer({ ...frame.request, body: Buffer.from(frame.request.body, 'latin1') })),
      );
    }
  });
  stream.on('error', () => stream.destroy()); // the program ended without reading an answer
  return requests;
}

function readFrame(bytes: Buffer): { request: RawRequest; rest: Buffer } | undefined {
  const end = bytes.indexOf('\n');
  if (end < 0) return undefined;
  const line = bytes.toString('latin1', 0, end);
  const [, client, protocol, host, port, length] = /^(\S+) (https?:) (\S+) (\d+) (\d+)$/.exec(line) ?? [];
  if (client === undefined) throw new Error(`The program does not speak the recorder's language: ${line}`);
  const stop = end + 1 + Number(length);
  if (bytes.length < stop) return undefined;
  const target = { client, protocol: protocol!, host: host!, port: Number(port) };
  return {
    request: { ...target, ...readMessage(bytes.toString('latin1', end + 1, stop)) },
    rest: bytes.subarray(stop),
  };
}

/** Reads an HTTP request as it was written, no matter whether a server would be content with it. */
function readMessage(text: string): Pick<RawRequest, 'method' | 'path' | 'headers' | 'body'> {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`No whole HTTP request: ${text}`);
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const [, method, path] = /^(\S+) (.*) HTTP\/1\.[01]$/s.exec(first) ?? [];
  if (method === undefined) throw new Error(`No request line: ${first}`);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = line, value = ''] = /^([^:]*):\s*(.*)$/s.exec(line) ?? [];
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return { method, path: path!, headers, body: text.slice(end + 4) };
}

function writeResponse({ status, type, body }: Answer): Buffer {
  const content = Buffer.from(body);
  const head = `HTTP/1.1 ${status} OK\r\nContent-Type: ${type}\r\nContent-Length: ${content.length}\r\n\r\n`;
  const message = Buffer.concat([Buffer.from(head), content]);
  return Buffer.concat([Buffer.from(`${message.length}\n`), message]);
}
