import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { isTokenShaped } from '../zoho/token-request.ts';

/** What an accounts host answered with; the body as far as it was read. */
export interface Reply {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  /** Whether the body is longer than what was read. */
  readonly isCut: boolean;
}

/** What a reply means. Texts in it are the server's, and may hold anything. */
export type Verdict =
  | { readonly kind: 'issued'; readonly token: string }
  /** A refusal in the documented form; without a cause where the server names none. */
  | { readonly kind: 'refused'; readonly cause?: string; readonly warning?: string }
  /** The documented form, but what it says does not hold together: a token may have been issued. */
  | { readonly kind: 'contradictory'; readonly why: string }
  /** Not the documented form: the endpoint is not what it was. */
  | { readonly kind: 'not issuing'; readonly what: string }
  /** The server, or what stands before it, failed. */
  | { readonly kind: 'failed'; readonly status: number }
  | { readonly kind: 'too often' };

/** Longest reply that is read, in bytes; the documented one has some hundred. */
export const LONGEST_REPLY = 64 * 1024;

/**
 * Judges a reply ("Using Authentication Token", Sample Response): comment lines, `AUTHTOKEN=`, `RESULT=TRUE`; or
 * `CAUSE=`, `RESULT=FALSE`. It is text of java.util.Properties, in which lines end as they like and may come in any order.
 */
export function judgeReply(reply: Reply): Verdict {
  const { status } = reply;
  if (status >= 300 && status < 400) return { kind: 'not issuing', what: describeRedirect(reply) };
  const fields = readFields(textOf(reply));
  if (fields !== undefined) return judgeFields(fields, status);
  if (status === 429) return { kind: 'too often' };
  if (status >= 500) return { kind: 'failed', status };
  return { kind: 'not issuing', what: describeForeign(reply) };
}

type Fields = ReadonlyMap<string, readonly string[]>;

function judgeFields(fields: Fields, status: number): Verdict {
  for (const [name, values] of fields) {
    if (values.length > 1)
      return { kind: 'contradictory', why: `${name} stands in it ${values.length} times` };
  }
  const said = (name: string) => {
    const value = fields.get(name)?.[0];
    // So it says that there is none.
    return value === '' || value === 'null' ? undefined : value;
  };
  const [result, token, cause] = [said('RESULT'), said('AUTHTOKEN'), said('CAUSE')];
  const warning = said('WARNING');
  if (result === 'FALSE') {
    if (token !== undefined) return { kind: 'contradictory', why: 'RESULT is FALSE, with a token' };
    return {
      kind: 'refused',
      ...(cause !== undefined && { cause }),
      ...(warning !== undefined && { warning }),
    };
  }
  if (result === undefined) return { kind: 'contradictory', why: 'there is no RESULT' };
  if (result !== 'TRUE') return { kind: 'contradictory', why: 'RESULT is neither TRUE nor FALSE' };
  if (cause !== undefined) return { kind: 'contradictory', why: 'RESULT is TRUE, with a CAUSE' };
  if (token === undefined) return { kind: 'contradictory', why: 'RESULT is TRUE, without a token' };
  if (!isTokenShaped(token))
    return {
      kind: 'contradictory',
      why: 'what stands in the place of the token is not 32 letters and digits',
    };
  if (status !== 200) return { kind: 'contradictory', why: `RESULT is TRUE, under status ${status}` };
  return { kind: 'issued', token };
}

/** The lines `NAME=value` of a text that has no others but comments; undefined for any other text. */
function readFields(text: string | undefined): Fields | undefined {
  if (text === undefined) return undefined;
  const fields = new Map<string, string[]>();
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    if (/^[ \t]*(?:#.*)?$/.test(line)) continue;
    const [, name, value] = /^[ \t]*([A-Z][A-Z_]*)=[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const isReply = ['RESULT', 'AUTHTOKEN', 'CAUSE'].some((name) => fields.has(name));
  return isReply ? fields : undefined;
}

/** The body's text; undefined for what is no text, is too long, or cannot be unpacked. */
function textOf({ headers, body, isCut }: Reply): string | undefined {
  if (isCut) return undefined;
  const bytes = unpack(body, String(headers['content-encoding'] ?? 'identity'));
  if (bytes === undefined) return undefined;
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  return /[\0-\x08\x0e-\x1f\x7f]/.test(text) ? undefined : text;
}

/** It was asked for as it is; what packs all replies packs this one all the same. */
function unpack(body: Buffer, encoding: string): Buffer | undefined {
  if (/^identity$/i.test(encoding)) return body;
  if (!/^(?:x-)?gzip$/i.test(encoding)) return undefined;
  try {
    return gunzipSync(body, { maxOutputLength: LONGEST_REPLY });
  } catch {
    // Cut off, too long, or no gzip at all: no text either way.
    return undefined;
  }
}

function describeRedirect({ status, headers }: Reply): string {
  const location = headers.location;
  const host = typeof location === 'string' && URL.canParse(location) ? new URL(location).host : undefined;
  return `it redirects elsewhere (status ${status}${host ? `, to ${host}` : ''}), which is not followed`;
}

function describeForeign({ status, headers, body, isCut }: Reply): string {
  const under = `under status ${status}`;
  if (body.length === 0) return `it answers with nothing, ${under}`;
  const isPage =
    /html/i.test(String(headers['content-type'] ?? '')) ||
    /^\s*<(?:!doctype|html|\?xml)/i.test(body.toString('latin1', 0, 200));
  if (isPage) return `it answers with a page for people, ${under}`;
  return `it answers with ${isCut ? 'a long text' : 'something'} that is not the documented reply, ${under}`;
}
