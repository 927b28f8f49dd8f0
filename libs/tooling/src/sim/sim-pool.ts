import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { SimBatch, SimTask } from './sim-worker.js';

const WORKER = fileURLToPath(new URL('./sim-worker.js', import.meta.url));

/** One process per processor; each takes the next batch as soon as it is done with one. */
export async function runInPool(
  nextTask: () => SimTask | null,
  take: (batch: SimBatch, task: SimTask) => void,
): Promise<void> {
  const workers = Array.from({ length: availableParallelism() }, () => fork(WORKER));
  try {
    await Promise.all(workers.map((worker) => feed(worker, nextTask, take)));
  } finally {
    for (const worker of workers) worker.disconnect();
  }
}

async function feed(
  worker: ChildProcess,
  nextTask: () => SimTask | null,
  take: (batch: SimBatch, task: SimTask) => void,
): Promise<void> {
  for (let task = nextTask(); task; task = nextTask()) take(await answerOf(worker, task), task);
}

function answerOf(worker: ChildProcess, task: SimTask): Promise<SimBatch> {
  return new Promise((resolve, reject) => {
    const onExit = (): void =>
      reject(new Error(`a process of the simulation ended at seed ${task.firstSeed}`));
    worker.once('exit', onExit);
    worker.once('message', (batch: SimBatch) => {
      worker.off('exit', onExit);
      resolve(batch);
    });
    worker.send(task);
  });
}
