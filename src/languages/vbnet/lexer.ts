import type { Span } from '../code/tree.ts';

type TokenKind = 'word' | 'number' | 'string' | 'interpolated' | 'date' | 'sign' | 'end';

/** A word of the language as it stands in the source; `end` is the end of a line, or a colon between statements. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** In lower case, for words and signs: the language does not tell upper from lower case. */
  readonly word: string;
  /** True where nothing stands between it and the token before. */
  readonly isTight: boolean;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Span[];
  readonly errors: number;
}

const BLANK = /(?:[^\S\r\n]|\ufeff)+/y;
const CONTINUATION = /[^\S\r\n]_[^\S\r\n]*(?:\r\n|\n|\r)/y;
const LINE_END = /\r\n|\n|\r/y;
const COMMENT = /['\u2018\u2019][^\r\n]*|rem\b[^\r\n]*/iy;
const DIRECTIVE = /#(?:if|else|elseif|end|region|const|externalsource|disable|enable|pragma)\b[^\r\n]*/iy;
const WORD = /[\p{L}_][\p{L}\p{N}_]*[%&!@$]?(?![\p{L}\p{N}_])|[\p{L}_][\p{L}\p{N}_]*|\[[^\]\r\n]{0,300}\]/uy;
const NUMBER = /&[ho][\da-f_]+[sil&]?|(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?[%&!#@srdfil]?/iy;
const DATE = /#[\d/: -]{1,40}(?:[ap]m)? ?#/iy;
const STRING = /["\u201c\u201d](?:[^"\u201c\u201d\r\n]|["\u201c\u201d]{2})*/y;
const SIGN = /:=|<<=|>>=|<>|<=|>=|<<|>>|&=|\+=|-=|\*=|\/=|\\=|\^=|\?\.|\?\(|[^\s\w]/y;
/** A line goes on behind these, without saying so. */
const GOES_ON =
  /^(?:,|\(|\{|&|\+|-|\*|\/|\\|\^|=|<|<=|>=|<>|\.|&=|\+=|-=|:=|and|or|xor|andalso|orelse|mod|is|isnot|like|from|with)$/;

/** Parts a text into tokens, line by line. */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const comments: Span[] = [];
  let errors = 0;
  let at = 0;
  let behind = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const add = (kind: TokenKind, start: number) => {
    const own = text.slice(start, at);
    const word =
      kind === 'word' ? own.toLowerCase().replace(/^\[|\]$|[%&!@$]$/g, '') : kind === 'sign' ? own : '';
    tokens.push({ kind, text: own, word, start, end: at, isTight: start === behind });
    behind = at;
  };
  while (at < text.length) {
    if (take(CONTINUATION) || take(BLANK)) continue;
    const start = at;
    const last = tokens.at(-1);
    if (take(LINE_END)) {
      if (last && last.kind !== 'end' && !(isJoint(last) && GOES_ON.test(last.word))) add('end', start);
    } else if (take(COMMENT) || (isAtStart(last) && take(DIRECTIVE))) comments.push({ start, end: at });
    else if (text[at] === '$' && /["\u201c\u201d]/.test(text[at + 1] ?? '')) {
      at = endOfInterpolated(text, at + 2);
      if (!/["\u201c\u201d]/.test(text[at - 1]!) || at === start + 2) errors++;
      add('interpolated', start);
    } else if (take(STRING)) {
      if (/["\u201c\u201d]/.test(text[at] ?? '')) at++;
      else errors++;
      // A character is a string of one: `"x"c`.
      if (/[cC]/.test(text[at] ?? '') && !/\w/.test(text[at + 1] ?? '')) at++;
      add('string', start);
    } else if (take(DATE)) add('date', start);
    else if (take(WORD)) add('word', start);
    else if (take(NUMBER)) add('number', start);
    else if (text[at] === ':' && text[at + 1] !== '=') {
      at++;
      add('end', start);
    } else if (take(SIGN)) add('sign', start);
    else at++;
  }
  const ended = at;
  tokens.push({ kind: 'end', text: '', word: '', start: ended, end: ended, isTight: false });
  return { tokens: withClosed(tokens), comments, errors };
}

function isAtStart(last: Token | undefined): boolean {
  return last === undefined || last.kind === 'end';
}

/** Names in brackets are no operators. */
function isJoint({ kind, text }: Token): boolean {
  return kind === 'sign' || (kind === 'word' && !text.startsWith('['));
}

/** A line that begins with what closes a bracket goes on with the one before. */
function withClosed(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, i) => {
    const next = tokens[i + 1]?.text;
    return token.kind !== 'end' || token.text === ':' || !(next === ')' || next === '}');
  });
}

/** Where a string with expressions in it ends: quotes within the expressions are their own. */
function endOfInterpolated(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if ((char === '\n' || char === '\r') && depth === 0) return at;
    if (/["\u201c\u201d]/.test(char)) {
      if (depth > 0) {
        const close = text.indexOf('"', at + 1);
        if (close < 0 || close - at > 2000) return at + 1;
        at = close;
      } else if (/["\u201c\u201d]/.test(text[at + 1] ?? '')) at++;
      else return at + 1;
    } else if (char === '{') {
      if (depth === 0 && text[at + 1] === '{') at++;
      else depth++;
    } else if (char === '}' && depth > 0) depth--;
  }
  return text.length;
}
