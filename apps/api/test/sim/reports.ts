import type { Report, Wish } from '@release-console/fleet-sim';
import type { NodeCallers } from '../../src/nodes/protocol/node-callers.js';
import type { SeedService } from '../../src/nodes/protocol/seed.service.js';
import type { SyncService } from '../../src/nodes/protocol/sync.service.js';
import type { PresenceWriter } from '../../src/nodes/presence/presence-writer.js';
import type { Parts, Result } from './parts.js';
import { BINS, tokenOf } from './stage.js';

/** What hosts say, as their two protocols pass it on; and last words are written at once, for other processes to see. */
export async function reportsOf(
  part: Parts,
): Promise<(report: Report, intervalSeconds: number, now: number) => Promise<Result>> {
  const syncs = await part<SyncService>('nodes/protocol/sync.service', 'SyncService');
  const seeds = await part<SeedService>('nodes/protocol/seed.service', 'SeedService');
  const callers = await part<NodeCallers>('nodes/protocol/node-callers', 'NodeCallers');
  const presence = await part<PresenceWriter>('nodes/presence/presence-writer', 'PresenceWriter');

  const sync = async (report: Report, intervalSeconds: number): Promise<readonly Wish[]> => {
    const { nodeId, running, events, isHeld } = report;
    const { answer } = await syncs.sync({
      header: `Bearer ${tokenOf(nodeId)}`,
      body: {
        agent: { version: '1', instance: nodeId },
        observed: running.map(({ generation, error, ...word }) => ({
          ...word,
          ...{ generation: generation ?? 0, source: 'process' as const, error: errorOf(error) },
        })),
        events: events.map(({ error, at, ...event }) => ({
          ...event,
          ...{ id: `${event.bin}-${event.seq}`, at: new Date(at).toISOString(), error: errorOf(error) },
        })),
        held: isHeld ? { reason: 'held' } : null,
        wait: intervalSeconds,
      },
      onClose: () => undefined,
    });
    return (answer.bins ?? []).map(({ bin, generation, sha256, action }) => ({
      ...{ bin, generation, sha256, action: action as Wish['action'] },
    }));
  };

  const speakOld = async ({ nodeId, running, seedProgress: said }: Report): Promise<readonly Wish[]> => {
    const header = `Basic ${Buffer.from(`${nodeId}:${tokenOf(nodeId)}`).toString('base64')}`;
    const find = (): ReturnType<NodeCallers['find']> => callers.find(header, { nodeId, hostName: null });
    if (said) {
      const progress = { ...said, error: null, processingTime: null };
      await seeds.reportProgress(await find(), said.bin, progress);
      for (const { bin, sha256 } of running) await seeds.reportRunning(await find(), bin, sha256);
      return [];
    }
    const state = await find();
    return BINS.flatMap((bin) => {
      const sha256 = answered(() => seeds.answerBin(state, bin).sha256);
      return sha256 === null ? [] : [{ bin, sha256, generation: 0, action: 'activate' as const }];
    });
  };

  return async (report, intervalSeconds) => {
    const wishes = report.protocol === 'agent' ? await sync(report, intervalSeconds) : await speakOld(report);
    await presence.flush();
    return { wishes };
  };
}

function errorOf(code: string | null): { code: string; message: string } | null {
  return code === null ? null : { code, message: code };
}

/** Null for 404, which leaves the host as it is. */
function answered(ask: () => string): string | null {
  try {
    return ask();
  } catch (error) {
    if ((error as { code?: string }).code === 'BIN_NOT_RELEASED') return null;
    throw error;
  }
}
