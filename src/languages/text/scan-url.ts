/** A part of a URL as it stands in prose. */
export type UrlPart =
  /** Characters of the URL; `offsets[i]` is where the i-th of them stands in the file. */
  | { readonly kind: 'characters'; readonly text: string; readonly offsets: readonly number[] }
  /** A placeholder with blanks or brackets in it: `<your key>`. */
  | { readonly kind: 'placeholder'; readonly start: number; readonly end: number }
  /** A value that commented-out code puts between two literals (`" + key + "`), or behind the last (`" + key`). */
  | {
      readonly kind: 'code';
      readonly start: number;
      readonly end: number;
      readonly quote: string;
      readonly last: boolean;
    };

export interface ShownUrl {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly UrlPart[];
}

/** Where the path of a CRM call begins, with the host in front of it when there is one. */
const BEGIN = /(?<![\w/.:}-])(?:(?:https?:)?\/\/)?(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?)?\/crm\/private\//gi;
const PLACEHOLDER = /(?<=[=/])(?:<[^<>\n]{1,60}>|\{[^{}\n]{1,60}\}|\[[^[\]\n]{1,60}\])/y;
const CODE_BETWEEN = /(["'])[ \t]*[+.][ \t]*([^"'\n;]{1,120}?)[ \t]*[+.][ \t]*\1/y;
const CODE_BEHIND = /(["'])[ \t]*[+.][ \t]*(?:[\w$.[\]]|\(\w*\)|->|::)+/y;
/** A URL goes on in the next line of a comment, behind its star or slashes, where a separator stands at the break. */
const BREAK =
  /(?:(?<=[?&])[ \t]*\r?\n[ \t]*(?:\*(?!\/)|\/\/|#)?[ \t]*(?=[\w&])|[ \t]*\r?\n[ \t]*(?:\*(?!\/)|\/\/|#)?[ \t]*(?=[?&]\w))/y;
const PLAIN = /[^\s"'`<>]/y;
const PUNCTUATION = /[.,;:!?]/;
const BRACKET = /[()[\]{}]/;

/** Finds the URLs of CRM calls that stand in `[start, end)` of a text. */
export function scanUrls(text: string, start: number, end: number): ShownUrl[] {
  const found: ShownUrl[] = [];
  const range = text.slice(0, end);
  BEGIN.lastIndex = start;
  for (let match = BEGIN.exec(range); match; match = BEGIN.exec(range)) {
    const url = scanUrl(range, match.index, BEGIN.lastIndex);
    found.push(url);
    BEGIN.lastIndex = Math.max(url.end, BEGIN.lastIndex);
  }
  return found;
}

function scanUrl(text: string, start: number, pathEnd: number): ShownUrl {
  const parts: UrlPart[] = [];
  let offsets: number[] = [];
  const close = () => {
    const closed = offsets;
    if (closed.length > 0)
      parts.push({ kind: 'characters', text: closed.map((at) => text[at]).join(''), offsets: closed });
    offsets = [];
  };
  const take = (from: number, to: number) => {
    for (let at = from; at < to; at++) offsets.push(at);
  };
  take(start, pathEnd);
  let at = pathEnd;
  for (let next = stepAt(text, at); next; next = stepAt(text, at)) {
    if (next.kind === 'characters') take(at, next.end);
    else if (next.kind === 'placeholder' || next.kind === 'code') {
      close();
      parts.push({ ...next, start: at });
    }
    at = next.end;
    if (next.kind === 'code' && next.last) break;
  }
  offsets = withoutPunctuation(text, offsets);
  close();
  return { start, end: endOf(parts), parts };
}

type Step =
  | { readonly kind: 'characters' | 'break'; readonly end: number }
  | { readonly kind: 'placeholder'; readonly end: number }
  | { readonly kind: 'code'; readonly end: number; readonly quote: string; readonly last: boolean };

function stepAt(text: string, at: number): Step | undefined {
  const placeholder = matchAt(PLACEHOLDER, text, at);
  if (placeholder)
    return {
      kind: /[\s"'<>]/.test(placeholder[0]) ? 'placeholder' : 'characters',
      end: at + placeholder[0].length,
    };
  const between = matchAt(CODE_BETWEEN, text, at);
  if (between) return { kind: 'code', end: at + between[0].length, quote: between[1]!, last: false };
  const behind = matchAt(CODE_BEHIND, text, at);
  if (behind) return { kind: 'code', end: at + behind[0].length, quote: behind[1]!, last: true };
  const broken = matchAt(BREAK, text, at);
  if (broken) return { kind: 'break', end: at + broken[0].length };
  return matchAt(PLAIN, text, at) ? { kind: 'characters', end: at + 1 } : undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const OPENED: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * The full stop of a sentence and a bracket that was opened before the URL are no part of it; `ticket=...` is. Each
 * character is looked at a few times, however many there are to drop.
 */
function withoutPunctuation(text: string, offsets: number[]): number[] {
  const at = (i: number) => text[offsets[i]!]!;
  const counts = new Map<string, number>();
  const count = (character: string, by: number) => counts.set(character, (counts.get(character) ?? 0) + by);
  for (let i = 0; i < offsets.length; i++) if (BRACKET.test(at(i))) count(at(i), 1);
  let length = offsets.length;
  while (length > 0) {
    let run = length;
    while (run > 0 && PUNCTUATION.test(at(run - 1))) run--;
    if (run < length) {
      if (run > 0 && at(run - 1) === '=') break;
      length = run;
      continue;
    }
    const last = at(length - 1);
    const opened = OPENED[last];
    if (opened === undefined || (counts.get(opened) ?? 0) >= counts.get(last)!) break;
    count(last, -1);
    length--;
  }
  return length === offsets.length ? offsets : offsets.slice(0, length);
}

function endOf(parts: readonly UrlPart[]): number {
  const last = parts.at(-1)!;
  return last.kind === 'characters' ? last.offsets.at(-1)! + 1 : last.end;
}
