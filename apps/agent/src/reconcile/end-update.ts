import type { BinJournal } from './journal.js';
import { stagedDigest, versionsToKeep } from './outcomes.js';
import type { WorkerTools } from './worker-tools.js';

/** What the last entry of an update needs to know: what runs now, and which older versions stay. */
export async function prepareEnd(tools: WorkerTools, next: BinJournal): Promise<BinJournal> {
  const kept = versionsToKeep(next, await tools.versions.liveDigest(), tools.bin.keep);
  await tools.health.begin(next);
  return { ...next, kept };
}

/** After the end is on disk: a crash in here only leaves files that the next update removes. */
export async function tidyUp(tools: WorkerTools, ended: BinJournal): Promise<void> {
  await tools.versions.tidy({ kept: ended.kept, staged: stagedDigest(ended) });
  tools.lock.release();
  const { phase = null, failure = null } = ended.outcome ?? {};
  const code = failure?.code ?? null;
  tools.log.info('update.ended', { bin: ended.bin, generation: ended.actedGeneration, phase, code });
}
