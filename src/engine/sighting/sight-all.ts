import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { Batches } from './batches.ts';
import { joinSightings, type Sighting } from './sight.ts';

/** What the second thread is given. */
export interface Task {
  readonly files: readonly string[];
  readonly shared: SharedArrayBuffer;
  readonly port: MessagePort;
}

/** What the second thread answers for each batch that it took. */
export interface Answer {
  readonly batch: number;
  readonly sighting: Sighting;
}

/** From so many files on, a second thread pays. */
const MANY = 4000;
/** How long a thread that has taken a batch may be silent before its batches are looked at here. */
const PATIENCE_MS = 10_000;
/** There in the build alone: not every version of Node runs the sources. */
const THREAD = new URL('./thread.js', import.meta.url);

/** Looks at every file once, with a second thread where there are many; answers in the order of the files. */
export function sightAll(files: readonly string[]): Sighting {
  const shared = Batches.share();
  const batches = new Batches(files, shared);
  const found: Sighting[] = [];
  const keep = (batch: number, sighting: Sighting) => {
    found[batch] = sighting;
  };
  const helper = isWorthHelp(files) ? startHelper({ files, shared }) : undefined;
  batches.takeAll(keep);
  if (helper) {
    collect(helper.port, batches, found);
    void helper.worker.terminate();
  }
  for (let batch = 0; batch < batches.count; batch++) if (!found[batch]) keep(batch, batches.look(batch));
  return joinSightings(found, (batch) => batches.startOf(batch));
}

function isWorthHelp(files: readonly string[]): boolean {
  return files.length >= MANY && availableParallelism() > 1 && existsSync(fileURLToPath(THREAD));
}

function startHelper(task: Omit<Task, 'port'>) {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(THREAD, { workerData: { ...task, port: port2 }, transferList: [port2] });
  // Whatever ends it early: what it took and did not answer is looked at here.
  worker.on('error', () => {});
  worker.unref();
  port1.unref();
  return { worker, port: port1 };
}

/** Takes the answers of the second thread, until every batch has one or nothing more comes. */
function collect(port: MessagePort, batches: Batches, found: Sighting[]): void {
  let answers = 0;
  let missing = batches.count - Object.keys(found).length;
  while (missing > 0) {
    const message = receiveMessageOnPort(port) as { message: Answer } | undefined;
    if (message) {
      found[message.message.batch] = message.message.sighting;
      answers++;
      missing--;
    } else if (!batches.awaitAnswer(answers, PATIENCE_MS)) return;
  }
}
