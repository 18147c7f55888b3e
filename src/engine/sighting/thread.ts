import { workerData } from 'node:worker_threads';
import { Batches } from './batches.ts';
import type { Answer, Task } from './sight-all.ts';

// The second thread of `sightAll`.
const { files, shared, port } = workerData as Task;
const batches = new Batches(files, shared);
batches.takeAll((batch, sighting) => {
  port.postMessage({ batch, sighting } satisfies Answer);
  batches.announce();
});
port.close();
