/** A text of `NAME=value` lines with one variable set, or why it cannot be. */
export type SetLine =
  | { readonly done: 'replaced' | 'added'; readonly text: string /** From 1. */; readonly line: number }
  | {
      readonly done: 'refused';
      /** Several lines set it; or the end of its value is not known for sure. */
      readonly why: 'several' | 'odd';
      readonly lines: readonly number[];
    };

/** One assignment: where its value stands, quotes included, and the blanks and the comment behind it not. */
interface Assignment {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The quote around the value, or nothing. */
  readonly quote: string;
}

/** `NAME=`, `export NAME =`. */
const HEAD = /[^\S\r\n]*(?:export[^\S\r\n]+)?([\w.-]+)[^\S\r\n]*=/y;
const BLANKS = /[^\S\r\n]*/y;
/** A quoted value may go on over lines. Where something else follows its quote, or none, it is not a quoted one. */
const QUOTED = /("(?:\\[\s\S]|[^"\\])*"|'[^']*'|`[^`]*`)(?=[^\S\r\n]*(?:#|[\r\n]|$))/y;
/** Whether `#` begins a comment where no blank stands before it, programs differ: here it does. */
const BARE = /(?:[^\s#]|[^\S\r\n]+(?=[^\s#]))*/y;
const REST = /[^\r\n]*(?:\r\n|\n|\r|$)/y;

/**
 * Sets a variable in the text of a `.env` file: in the line that sets it now, in its own quotes and before its own comment,
 * else in a line of its own at the end. Every other character stays. Refused where several lines set it, as programs
 * differ in which of them counts; and where a part of the old value could stay, which a shell would run.
 *
 * @param value without white space, quotes, `#`, `$` and `\`
 */
export function setEnvLine(text: string, name: string, value: string): SetLine {
  const own = [...assignmentsIn(text)].filter((assignment) => assignment.name === name);
  const [only, ...others] = own;
  if (others.length > 0) return { done: 'refused', why: 'several', lines: own.map(({ line }) => line) };
  if (only === undefined) return { done: 'added', ...appendLine(text, `${name}=${value}`) };
  const { start, end, line, quote } = only;
  if (quote === '' && goesOn(text, start, end)) return { done: 'refused', why: 'odd', lines: [line] };
  // A comment that follows at once would become part of the value for some.
  const gap = /^#/.test(text.slice(end)) ? ' ' : '';
  return {
    done: 'replaced',
    text: text.slice(0, start) + quote + value + quote + gap + text.slice(end),
    line,
  };
}

function* assignmentsIn(text: string): Generator<Assignment> {
  let line = 1;
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const head = matchAt(HEAD, text, at);
    let end = at;
    if (head) {
      const value = findValue(text, at + head[0].length);
      yield { name: head[1]!, line, ...value };
      end = value.end;
    }
    end += lengthAt(REST, text, end);
    line += text.slice(at, end).match(/\r\n|\n|\r/g)?.length ?? 0;
    at = end;
  }
}

/** An empty value stands before the blanks. */
function findValue(text: string, from: number): { start: number; end: number; quote: string } {
  const start = from + lengthAt(BLANKS, text, from);
  const quoted = lengthAt(QUOTED, text, start);
  if (quoted > 0) return { start, end: start + quoted, quote: text[start]! };
  const bare = lengthAt(BARE, text, start);
  return bare > 0 ? { start, end: start + bare, quote: '' } : { start: from, end: from, quote: '' };
}

/** Whether a shell takes what stands behind a value without quotes around it for a part of it, too. */
function goesOn(text: string, start: number, end: number): boolean {
  const open = openAtEnd(text.slice(start, end));
  if (open === undefined) return false;
  return open === '\\' || text[end] === '#' || text.includes(open, end);
}

/** The quote that is open where a value ends, or the backslash that is its last. */
function openAtEnd(value: string): string | undefined {
  let quote: string | undefined;
  for (let i = 0; i < value.length; i++) {
    const here = value[i]!;
    if (here === '\\' && quote !== "'") {
      if (i === value.length - 1) return here;
      i++;
    } else if (here === quote) quote = undefined;
    else if (quote === undefined && /["'`]/.test(here)) quote = here;
  }
  return quote;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** How much matches there; 0 also where nothing does. */
function lengthAt(pattern: RegExp, text: string, at: number): number {
  return matchAt(pattern, text, at)?.[0].length ?? 0;
}

/** Adds a line in the way of the last one: its line end, and whether the text ends with one. */
function appendLine(text: string, line: string): { text: string; line: number } {
  const ends = text.match(/\r\n|\n|\r/g) ?? [];
  const lineEnd = ends.at(-1) ?? '\n';
  const isEmpty = text === '' || text === '\ufeff';
  const isOpen = !isEmpty && !/[\r\n]$/.test(text);
  return isOpen
    ? { text: text + lineEnd + line, line: ends.length + 2 }
    : { text: text + line + lineEnd, line: ends.length + 1 };
}
