import { type Sighting, sight, type Want } from './sight.ts';

/** Files of one batch: enough that taking one costs nothing, few enough that two threads end together. */
const SIZE = 128;
const NEXT = 0;
const WANTED = 1;
const ANSWERED = 2;

/** The files of a tree in batches, which threads take one by one until none is left. */
export class Batches {
  readonly count: number;
  private readonly files: readonly string[];
  private readonly state: Int32Array<SharedArrayBuffer>;
  private readonly want: Want;

  /** `shared` is what the threads know of each other: give each of them the same. */
  constructor(files: readonly string[], shared: SharedArrayBuffer) {
    this.files = files;
    this.count = Math.ceil(files.length / SIZE);
    const state = new Int32Array(shared);
    this.state = state;
    this.want = {
      get specifiers() {
        return Atomics.load(state, WANTED) === 1;
      },
      set specifiers(wanted) {
        Atomics.store(state, WANTED, Number(wanted));
      },
    };
  }

  static share(): SharedArrayBuffer {
    return new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  }

  wantSpecifiers(): void {
    this.want.specifiers = true;
  }

  /** Looks at batches that nobody has taken until there are none. */
  takeAll(found: (batch: number, sighting: Sighting) => void): void {
    for (let at = this.take(); at < this.count; at = this.take()) found(at, this.look(at));
  }

  look(batch: number): Sighting {
    return sight(this.files.slice(batch * SIZE, (batch + 1) * SIZE), this.want);
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
