import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Batch } from '../../files/file-list.ts';
import { Batches } from './batches.ts';
import type { Answer, Task } from './sight-all.ts';

// The second thread of `SightingRun`.
const { shared, port } = workerData as Task;
const batches = new Batches(shared);
batches.takeAll(
  (batch, sighting) => {
    port.postMessage({ batch, sighting } satisfies Answer);
    batches.announceAnswer();
  },
  () => {
    // It was sent before it was announced.
    const { message } = receiveMessageOnPort(port) as { message: Batch };
    batches.add(message);
  },
);
port.close();
