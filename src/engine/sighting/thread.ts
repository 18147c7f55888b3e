import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Batch } from '../../files/file-list.ts';
import { Batches } from './batches.ts';
import type { Answer, LeftOut, Task } from './sight-all.ts';

// The second thread of `SightingRun`.
const { shared, port, tellsLeftOut } = workerData as Task;
let leftOut: LeftOut[] = [];
const batches = new Batches(tellsLeftOut ? (...one) => leftOut.push(one) : undefined, shared);
batches.takeAll(
  (batch, sighting) => {
    port.postMessage({ batch, sighting, leftOut } satisfies Answer);
    leftOut = [];
    batches.announceAnswer();
  },
  () => {
    // It was sent before it was announced.
    const { message } = receiveMessageOnPort(port) as { message: Batch };
    batches.add(message);
  },
);
port.close();
