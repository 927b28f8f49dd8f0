import { setMaxListeners } from 'node:events';

import type { Clock } from '../clock.js';
import type { AgentConfig, BinConfig } from '../config/agent-config.js';
import { toFailure } from '../errors.js';
import type { Log } from '../log.js';
import { sameProcess } from '../probes/process-table.js';
import type { ProcessTable } from '../probes/process-table.js';
import type { RunningIn } from '../probes/running-program.js';
import { HttpClient } from '../transport/http-client.js';
import type { SyncAnswer } from '../transport/sync-protocol.js';
import { DiskWatch } from './disk-watch.js';
import { HostFiguresReader } from './host-figures.js';
import { MeasuredBin } from './measured-bin.js';
import { MeasurementOutbox } from './measurement-outbox.js';
import { Measurer } from './measurer.js';
import { ProgramRequests } from './program-requests.js';
import { ServerTime } from './server-time.js';

export interface MeasuringTools {
  readonly config: AgentConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly processes: ProcessTable;
  readonly lastSeen: (bin: string) => RunningIn;
  /** Something was measured that the console wants. */
  readonly changed: () => void;
}

const AGAIN_MILLISECONDS = 10_000;

/** All that measures on this host. Whatever goes wrong in it stays in it. */
export class Measuring {
  readonly outbox: MeasurementOutbox;
  private readonly measurer: Measurer;
  private readonly time: ServerTime;
  private readonly disk: DiskWatch;
  private readonly client: HttpClient;
  private readonly ending = new AbortController();
  private hasFailed = false;

  constructor(private readonly tools: MeasuringTools) {
    const { config, clock, log } = tools;
    // One for each bin.
    setMaxListeners(0, this.ending.signal);
    this.time = new ServerTime(clock);
    this.disk = new DiskWatch(config.stateDir, clock);
    // Programs are on this host, whatever lies between it and the console.
    this.client = new HttpClient({ caFile: config.caFile, proxy: null });
    this.measurer = new Measurer({
      clock,
      time: this.time,
      host: new HostFiguresReader(clock, this.disk),
      bins: config.bins.map((bin) => this.measuredBin(bin)),
      changed: () => {
        if (this.outbox.isWanted) tools.changed();
      },
    });
    this.outbox = new MeasurementOutbox({
      measurer: this.measurer,
      time: this.time,
      clock,
      log,
      share: Math.random(),
      rejectedMilliseconds: config.sync.refusedSeconds * 1_000,
    });
  }

  heard({ serverTime, measureAfterSeconds }: SyncAnswer): void {
    this.time.heard(serverTime);
    this.outbox.want(measureAfterSeconds);
  }

  async run(): Promise<void> {
    const { signal } = this.ending;
    this.disk.last();
    while (!signal.aborted) {
      try {
        await this.measurer.run(signal);
      } catch (error) {
        if (!this.hasFailed) this.tools.log.warn('measuring.failed', { ...toFailure(error, 'AGENT_FAULT') });
        this.hasFailed = true;
        await this.tools.clock.sleep(AGAIN_MILLISECONDS, signal);
      }
    }
  }

  stop(): void {
    this.ending.abort();
    this.client.close();
  }

  private measuredBin(bin: BinConfig): MeasuredBin {
    const places = bin.sideBySide?.places ?? [bin];
    const requests = new Map<string | null, ProgramRequests>();
    for (const { slot, metrics } of places)
      if (metrics !== null) requests.set(slot?.name ?? null, new ProgramRequests(metrics, this.client));
    const running = (): RunningIn => this.stillRunning(bin.name);
    return new MeasuredBin({ name: bin.name, requests, running, clock: this.tools.clock });
  }

  /** What was seen a while ago may have ended, and something else may answer in its place. */
  private stillRunning(bin: string): RunningIn {
    const seen = this.tools.lastSeen(bin);
    if (seen.process === null) return seen;
    const isThere = sameProcess(this.tools.processes.identify(seen.process.pid), seen.process);
    return isThere ? seen : { ...seen, sha256: null, process: null };
  }
}
