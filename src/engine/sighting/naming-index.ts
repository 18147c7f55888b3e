import type { Key } from './keys.ts';
import type { Namings } from './namings.ts';

/** Keys that end alike lie together. */
const BUCKETS = 4096;

/** Tells which files may mean something by a key. */
export class NamingIndex {
  private readonly namings: Namings;
  /** Places of keys, bucket by bucket, and where each bucket begins. */
  private readonly places: Int32Array;
  private readonly starts = new Int32Array(BUCKETS + 1);

  constructor(namings: Namings) {
    const { keys } = namings;
    const { starts } = this;
    this.namings = namings;
    this.places = new Int32Array(keys.length);
    for (const key of keys) starts[bucketOf(key) + 1]!++;
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
    const next = starts.slice();
    for (let place = 0; place < keys.length; place++) this.places[next[bucketOf(keys[place]!)]!++] = place;
  }

  /** Numbers of files, each once. */
  filesNaming(keys: Iterable<Key>): number[] {
    const files = new Set<number>();
    for (const key of keys) {
      const bucket = bucketOf(key);
      for (let i = this.starts[bucket]!; i < this.starts[bucket + 1]!; i++)
        if (this.namings.keys[this.places[i]!] === key) files.add(this.fileAt(this.places[i]!));
    }
    return [...files];
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

function bucketOf(key: Key): number {
  return (key ^ (key >>> 15)) & (BUCKETS - 1);
}
