import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach } from 'vitest';

/** What an accounts server was sent. */
interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request, after its body came; may write to the connection itself. */
export type Answer = (response: ServerResponse, received: Received) => void;

export interface AccountsServer {
  /** For `--host`. */
  readonly host: string;
  readonly received: readonly Received[];
  /** How many connections were made. */
  connections(): number;
}

const running: { server: Server; sockets: Set<Socket> }[] = [];

afterEach(async () => {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server that gives every request this answer, on a free port of this machine; it ends with the test. */
export async function startAccounts(
  answer: Answer,
  { tls, address = '127.0.0.1' }: { tls?: { key: string; cert: string }; address?: string } = {},
): Promise<AccountsServer> {
  const received: Received[] = [];
  let connections = 0;
  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    answer(response, received.at(-1)!);
  };
  const server = tls ? createTlsServer(tls, onRequest) : createServer(onRequest);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
  });
  running.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  const name = address.includes(':') ? `[${address}]` : address;
  return { host: `${tls ? 'https' : 'http'}://${name}:${port}`, received, connections: () => connections };
}

/** The reply as Zoho documents it, with these lines. */
export function documented(...lines: readonly string[]): string {
  return ['#', '#Wed Feb 29 03:07:33 PST 2012', ...lines, ''].join('\n');
}

/** Answers with a text. */
export function say(
  body: string | Buffer,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/plain;charset=UTF-8', ...headers });
    response.end(body);
  };
}

/** Writes to the connection itself, and leaves it open. */
export function sayRaw(text: string, then?: (socket: Socket) => void): Answer {
  return (response) => {
    const socket = response.socket!;
    socket.write(text, () => then?.(socket));
  };
}
