import { type Sighting, sight } from './sight.ts';

/** Files of one batch: enough that taking one costs nothing, few enough that two threads end together. */
const SIZE = 128;
const NEXT = 0;
const ANSWERED = 1;

/** The files of a tree in batches, which threads take one by one until none is left. */
export class Batches {
  readonly count: number;
  private readonly files: readonly string[];
  private readonly state: Int32Array<SharedArrayBuffer>;

  /** `shared` is what the threads know of each other: give each of them the same. */
  constructor(files: readonly string[], shared: SharedArrayBuffer) {
    this.files = files;
    this.count = Math.ceil(files.length / SIZE);
    this.state = new Int32Array(shared);
  }

  static share(): SharedArrayBuffer {
    return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Looks at batches that nobody has taken until there are none. */
  takeAll(found: (batch: number, sighting: Sighting) => void): void {
    for (let at = this.take(); at < this.count; at = this.take()) found(at, this.look(at));
  }

  look(batch: number): Sighting {
    return sight(this.files.slice(batch * SIZE, (batch + 1) * SIZE));
  }

  /** The number of the first file of a batch. */
  startOf(batch: number): number {
    return batch * SIZE;
  }

  /** Tells a waiting thread that there is an answer. */
  announce(): void {
    Atomics.add(this.state, ANSWERED, 1);
    Atomics.notify(this.state, ANSWERED);
  }

  /** Waits for an answer beyond those `seen`; false when none comes in time. */
  awaitAnswer(seen: number, milliseconds: number): boolean {
    return Atomics.wait(this.state, ANSWERED, seen, milliseconds) !== 'timed-out';
  }

  private take(): number {
    return Atomics.add(this.state, NEXT, 1);
  }
}
