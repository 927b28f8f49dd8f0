import type { BinJournal } from './journal.js';
import { versionsToKeep } from './outcomes.js';
import type { WorkerTools } from './worker-tools.js';

/** What the last entry of an update needs to know: what runs now, and which older versions stay. */
export async function prepareEnd(tools: WorkerTools, next: BinJournal): Promise<BinJournal> {
  const kept = versionsToKeep(next, await tools.live.digest(), tools.bin.keep);
  await tools.health.begin(next);
  return { ...next, kept };
}

/** After the end is on disk: a crash in here only leaves files that the next update removes. */
export function tidyUp(tools: WorkerTools, ended: BinJournal): void {
  tools.kept.retain(ended.kept);
  if (ended.outcome?.phase !== 'staged') tools.staging.removeOthers(null);
  tools.lock.release();
  const { phase = null, failure = null } = ended.outcome ?? {};
  const code = failure?.code ?? null;
  tools.log.info('update.ended', { bin: ended.bin, generation: ended.actedGeneration, phase, code });
}
