import http from 'node:http';
import https from 'node:https';
import { isLoopbackAddress } from './address.ts';
import { LONGEST_REPLY, type Reply } from './reply.ts';

/** There is no reply. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
  /** The code of the system, of OpenSSL or of the reader of HTTP; or one of those below. */
  readonly code: string;
  /** Whether the request went out, so that it may have had its effect. */
  readonly wasSent: boolean;

  constructor(code: string, wasSent: boolean) {
    super(`no reply: ${code}`);
    this.code = code;
    this.wasSent = wasSent;
  }
}

/** What ends a request besides errors of the network. */
export const ENDED = {
  tooSlow: 'TOO_SLOW',
  interrupted: 'INTERRUPTED',
  notLoopback: 'NOT_LOOPBACK',
  cutOff: 'CUT_OFF',
} as const;

export interface PostOptions {
  readonly userAgent: string;
  /** Milliseconds for all of it: finding the host, connecting, sending, and reading the last byte. */
  readonly timeLimit: number;
  readonly signal: AbortSignal;
}

/**
 * Posts a form once: redirects are not followed, nothing is sent twice, and certificates are verified whatever the
 * environment says. @throws NotAnswered
 */
export function postForm(url: URL, form: string, options: PostOptions): Promise<Reply> {
  const body = Buffer.from(form);
  const isPlain = url.protocol === 'http:';
  return new Promise((resolve, reject) => {
    let wasSent = false;
    let hasHead = false;
    const request = (isPlain ? http : https).request(url, {
      method: 'POST',
      // A connection of its own, which ends with the reply.
      agent: false,
      // NODE_TLS_REJECT_UNAUTHORIZED=0 would be taken for the default.
      ...(!isPlain && { rejectUnauthorized: true }),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
        accept: 'text/plain, */*;q=0.5',
        'accept-encoding': 'identity',
        'user-agent': options.userAgent,
      },
    });
    const end = () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      request.destroy();
    };
    const fail = (code: string) => {
      end();
      reject(new NotAnswered(code, wasSent));
    };
    const onAbort = () => fail(ENDED.interrupted);
    const timer = setTimeout(() => fail(ENDED.tooSlow), options.timeLimit);
    options.signal.addEventListener('abort', onAbort);
    if (options.signal.aborted) onAbort();
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? ENDED.cutOff));
    request.on('socket', (socket) => {
      // Nothing leaves before it is known who is at the other end.
      socket.once(isPlain ? 'connect' : 'secureConnect', () => {
        if (isPlain && !isLoopbackAddress(socket.remoteAddress)) return fail(ENDED.notLoopback);
        wasSent = true;
        request.end(body);
      });
    });
    // A server that changes to another protocol ends it without an error.
    request.on('close', () => {
      if (!hasHead) fail(ENDED.cutOff);
    });
    request.on('response', (response) => {
      hasHead = true;
      const finish = (chunks: readonly Buffer[], isCut: boolean) => {
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, body: Buffer.concat(chunks), isCut });
        end();
      };
      collect(response, finish, fail);
    });
  });
}

function collect(
  response: http.IncomingMessage,
  finish: (chunks: readonly Buffer[], isCut: boolean) => void,
  fail: (code: string) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_REPLY) finish(chunks, true);
  });
  response.on('end', () => {
    if (response.complete) finish(chunks, false);
    else fail(ENDED.cutOff);
  });
  response.on('error', () => fail(ENDED.cutOff));
}
