import type { BinJournal } from './journal.js';
import { stagedDigest, versionsToKeep } from './outcomes.js';
import type { WorkerTools } from './worker-tools.js';

/** What the last entry of an update needs to know: what runs now, and which older versions stay. */
export async function prepareEnd(tools: WorkerTools, next: BinJournal): Promise<BinJournal> {
  const { slots, bin } = tools;
  // What lies in the other place is overwritten by the next update there, and is gone back to after that from here.
  if (slots.all.length > 1) for (const { versions } of slots.all) await versions.keepCurrent();
  const kept = versionsToKeep(next, await slots.active(next).versions.liveDigest(), bin.keep);
  await tools.health.begin(next);
  return { ...next, kept };
}

/** After the end is on disk: a crash in here only leaves files that the next start removes. */
export async function tidyUp(tools: WorkerTools, ended: BinJournal): Promise<void> {
  await removeUnneeded(tools, ended);
  tools.lock.release();
  const { phase = null, failure = null } = ended.outcome ?? {};
  const code = failure?.code ?? null;
  tools.log.info('update.ended', { bin: ended.bin, generation: ended.actedGeneration, phase, code });
}

/** Of an update that has ended. Without one nothing is known of what lies there, and nothing is removed. */
export async function removeUnneeded(tools: WorkerTools, journal: BinJournal): Promise<void> {
  if (journal.job !== null || journal.outcome === null) return;
  const remaining = { kept: journal.kept, staged: stagedDigest(journal) };
  for (const { versions } of tools.slots.all) await versions.tidy(remaining);
}
