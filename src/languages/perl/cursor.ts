import type { Expression, Parameter, Span, Statement } from '../code/tree.ts';

/** How deep code may nest before what is further in is passed over: far more than any source needs. */
const DEEPEST = 120;

/** Several values of a hash at once: `@hash{qw(a b)}`. */
export interface Slice {
  readonly object: Expression;
  readonly keys: readonly Expression[];
}

/** What reading a file gathers, whichever part of it is read. */
export class Source {
  /** Comments and documentation, by where they begin. */
  readonly comments = new Map<number, Span>();
  readonly outside: Span[] = [];
  errors = 0;
  depth = 0;
  /** Where a line goes on behind the heredocs that begin in it, by the offset of its line break. */
  readonly jumps = new Map<number, number>();
  /** Expressions that stand for several values: arrays, hashes and what is dereferenced to them. */
  readonly lists = new WeakSet<Expression>();
  /** What `@hash{…}` takes several values of, by which keys. */
  readonly slices = new WeakMap<Expression, Slice>();
  /** Where the brackets stand that are around an expression. */
  readonly brackets = new WeakMap<Expression, Span>();
  /** `return`, `die`, `next` where an expression may stand: `open(…) or die`. */
  readonly controls = new WeakMap<Expression, Statement>();
  /** Functions that the file declares, which need no brackets. */
  readonly subs: ReadonlySet<string>;
  /** Packages of the file that objects are made of; the others only gather functions. */
  readonly classes: ReadonlySet<string>;
  /** Constants that the file declares. */
  readonly constants = new Set<string>();
  /** The package that the code stands in, and what each of them inherits from. */
  pack = 'main';
  readonly supers = new Map<string, string[]>();
  private lines: { plain: Map<string, number[]>; indented: Map<string, number[]> } | undefined;
  private lineEnd = { from: 0, to: -1 };

  readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.subs = new Set([...text.matchAll(/\bsub\s{1,40}(\w+)/g)].map((match) => match[1]!));
    this.classes = new Set(classesIn(text));
  }

  /** Where the line ends that an offset stands in. */
  endOfLine(at: number): number {
    if (at < this.lineEnd.from || at > this.lineEnd.to) {
      const end = this.text.indexOf('\n', at);
      this.lineEnd = { from: at, to: end < 0 ? this.text.length : end };
    }
    return this.lineEnd.to;
  }

  /** Where the first line from `start` on begins that consists of a word alone. */
  lineOf(word: string, start: number, isIndented: boolean): number | undefined {
    this.lines ??= indexLines(this.text);
    const places = (isIndented ? this.lines.indented : this.lines.plain).get(word) ?? [];
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return places[low];
  }
}

/** What tells a package that objects are made of. */
const OF_CLASSES =
  /\bbless\b|\bmy\s*\(?\s*\$(?:self|class|this|proto)\b|\buse\s+(?:base|parent)\b|@ISA\b|\$_\[0\]\s*->|^\s*extends\b|^\s*has\s+\w/m;
const PACKAGE = /^[^\S\n]*package\s+([\w:']+)/gm;

function classesIn(text: string): string[] {
  const found = [...text.matchAll(PACKAGE)];
  return found.flatMap((match, i) => {
    const code = text.slice(match.index, found[i + 1]?.index);
    return OF_CLASSES.test(code) && match[1] !== 'main' ? [match[1]!] : [];
  });
}

function indexLines(text: string): { plain: Map<string, number[]>; indented: Map<string, number[]> } {
  const plain = new Map<string, number[]>();
  const indented = new Map<string, number[]>();
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    // A longer line ends no heredoc that anybody writes.
    if (end - start < 200) {
      const line = text.slice(start, end).replace(/\r$/, '');
      for (const [map, word] of [[plain, line] as const, [indented, line.trimStart()] as const]) {
        const places = map.get(word);
        if (places) places.push(start);
        else map.set(word, [start]);
      }
    }
    start = end + 1;
  }
  return { plain, indented };
}

/** What the code of a function has of its own. */
export interface Frame {
  /** The names that mean the object or its class: `$self`, `$class`. */
  readonly invocants: ReadonlySet<string>;
  /** What `shift` takes, one parameter after the other; undefined outside of functions. */
  readonly shifted: Parameter[] | undefined;
  /** True where an object is made. */
  readonly isConstructor: boolean;
  /** True once the object has been taken by a `shift` that gives it no name. */
  tookObject: boolean;
}

const OUTSIDE: Frame = { invocants: new Set(), shifted: undefined, isConstructor: false, tookObject: false };

/** A place in the text that is read on from, up to an end. */
export class Cursor {
  readonly source: Source;
  at: number;
  readonly end: number;
  readonly frame: Frame;

  constructor(source: Source, at: number, end: number, frame: Frame = OUTSIDE) {
    this.source = source;
    this.at = at;
    this.end = end;
    this.frame = frame;
  }

  get text(): string {
    return this.source.text;
  }

  /** The same code from another place, or with what a function has of its own. */
  within(start: number, end: number, frame = this.frame): Cursor {
    return new Cursor(this.source, start, end, frame);
  }

  get isDone(): boolean {
    return this.at >= this.end;
  }

  peek(ahead = 0): string {
    return this.at + ahead < this.end ? this.text[this.at + ahead]! : '';
  }

  /** What a sticky pattern finds here, within the end. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    return found && found.index + found[0].length <= this.end ? found : null;
  }

  /** Takes what a sticky pattern finds here. */
  take(pattern: RegExp): string | undefined {
    const found = this.match(pattern);
    if (!found) return undefined;
    this.at += found[0].length;
    return found[0];
  }

  /** Takes a text, behind blanks. */
  eat(word: string): boolean {
    const before = this.at;
    this.skipBlanks();
    const isThere = this.text.startsWith(word, this.at) && this.at + word.length <= this.end;
    this.at = isThere ? this.at + word.length : before;
    return isThere;
  }

  /** Passes over blanks, comments, documentation, and the heredocs whose lines are reached. */
  skipBlanks(): void {
    const { text, end, source } = this;
    while (this.at < end) {
      const char = text[this.at]!;
      if (char === '\n') this.at = Math.min(source.jumps.get(this.at) ?? this.at + 1, end);
      else if (/\s/.test(char)) this.at++;
      else if (char === '#') this.skipComment(source.endOfLine(this.at));
      else if (char === '=' && (this.at === 0 || text[this.at - 1] === '\n') && /[a-z]/i.test(this.peek(1)))
        this.skipComment(endOfPod(text, this.at));
      else return;
    }
  }

  private skipComment(to: number): void {
    const start = this.at;
    this.at = Math.min(to, this.end);
    const end = this.text[this.at - 1] === '\r' ? this.at - 1 : this.at;
    this.source.comments.set(start, { start, end });
  }

  /** Goes behind blanks where a pattern stands there; else stays. */
  takeNext(pattern: RegExp): string | undefined {
    const before = this.at;
    this.skipBlanks();
    const taken = this.take(pattern);
    if (taken === undefined) this.at = before;
    return taken;
  }

  /** Reads what nests, or passes over it where it nests too deep. */
  nest<T>(read: () => T, tooDeep: () => T): T {
    if (this.source.depth >= DEEPEST) return tooDeep();
    this.source.depth++;
    try {
      return read();
    } finally {
      this.source.depth--;
    }
  }
}

function endOfPod(text: string, start: number): number {
  if (text.startsWith('=cut', start)) return endOfLineFrom(text, start);
  const cut = text.indexOf('\n=cut', start);
  return cut < 0 ? text.length : endOfLineFrom(text, cut + 1);
}

function endOfLineFrom(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
