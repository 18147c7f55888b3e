import type { Characters } from '../../code/tree.ts';

/** Run-time characters as they are gathered, each with where it begins in the file. */
export class Gathered {
  #text = '';
  #offsets: number[] = [];
  readonly #start: number;
  #end: number;

  constructor(start: number) {
    this.#start = start;
    this.#end = start;
  }

  get isEmpty(): boolean {
    return this.#end === this.#start;
  }

  /** What `source` means as it stands; line ends are always one character. */
  addPlain(source: string, start: number): void {
    for (let at = 0; at < source.length; at++) {
      if (source[at] === '\r' && source[at + 1] === '\n') this.add('\n', start + at, start + ++at + 1);
      else this.add(source[at]!, start + at, start + at + 1);
    }
  }

  /** What the source from `start` to `end` means: nothing for a line end that is escaped. */
  add(text: string, start: number, end: number): void {
    for (let unit = 0; unit < text.length; unit++) this.#offsets.push(start);
    this.#text += text;
    this.#end = end;
  }

  finish(): Characters {
    const offsets = [...this.#offsets, this.#end];
    const isPlain = offsets.every((offset, index) => offset === this.#start + index);
    return {
      kind: 'characters',
      start: this.#start,
      end: this.#end,
      text: this.#text,
      ...(!isPlain && { offsets }),
    };
  }
}

const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  s: ' ',
  r: '\r',
  e: '\u001b',
  a: '\u0007',
  b: '\b',
  v: '\v',
  f: '\f',
};

/** What an escape of a string that knows them all means: `\n`, `\u{1f600}`, an escaped line end. */
export function meaningOfEscape(sequence: string): string {
  const rest = sequence.slice(1);
  if (/^\r?\n$/.test(rest)) return '';
  const braces = /^u\{\s*([^}]*?)\s*\}$/.exec(rest);
  if (braces) return braces[1]!.split(/\s+/).map(fromHex).join('');
  const hex = /^(?:u([\da-f]{4})|x([\da-f]{1,2}))$/i.exec(rest);
  if (hex) return fromHex(hex[1] ?? hex[2]!);
  if (/^[0-7]{1,3}$/.test(rest)) return String.fromCharCode(Number.parseInt(rest, 8) & 0xff);
  return NAMED[rest] ?? rest;
}

function fromHex(digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
