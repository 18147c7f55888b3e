import type { Name, Span } from '../code/tree.ts';
import type { Token } from './lexer.ts';
import type { Locals } from './members.ts';
import type { Names } from './names.ts';

/** How deep code may nest before what is further in is passed over. */
const DEEPEST = 100;

/** A place among the tokens of a file. */
export class Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly names: Names;
  at = 0;
  errors = 0;
  depth = 0;
  /** Names that declare variables. */
  readonly locals: Locals = new WeakSet();
  /** What `With` stands for, the innermost last. */
  readonly subjects: Name[] = [];
  /** The function whose name may be assigned to, the innermost last. */
  readonly functions: { readonly name: string; isAssigned: boolean }[] = [];

  constructor(text: string, tokens: readonly Token[], names: Names) {
    this.text = text;
    this.tokens = tokens;
    this.names = names;
  }

  get token(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)]!;
  }

  peek(ahead = 1): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)]!;
  }

  get isDone(): boolean {
    return this.at >= this.tokens.length - 1;
  }

  get isLineEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** Where what was read last ends. */
  get behind(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  next(): Token {
    const { token } = this;
    if (this.at < this.tokens.length) this.at++;
    return token;
  }

  /** Whether words follow, in this order. */
  is(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.peek(i);
      return token.word === word && token.kind !== 'end' && !token.text.startsWith('[');
    });
  }

  isAny(words: ReadonlySet<string>): boolean {
    return this.token.kind === 'word' && !this.token.text.startsWith('[') && words.has(this.token.word);
  }

  eat(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.at += words.length;
    return true;
  }

  /** Goes to the end of the statement. */
  skipLine(): void {
    while (this.token.kind !== 'end') this.at++;
  }

  /** Goes behind the ends of lines. */
  skipEnds(): void {
    while (this.token.kind === 'end' && !this.isDone) this.at++;
  }

  nest<T>(read: () => T, tooDeep: () => T): T {
    if (this.depth >= DEEPEST) return tooDeep();
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  span(start: number): Span {
    return { start, end: Math.max(start, this.behind) };
  }
}
