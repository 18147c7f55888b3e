/** What a backslash does in each kind of string. */
export const ESCAPES_OF = {
  single: /\\(?:[\\'])/y,
  double: /\\(?:[nrtvef\\$"]|[0-7]{1,3}|x[0-9a-f]{1,2}|u\{[0-9a-f]+\})/iy,
  heredoc: /\\(?:[nrtvef\\$]|[0-7]{1,3}|x[0-9a-f]{1,2}|u\{[0-9a-f]+\})/iy,
  nowdoc: undefined,
} as const;

const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  e: '\x1b',
  f: '\f',
};

/** How characters are written in a string. */
export interface Writing {
  readonly escapes: RegExp | undefined;
  /** How much white space goes from the front of each line. */
  readonly indentation: number;
  /** True where the first character begins a line. */
  readonly beginsLine: boolean;
}

/** What characters of a source mean, and where each of them begins. */
export function decode(raw: string, start: number, writing: Writing): { text: string; offsets: number[] } {
  const offsets: number[] = [];
  let text = '';
  let at = writing.beginsLine ? indentationAt(raw, 0, writing.indentation) : 0;
  while (at < raw.length) {
    const source = escapeAt(raw, at, writing.escapes) ?? raw.charAt(at);
    const meant = source.length > 1 ? meaningOf(source) : source;
    for (let i = 0; i < meant.length; i++) offsets.push(start + at);
    text += meant;
    at += source.length;
    if (source === '\n') at += indentationAt(raw, at, writing.indentation);
  }
  return { text, offsets: [...offsets, start + raw.length] };
}

function indentationAt(raw: string, at: number, indentation: number): number {
  return /^[ \t]*/.exec(raw.slice(at, at + indentation))![0].length;
}

/** Upper-case letters escape nothing but `\X41`. */
function escapeAt(raw: string, at: number, escapes: RegExp | undefined): string | undefined {
  if (!escapes || raw.charAt(at) !== '\\' || /[NRTVEFU]/.test(raw.charAt(at + 1))) return undefined;
  escapes.lastIndex = at;
  return escapes.exec(raw)?.[0];
}

function meaningOf(source: string): string {
  const body = source.slice(1);
  if (body.startsWith('u{'))
    return String.fromCodePoint(Math.min(Number.parseInt(body.slice(2, -1), 16), 0x10ffff));
  if (/^x./i.test(body)) return String.fromCharCode(Number.parseInt(body.slice(1), 16));
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8) & 0xff);
  return CONTROLS[body] ?? body;
}
