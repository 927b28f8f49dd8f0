import { Chance } from '../chance.js';
import type { Answer, Call, HistoryLine, Order, ReleaseView } from '../console/console.js';
import type { MemoryConsole } from '../console/memory-console.js';
import { EventQueue } from '../event-queue.js';
import { Host } from '../hosts/host.js';
import { SeedHost } from '../hosts/seed-host.js';
import { memoryConsoleFor } from '../run-schedule.js';
import { Engines } from './engines.js';
import { isOver } from './people.js';
import type { Build, Scenario } from './scenario.js';
import type { Act, Stage } from './stage.js';
import { Weather } from './weather.js';

/** By then every host has called. */
export const BEGINS_AFTER_MS = 130_000;
const LONGEST_MS = 6 * 3_600_000;

/** Nothing breaks, people do at once what is next, and the judge is content after the time that the plan gives it. */
export class CalmWorld implements Stage {
  readonly chance: Chance;
  readonly console: MemoryConsole;
  readonly history: HistoryLine[] = [];
  now: number;
  private readonly hosts = new Map<string, Host | SeedHost>();
  private readonly queue = new EventQueue<Act>();
  private readonly engines: Engines;
  private readonly release: Scenario['releases'][number];
  private seen: ReleaseView | null = null;
  private judgedStep = -1;

  constructor(private readonly scenario: Scenario) {
    const [release] = scenario.releases;
    if (!release) throw new Error('nothing is released here');
    this.release = release;
    this.now = scenario.startsAt;
    this.chance = new Chance(scenario.seed ^ 0x5eed);
    this.console = memoryConsoleFor(scenario);
    const weather = new Weather([], this);
    this.engines = new Engines(this, weather, scenario.tickMs, this.hear);
    this.settle(weather);
    const { id, plan } = release;
    this.tell(BEGINS_AFTER_MS, { kind: 'create', releaseId: id, plan, author: 'ana' });
    for (const order of ['submit', 'approve', 'deploy'] as const) this.order(order, BEGINS_AFTER_MS);
  }

  later(delayMs: number, act: Act): void {
    this.queue.add(this.now + delayMs, act);
  }

  hit(): void {
    // Nobody counts here what happened.
  }

  /** Status of the release at its end. */
  play(): string {
    const end = this.now + LONGEST_MS;
    while (this.now < end && !(this.seen && isOver(this.seen))) {
      const entry = this.queue.take();
      if (!entry) break;
      this.now = entry.at;
      const pending = entry.item();
      if (pending) pending.take(this.console.perform(pending.call, this.now));
    }
    return this.seen?.status ?? 'none';
  }

  private readonly hear = (answer: Answer): void => {
    this.history.push(...answer.history);
    for (const { nodeId } of answer.writes) {
      const host = this.hosts.get(nodeId);
      if (host instanceof Host) host.push();
    }
    for (const id of answer.touched) this.engines.wake(id);
    for (const view of answer.releases) this.see(view);
  };

  private see(view: ReleaseView): void {
    this.seen = view;
    if (isOver(view)) this.engines.forget(view.id);
    else if (view.status === 'deploying' || view.status === 'paused') this.engines.watch(view.id, 'live');
    if (view.status === 'paused' && view.pause === 'step') this.order('promote', 0);
    if (view.stepKind === 'analysis' && view.step > this.judgedStep) this.judge(view.step);
  }

  private judge(step: number): void {
    this.judgedStep = step;
    const planned = this.console.store.releases.get(this.release.id)?.rollout.steps[step];
    if (planned?.kind !== 'analysis') return;
    const verdict = 'pass' as const;
    this.tell(planned.seconds * 1_000, { kind: 'judge', releaseId: this.release.id, step, verdict });
  }

  private order(order: Order, delayMs: number): void {
    const person = order === 'approve' ? 'ben' : 'ana';
    const plain = { expectedRevision: null, key: null, nodeIds: [], startAt: null };
    this.tell(delayMs, { kind: 'order', releaseId: this.release.id, order, person, ...plain });
  }

  private tell(delayMs: number, call: Call): void {
    this.later(delayMs, () => ({ call, take: this.hear }));
  }

  private settle(weather: Weather): void {
    const { nodes, builds, installed } = this.scenario;
    const byDigest = new Map<string, Build>(builds.map((build) => [build.digest, build]));
    for (const spec of nodes) {
      const Kind = spec.protocol === 'agent' ? Host : SeedHost;
      const host = new Kind(spec, byDigest, this, weather, this.hear);
      this.hosts.set(spec.id, host);
      for (const bin of installed) host.install(bin, builds[0]?.digest ?? null);
      host.begin();
    }
  }
}
