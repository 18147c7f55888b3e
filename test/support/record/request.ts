/** One parameter as the server would read it: name and value, decoded. */
export type Param = readonly [name: string, value: string];

/** A request as the child process wrote it down; `body` is latin-1 text, a character a byte. */
export interface RawRequest {
  readonly client: string;
  readonly method: string;
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request with its parameters read: those of the query, those of a form, multipart or JSON body, and both in turn. */
export interface RecordedRequest extends RawRequest {
  readonly query: readonly Param[];
  readonly form: readonly Param[];
  readonly params: readonly Param[];
}

/** Reads the parameters of a raw request and evens out what differs from run to run (multipart boundaries). */
export function readRequest(raw: RawRequest): RecordedRequest {
  const even = withoutBoundary(raw);
  const query = readPairs(queryOf(even.path));
  const form = readBody(even);
  return { ...even, query, form, params: [...query, ...form] };
}

/** The text after the first `?` of a path, or nothing. */
export function queryOf(path: string): string {
  const at = path.indexOf('?');
  return at < 0 ? '' : path.slice(at + 1);
}

/** Reads `a=1&b=2`; empty pieces (`?&a=1`) are no parameters. */
function readPairs(text: string): Param[] {
  return text.split('&').flatMap((piece) => (piece === '' ? [] : [readPair(piece)]));
}

/** Reads one `name=value`. */
export function readPair(piece: string): Param {
  const at = piece.indexOf('=');
  return at < 0 ? [decode(piece), ''] : [decode(piece.slice(0, at)), decode(piece.slice(at + 1))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return text; // a stray percent sign: as it stands
    throw error;
  }
}

const BOUNDARY = 'the-boundary';

function withoutBoundary(raw: RawRequest): RawRequest {
  const type = raw.headers['content-type'] ?? '';
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary === undefined) return raw;
  return {
    ...raw,
    headers: { ...raw.headers, 'content-type': type.replace(boundary, BOUNDARY) },
    body: raw.body.replaceAll(boundary, BOUNDARY),
  };
}

/** What kind of parameters a body holds, by its content type, or by its look where a client sent none. */
export function bodyKind({ headers, body }: RawRequest): 'form' | 'multipart' | 'json' | 'other' {
  const type = headers['content-type'] ?? '';
  if (/multipart\/form-data/i.test(type)) return 'multipart';
  if (/json/i.test(type) || /^\s*\{/.test(body)) return 'json';
  if (/x-www-form-urlencoded/i.test(type)) return 'form';
  return /^[\w.%-]+=/.test(body) ? 'form' : 'other';
}

function readBody(raw: RawRequest): Param[] {
  switch (bodyKind(raw)) {
    case 'form':
      return readPairs(Buffer.from(raw.body, 'latin1').toString('utf8'));
    case 'multipart':
      return readParts(raw.body);
    case 'json':
      return readJson(raw.body);
    default:
      return [];
  }
}

function readParts(body: string): Param[] {
  return body.split(`--${BOUNDARY}`).flatMap((part) => {
    const name = /content-disposition:[^\r\n]*?\bname="?([^";\r\n]*)/i.exec(part)?.[1];
    const start = part.indexOf('\r\n\r\n');
    return name === undefined || start < 0
      ? []
      : [[name, part.slice(start + 4).replace(/\r\n$/, '')] as const];
  });
}

function readJson(body: string): Param[] {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, each]) => [
    name,
    typeof each === 'string' ? each : JSON.stringify(each),
  ]);
}
