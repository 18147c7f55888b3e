import { characterAt, matchAt, type Spelled } from './characters.ts';
import { REFERENCE_TO_HOST, type Slot, slotAt, whatFollows } from './slots.ts';

/** A part of a URL as it stands in a text. */
type UrlPart =
  | { readonly kind: 'characters'; readonly characters: readonly Spelled[] }
  | (Exclude<Slot, { readonly kind: 'characters' }> & { readonly start: number });

export interface ShownUrl {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly UrlPart[];
  /** Why it is not all that is sent: code goes on behind it. */
  readonly goesOn?: string;
}

/** How a text is read. */
export interface ScanOptions {
  /** Whether programs read it, so that names of values mean something: then any host may be one, too. */
  readonly readByProgram?: boolean;
  /** Whether names of hosts may stand in the place of a host, for people or programs. */
  readonly hostsByName?: boolean;
  /** Characters that end a URL in texts of this kind. */
  readonly stops?: string;
}

const SLASH = String.raw`(?:\\*\/|\\+(?:u00|x)2f|&#(?:x0*2f|0*47);)`;
const COLON = String.raw`(?:\\*:|&#(?:x0*3a|0*58);)`;
const HOST = String.raw`[\w-]+(?:\.[\w-]+)+`;
const NAMED_HOST = String.raw`(?:(?:[\w-]|${REFERENCE_TO_HOST})+(?:\.(?:[\w-]|${REFERENCE_TO_HOST})+)+|${REFERENCE_TO_HOST})`;
/** An escape of a string is no part of the word behind it. */
const NOT_IN_A_WORD = String.raw`(?<=^|[^\w/.:}\\-]|\\[nrt])`;
/** `link:https://…` of AsciiDoc. */
const AFTER_COLON = String.raw`(?<=^|[^\w/.}\\-]|\\[nrt])`;
const TO_HOST = `(?:${AFTER_COLON}https?${COLON}${SLASH}{2}|${NOT_IN_A_WORD}(?:${SLASH}{2})?)`;
const beginning = (host: string, path: string) => new RegExp(`${TO_HOST}(?:${host}(?::\\d+)?)?${path}`, 'gi');
const CRM = `${SLASH}crm${SLASH}private${SLASH}`;
/** Where the path of a CRM call begins, with the host in front of it when there is one. */
const BEGIN = beginning(HOST, CRM);
const BEGIN_OF_ANY_HOST = beginning(NAMED_HOST, CRM);
/** The same inside of another URL. */
const BEGIN_ENCODED =
  /(?<![\w%.-])https?%((?:25)*)3A%(?:25)*2F%(?:25)*2F[\w.-]+(?:%(?:25)*3A\d+)?%(?:25)*2Fcrm%(?:25)*2Fprivate%(?:25)*2F/gi;
/** The login for a ticket, and the logout. */
const BEGIN_LOGIN = new RegExp(
  `${TO_HOST}(?:accounts\\.zoho(?:\\.[a-z]+)+|i\\.baihui\\.com)(?::\\d+)?${SLASH}(?:login|logout)(?=\\\\*\\?)`,
  'gi',
);
/** A URL goes on in the next line of a comment, behind its star or slashes, where a separator stands at the break. */
const BREAK =
  /(?:(?<=[?&])[ \t]*\r?\n[ \t]*(?:\*(?!\/)|\/\/|#)?[ \t]*(?=[\w&])|[ \t]*\r?\n[ \t]*(?:\*(?!\/)|\/\/|#)?[ \t]*(?=(?:[?&]|\\u0026)\w))/y;
/** A backslash continues a line in quoted YAML and in properties; a blank in front of it would be one of the text. */
const CONTINUED = /(?<=\S)\\\r?\n[ \t]*(?:\\(?=\S))?(?=[\w?&/%\\$<{])/y;

/** Finds the URLs of CRM calls that stand in `[start, end)` of a text. */
export function scanUrls(text: string, start: number, end: number, options: ScanOptions = {}): ShownUrl[] {
  const range = text.slice(0, end);
  const found = scanAll(range, start, options.hostsByName ? BEGIN_OF_ANY_HOST : BEGIN, options);
  const encoded = /%(?:25)*2Fcrm%/i.test(range) ? scanAll(range, start, BEGIN_ENCODED, options) : [];
  return [...found, ...encoded];
}

/** Finds the URLs of logins for a ticket, and of logouts. */
export function scanLogins(text: string, options: ScanOptions): ShownUrl[] {
  return scanAll(text, 0, BEGIN_LOGIN, options);
}

function scanAll(text: string, start: number, begin: RegExp, options: ScanOptions): ShownUrl[] {
  const found: ShownUrl[] = [];
  begin.lastIndex = start;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    const level = match[1] === undefined ? undefined : match[1].length / 2;
    const url = scanFrom(text, match.index, begin.lastIndex, options, level);
    found.push(url);
    begin.lastIndex = Math.max(url.end, begin.lastIndex);
  }
  return found;
}

/**
 * Reads what a URL or a query is made of.
 *
 * @param pathEnd up to here it is known to be a part of it; names in it are names of hosts
 */
export function scanFrom(
  text: string,
  start: number,
  pathEnd: number,
  options: ScanOptions,
  level?: number,
): ShownUrl {
  const parts: UrlPart[] = [];
  let characters: Spelled[] = [];
  const close = () => {
    if (characters.length > 0) parts.push({ kind: 'characters', characters });
    characters = [];
  };
  let at = start;
  let last: string | undefined;
  /** What was read since a parameter began, a letter for each slot. */
  let parameter = '';
  while (at < pathEnd) {
    const name = options.hostsByName ? matchAt(HOST_BY_NAME, text, at) : null;
    if (name) {
      close();
      parts.push({ kind: 'reference', start: at, end: at + name[0].length });
      at += name[0].length;
    } else {
      const one = characterAt(text, at, level) ?? { char: text[at]!, start: at, end: at + 1 };
      characters.push(one);
      last = one.char;
      at = one.end;
    }
  }
  for (;;) {
    const slot = slotAt(text, at, last, options.readByProgram === true);
    if (slot?.kind === 'characters') {
      for (let i = at; i < slot.end; i++) characters.push({ char: text[i]!, start: i, end: i + 1 });
      parameter += 'x';
      last = '}';
      at = slot.end;
      continue;
    }
    if (slot) {
      close();
      parts.push({ ...slot, start: at });
      parameter += 'x';
      at = slot.end;
      last = undefined;
      if (slot.kind === 'code' && slot.last) break;
      continue;
    }
    const broken = matchAt(BREAK, text, at) ?? matchAt(CONTINUED, text, at);
    if (broken) {
      at += broken[0].length;
      continue;
    }
    const one =
      characterAt(text, at, level) ??
      (BLANK_IN_VALUE.test(parameter) && matchAt(BLANK, text, at)
        ? { char: ' ', start: at, end: at + 1 }
        : undefined);
    if (!one || options.stops?.includes(one.char)) break;
    if (AROUND_A_URL.test(one.char) && GIVEN.test(parameter)) break;
    parameter = /[?&]/.test(one.char) ? '' : parameter + one.char;
    characters.push(one);
    last = one.char;
    at = one.end;
  }
  characters = withoutPunctuation(characters);
  close();
  const shown = parts.map((part) => (part.kind === 'characters' ? textOf(part.characters) : 'x')).join('');
  const goesOn = whatFollows(text, at, shown);
  return { start, end: endOf(parts), parts, ...(goesOn !== undefined && { goesOn }) };
}

/** `cvName=All Open Leads` is written with its blanks in documents. */
const BLANK = / (?=[\w ,()*|.:-]{0,80}&(?:amp;)?\w+=)/y;
const BLANK_IN_VALUE = /^(?!apikey|ticket|authtoken|scope)[\w.]+=./;

/** What text puts behind a URL without a blank, and what no key and no ticket holds. */
const AROUND_A_URL = /[|,;*]/;
const GIVEN = /^(?:apikey|ticket|authtoken)=.*[^.,;*|]/;

const HOST_BY_NAME = new RegExp(REFERENCE_TO_HOST, 'y');

export function textOf(characters: readonly Spelled[]): string {
  return characters.map(({ char }) => char).join('');
}

const OPENED: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const PUNCTUATION = /[.,;:!?]/;
const BRACKET = /[()[\]{}]/;

/**
 * The full stop of a sentence and a bracket that was opened before the URL are no part of it; `ticket=...` is. Each
 * character is looked at a few times, however many there are to drop.
 */
function withoutPunctuation(characters: Spelled[]): Spelled[] {
  const at = (i: number) => characters[i]!.char;
  const counts = new Map<string, number>();
  const count = (character: string, by: number) => counts.set(character, (counts.get(character) ?? 0) + by);
  for (let i = 0; i < characters.length; i++) if (BRACKET.test(at(i))) count(at(i), 1);
  let length = characters.length;
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
  return length === characters.length ? characters : characters.slice(0, length);
}

function endOf(parts: readonly UrlPart[]): number {
  const last = parts.at(-1)!;
  return last.kind === 'characters' ? last.characters.at(-1)!.end : last.end;
}
