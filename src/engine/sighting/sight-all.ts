import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { BATCH, type Batch } from '../../files/file-list.ts';
import type { Watch } from '../../model/watch.ts';
import { Batches } from './batches.ts';
import { joinSightings, type Sighting } from './sight.ts';

/** What the second thread is given; the batches come through the port. */
export interface Task {
  readonly shared: SharedArrayBuffer;
  readonly port: MessagePort;
  /** Whether somebody wants to know what is left out. */
  readonly tellsLeftOut: boolean;
}

export type LeftOut = [file: string, reason: string];

/** What the second thread answers for each batch that it took. */
export interface Answer {
  readonly batch: number;
  readonly sighting: Sighting;
  readonly leftOut: readonly LeftOut[];
}

interface Helper {
  readonly worker: Worker;
  readonly port: MessagePort;
}

/** From so many batches on, a second thread pays. */
const MANY = 32;
/** How long a thread that has taken a batch may be silent before its batches are looked at here. */
const PATIENCE_MS = 10_000;
/** There in the build alone: not every version of Node runs the sources. */
const THREAD = new URL('./thread.js', import.meta.url);

/** Looks at every file of a list once; where there are many, a second thread begins while others are still being found. */
export class SightingRun {
  private readonly batches: Batches;
  private readonly watch: Watch;
  private found = 0;
  private waiting: Batch[] = [];
  private helper: Helper | undefined;

  constructor(watch: Watch) {
    this.watch = watch;
    this.batches = new Batches(watch.leaveOut);
  }

  /** @param found how many files there are in this batch and all before */
  add(batch: Batch, found: number): void {
    this.found = found;
    this.watch.at('find', found);
    this.batches.add(batch);
    this.waiting.push(batch);
    if (!this.helper && this.batches.count === MANY && mayHaveHelp())
      this.helper = startHelper(this.batches.shared, this.watch.leaveOut !== undefined);
    if (this.helper) for (const one of this.waiting.splice(0)) this.helper.port.postMessage(one);
    this.batches.announceBatch();
  }

  /** Looks at what nobody has looked at. */
  finish(): Sighting {
    const { batches } = this;
    batches.close();
    const found: Sighting[] = [];
    const tell = () => this.watch.at('look', Math.min(batches.taken * BATCH, this.found), this.found);
    tell();
    batches.takeAll((batch, sighting) => {
      found[batch] = sighting;
      tell();
    });
    if (this.helper) collect(this.helper.port, batches, found, this.watch);
    for (let batch = 0; batch < batches.count; batch++) found[batch] ??= batches.look(batch);
    return joinSightings(found);
  }

  /** Ends the second thread, whatever it is at. */
  stop(): void {
    void this.helper?.worker.terminate();
  }
}

function mayHaveHelp(): boolean {
  return availableParallelism() > 1 && existsSync(fileURLToPath(THREAD));
}

function startHelper(shared: SharedArrayBuffer, tellsLeftOut: boolean): Helper {
  const { port1, port2 } = new MessageChannel();
  const workerData: Task = { shared, port: port2, tellsLeftOut };
  const worker = new Worker(THREAD, {
    workerData,
    transferList: [port2],
    // It keeps next to nothing: with more room, it would but collect its garbage later.
    resourceLimits: { maxYoungGenerationSizeMb: 3 },
  });
  // Whatever ends it early: what it took and did not answer is looked at here.
  worker.on('error', () => {});
  worker.unref();
  port1.unref();
  return { worker, port: port1 };
}

/** Takes the answers of the second thread, until every batch has one or nothing more comes. */
function collect(port: MessagePort, batches: Batches, found: Sighting[], watch: Watch): void {
  let answers = 0;
  let missing = batches.count - Object.keys(found).length;
  while (missing > 0) {
    const message = receiveMessageOnPort(port) as { message: Answer } | undefined;
    if (message) {
      const { batch, sighting, leftOut } = message.message;
      found[batch] = sighting;
      for (const [file, reason] of leftOut) watch.leaveOut?.(file, reason);
      answers++;
      missing--;
    } else if (!batches.awaitAnswer(answers, PATIENCE_MS)) return;
  }
}
