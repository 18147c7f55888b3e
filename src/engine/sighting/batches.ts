import { type Batch, filesOf } from '../../files/file-list.ts';
import type { OnLeftOut } from '../../files/scan.ts';
import { Sighter, type Sighting } from './sight.ts';

/** Twice the number of batches that are there, and one when no more will come. */
const READY = 0;
const NEXT = 1;
const ANSWERED = 2;

/** Files in batches, which threads take one by one while others are still being found. */
export class Batches {
  /** What the threads know of each other: give it to each of them. */
  readonly shared: SharedArrayBuffer;
  private readonly batches: Batch[] = [];
  private readonly sighter: Sighter;
  private readonly state: Int32Array<SharedArrayBuffer>;

  /** @param onLeftOut is told what this thread sees that is left out by rule */
  constructor(onLeftOut?: OnLeftOut, shared = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) {
    this.sighter = new Sighter(undefined, onLeftOut);
    this.shared = shared;
    this.state = new Int32Array(shared);
  }

  get count(): number {
    return this.batches.length;
  }

  /** How many batches some thread has taken. */
  get taken(): number {
    return Atomics.load(this.state, NEXT);
  }

  /** Makes a batch known to this thread. */
  add(batch: Batch): void {
    this.batches.push(batch);
  }

  /** Tells all threads that one more batch is there. */
  announceBatch(): void {
    Atomics.add(this.state, READY, 2);
    Atomics.notify(this.state, READY);
  }

  /** Tells all threads that no more will come. */
  close(): void {
    Atomics.or(this.state, READY, 1);
    Atomics.notify(this.state, READY);
  }

  /**
   * Looks at batches that nobody has taken, until all are taken and no more will come.
   *
   * @param learn is called when another thread has announced a batch that this one does not know yet
   */
  takeAll(found: (batch: number, sighting: Sighting) => void, learn: () => void = () => {}): void {
    for (let at = this.take(); at !== undefined; at = this.take()) {
      while (at >= this.count) learn();
      found(at, this.look(at));
    }
  }

  look(batch: number): Sighting {
    return this.sighter.sight(filesOf(this.batches[batch]!));
  }

  /** Tells a waiting thread that there is an answer. */
  announceAnswer(): void {
    Atomics.add(this.state, ANSWERED, 1);
    Atomics.notify(this.state, ANSWERED);
  }

  /** Waits for an answer beyond those `seen`; false when none comes in time. */
  awaitAnswer(seen: number, milliseconds: number): boolean {
    return Atomics.wait(this.state, ANSWERED, seen, milliseconds) !== 'timed-out';
  }

  private take(): number | undefined {
    for (;;) {
      const ready = Atomics.load(this.state, READY);
      const next = Atomics.load(this.state, NEXT);
      if (next < ready >> 1) {
        if (Atomics.compareExchange(this.state, NEXT, next, next + 1) === next) return next;
      } else if ((ready & 1) === 1) return undefined;
      else Atomics.wait(this.state, READY, ready);
    }
  }
}
