import type { Characters } from '../code/tree.ts';

/** Gathers the characters of a string, and where each of them stands. */
export class CharactersBuilder {
  private readonly pieces: string[] = [];
  private length = 0;
  /** Where the units begin, once one of them is not what stands in the source. */
  private offsets: number[] | undefined;
  private readonly start: number;
  private at: number;

  constructor(start: number) {
    this.start = start;
    this.at = start;
  }

  get isEmpty(): boolean {
    return this.at === this.start;
  }

  /** Takes characters that mean themselves. */
  plain(text: string): void {
    if (this.offsets) for (let i = 0; i < text.length; i++) this.offsets.push(this.at + i);
    this.pieces.push(text);
    this.length += text.length;
    this.at += text.length;
  }

  /** Takes source that means something else, or nothing. */
  escaped(meaning: string, length: number): void {
    this.offsets ??= Array.from({ length: this.length }, (_, i) => this.start + i);
    for (let i = 0; i < meaning.length; i++) this.offsets.push(this.at);
    this.pieces.push(meaning);
    this.length += meaning.length;
    this.at += length;
  }

  build(): Characters {
    const { start, at: end, offsets } = this;
    const node = { kind: 'characters', start, end, text: this.pieces.join('') } as const;
    return offsets ? { ...node, offsets: [...offsets, end] } : node;
  }
}
