import { ASSEMBLED } from './assembled.ts';
import type { Words } from './words.ts';

/** Takes the number of a group of words, and where one of them stands. */
export type Found = (group: number, at: number) => void;

/** As `find.wat` divides its memory. Before what is searched, a sieve has room for itself. */
const STOPPED_AT = 224 / 4;
const SAW_NUL = 228 / 4;
const PLACES = 1024 / 4;
const START = 131_072;
/** What is read or written behind the end of what is searched. */
const BEHIND = 32;
const PAGE = 65536;

/** What is used of it; the types of Node do not know it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports?: object) => { readonly exports: unknown };
};

/** Memory of WebAssembly. */
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What `find.wat` exports. */
interface Exports {
  readonly memory: Memory;
  find(at: number, end: number): number;
}

/** Goes through places before they are told. */
export interface Sieve {
  /** Takes what it wants of the first places; answers how many are left to be told. `end` is that of what is searched. */
  sift(haystack: Haystack, places: number, end: number): number;
}

/** Makes what `scripts/assemble.mjs` assembled ready to run. */
export function assemble(assembled: string): (imports?: object) => unknown {
  const module = new WebAssembly.Module(Buffer.from(assembled, 'base64'));
  return (imports) => new WebAssembly.Instance(module, imports).exports;
}

let instantiate: ReturnType<typeof assemble> | undefined;

/** Memory that files are read into and that is searched where it is. */
class Haystack {
  bytes: Buffer;
  readonly memory: Memory;
  /** The whole of the memory, until it is enlarged. */
  state: Uint32Array;
  private words: Words | undefined;
  private readonly find: Exports['find'];

  constructor() {
    instantiate ??= assemble(ASSEMBLED);
    const { memory, find } = instantiate() as Exports;
    this.memory = memory;
    this.find = find;
    this.bytes = this.room();
    this.state = new Uint32Array(memory.buffer);
  }

  /** Makes room for twice as much; what is there stays. Buffers of before are empty from then on. */
  enlarge(): void {
    this.memory.grow(Math.ceil(this.bytes.length / PAGE));
    this.bytes = this.room();
    this.state = new Uint32Array(this.memory.buffer);
  }

  holds(bytes: Buffer): boolean {
    return bytes.buffer === this.bytes.buffer;
  }

  /** Searches a part of `bytes`; answers whether a NUL is there. */
  search(part: Buffer, words: Words, found: Found, sieve?: Sieve): boolean {
    const { state, find } = this;
    if (this.words !== words) {
      state.set(new Uint32Array(words.buffer, words.byteOffset, words.length / 4));
      this.words = words;
    }
    const start = part.byteOffset;
    const end = start + part.length;
    let sawNul = false;
    for (let at = start; at < end; at = state[STOPPED_AT]!) {
      const places = find(at, end);
      const left = sieve && places > 0 ? sieve.sift(this, places, end) : places;
      if (state[SAW_NUL] !== 0) sawNul = true;
      for (let i = PLACES; i < PLACES + left; i++) found(state[i]! & 7, (state[i]! >>> 3) - start);
    }
    return sawNul;
  }

  private room(): Buffer {
    return Buffer.from(this.memory.buffer, START, this.memory.buffer.byteLength - START - BEHIND);
  }
}

const idle: Haystack[] = [];
const busy: Haystack[] = [];

/** Lends memory to read files into; what is found there is gone when `use` returns. */
export function withHaystack<T>(use: (haystack: Haystack) => T): T {
  const haystack = idle.pop() ?? new Haystack();
  busy.push(haystack);
  try {
    return use(haystack);
  } finally {
    busy.splice(busy.indexOf(haystack), 1);
    idle.push(haystack);
  }
}

/** Tells all places in some bytes where one of the words stands; answers whether a NUL is among the bytes. */
export function eachPlace(bytes: Buffer, words: Words, found: Found, sieve?: Sieve): boolean {
  for (const haystack of busy) if (haystack.holds(bytes)) return haystack.search(bytes, words, found, sieve);
  return withHaystack((haystack) => {
    while (haystack.bytes.length < bytes.length) haystack.enlarge();
    bytes.copy(haystack.bytes);
    return haystack.search(haystack.bytes.subarray(0, bytes.length), words, found, sieve);
  });
}

export type { Haystack };
