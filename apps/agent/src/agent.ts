import { randomBytes } from 'node:crypto';

import type { CommandRunner } from './actuators/command-runner.js';
import type { Clock } from './clock.js';
import type { AgentConfig } from './config/agent-config.js';
import type { Log } from './log.js';
import { readHostFacts } from './probes/host-facts.js';
import { Measuring } from './metrics/measuring.js';
import type { ProcessTable } from './probes/process-table.js';
import { FleetOfBins } from './reconcile/fleet-of-bins.js';
import type { OwnAgent } from './self/own-agent.js';
import { proveSelf } from './self/prove-self.js';
import { ContactFile } from './state/contact-file.js';
import { DesiredStore } from './state/desired-store.js';
import { HoldFile } from './state/hold-file.js';
import { Identity } from './state/identity.js';
import { JournalStore } from './state/journal-store.js';
import { Downloader } from './transport/download.js';
import { HttpClient } from './transport/http-client.js';
import { Reporter } from './transport/reporter.js';
import { ServerList } from './transport/server-list.js';
import { SyncClient } from './transport/sync-client.js';
import { SyncLoop } from './transport/sync-loop.js';
import type { DesiredState, SyncAnswer } from './transport/sync-protocol.js';

export interface AgentParts {
  readonly config: AgentConfig;
  readonly version: string;
  readonly own: OwnAgent;
  readonly clock: Clock;
  readonly log: Log;
  readonly processes: ProcessTable;
  readonly runner: CommandRunner;
}

const HOLD_CHECK_MILLISECONDS = 500;

/** Wires the conversation with the console to the work on the bins. */
export class Agent {
  private readonly hold: HoldFile;
  private readonly desiredStore: DesiredStore;
  private readonly bins: FleetOfBins;
  private readonly sync: SyncLoop;
  private readonly measuring: Measuring;
  private readonly client: HttpClient;
  private desired: DesiredState;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly parts: AgentParts) {
    const { config, clock, log } = parts;
    this.hold = new HoldFile(config.stateDir);
    this.desiredStore = new DesiredStore(config.stateDir);
    this.desired = this.desiredStore.load();
    this.client = new HttpClient(config);
    const shared = {
      client: this.client,
      servers: new ServerList(config.servers),
      identity: new Identity(config),
    };
    const store = new JournalStore(config.stateDir);
    store.prepare();
    const changed = (): void => this.sync.changed();
    this.bins = new FleetOfBins({ ...parts, store, downloader: new Downloader(shared), changed });
    this.measuring = new Measuring({ ...parts, lastSeen: (bin) => this.bins.lastSeen(bin), changed });
    const facts = readHostFacts(config);
    const contact = new ContactFile(config.stateDir);
    const reporter = new Reporter(
      { observed: () => this.bins.observed(), events: () => this.bins.events(), facts: () => facts },
      clock,
      config.sync.reportSeconds * 1_000,
    );
    this.sync = new SyncLoop({
      ...shared,
      client: new SyncClient(shared),
      reporter,
      measurements: this.measuring.outbox,
      config: config.sync,
      agent: { version: parts.version, instance: randomBytes(12).toString('hex') },
      clock,
      log,
      held: () => this.hold.read(clock.now()),
      stateVersion: () => this.desired.stateVersion,
      apply: (answer) => {
        this.measuring.heard(answer);
        this.apply(answer);
        proveSelf(config, parts.own, log);
      },
      contact: (server, trouble) => contact.note(server, trouble, clock.now()),
    });
  }

  async run(): Promise<void> {
    this.direct();
    this.timer = setInterval(() => this.direct(), HOLD_CHECK_MILLISECONDS);
    await Promise.all([this.bins.run(), this.sync.run(), this.measuring.run()]);
    this.client.close();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.bins.stop();
    this.sync.stop();
    this.measuring.stop();
  }

  private apply(answer: SyncAnswer): void {
    this.bins.acknowledge(answer.acknowledged);
    const next: DesiredState = {
      stateVersion: answer.bins === null ? this.desired.stateVersion : answer.stateVersion,
      lifecycle: answer.lifecycle,
      bins: answer.bins ?? this.desired.bins,
    };
    if (JSON.stringify(next) !== JSON.stringify(this.desired)) this.remember(next);
    this.direct();
  }

  private remember(next: DesiredState): void {
    this.desired = next;
    try {
      this.desiredStore.save(next);
    } catch (error) {
      // Only a restart without the console would miss it; each bin's journal guards what was acted on.
      this.parts.log.warn('desired.unsaved', {
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /** Tells every bin what is wanted now; also notices the local brake being set or let go. */
  private direct(): void {
    const hold = this.hold.read(this.parts.clock.now());
    this.bins.want(this.desired, hold !== null);
    this.sync.noticeHold();
  }
}
