import type { Key } from './keys.ts';
import type { Namings } from './namings.ts';

/** Keys that end alike lie together. */
const BUCKETS = 4096;
/** For so many keys, going through all that were noted is quicker than putting these in order. */
const FEW = 24;

/** Tells which files may mean something by a key. */
export class NamingIndex {
  private readonly namings: Namings;
  private asked = 0;
  private buckets: Buckets | undefined;

  constructor(namings: Namings) {
    this.namings = namings;
  }

  /** Numbers of files, each once. */
  filesNaming(keys: Iterable<Key>): number[] {
    const files = new Set<number>();
    for (const key of keys) for (const place of this.placesOf(key)) files.add(this.fileAt(place));
    return [...files];
  }

  private placesOf(key: Key): Iterable<number> {
    const { keys } = this.namings;
    if (this.asked++ < FEW) return placesIn(keys, key);
    this.buckets ??= new Buckets(keys);
    return this.buckets.placesOf(key);
  }

  /** The file whose keys the one at a place is among: the first that ends behind it. */
  private fileAt(place: number): number {
    const { ends, scripts } = this.namings;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > place) high = middle;
      else low = middle + 1;
    }
    return scripts[low]!;
  }
}

function* placesIn(keys: Int32Array, key: Key): Generator<number> {
  for (let place = keys.indexOf(key); place !== -1; place = keys.indexOf(key, place + 1)) yield place;
}

/** Places of keys, bucket by bucket, and where each bucket begins. */
class Buckets {
  private readonly keys: Int32Array;
  private readonly places: Int32Array;
  private readonly starts = new Int32Array(BUCKETS + 1);

  constructor(keys: Int32Array) {
    const { starts } = this;
    this.keys = keys;
    this.places = new Int32Array(keys.length);
    for (const key of keys) starts[bucketOf(key) + 1]!++;
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
    const next = starts.slice();
    for (let place = 0; place < keys.length; place++) this.places[next[bucketOf(keys[place]!)]!++] = place;
  }

  *placesOf(key: Key): Generator<number> {
    const bucket = bucketOf(key);
    for (let i = this.starts[bucket]!; i < this.starts[bucket + 1]!; i++)
      if (this.keys[this.places[i]!] === key) yield this.places[i]!;
  }
}

function bucketOf(key: Key): number {
  return (key ^ (key >>> 15)) & (BUCKETS - 1);
}
