import { Chance } from '../chance.js';
import type { Coverage } from '../coverage.js';
import type { Answer, Call } from '../console/console.js';
import { EventQueue } from '../event-queue.js';
import { Host } from '../hosts/host.js';
import { SeedHost } from '../hosts/seed-host.js';
import type { EnvironmentName } from '../words.js';
import { Engines } from './engines.js';
import { Judge } from './judge.js';
import { isOver, People } from './people.js';
import { momentsOf } from './freeze-moments.js';
import type { Build, Scenario } from './scenario.js';
import type { Act, Pending, Stage } from './stage.js';
import { Weather } from './weather.js';

/** Nodes that missed the last word hear of it in their next call, and then need time to act. */
const SETTLE_MS = 150_000;
/** Far beyond every deadline that a plan may have. */
const STUCK_AFTER_MS = 3_600_000;
/** Draws of its own, so that what it says leaves everything else as it is. */
const JUDGE = 0x70d9;
/** No end that anybody in these worlds lives to see; the same on every console. */
const FAR = Date.parse('2999-01-01T00:00Z');

export type Ending = 'settled' | 'stuck';

/** Hosts, their lines, people and engine processes on one virtual clock, around a console that it only calls. */
export class World implements Stage {
  readonly chance: Chance;
  readonly hosts = new Map<string, Host | SeedHost>();
  readonly weather: Weather;
  now: number;
  private readonly start: number;
  private readonly queue = new EventQueue<Act>();
  private readonly people: People;
  private readonly engines: Engines;
  private readonly judge: Judge;
  private readonly unfinished = new Set<string>();
  private readonly adopted = new Set<string>();
  private allOverAt: number | null = null;

  constructor(
    readonly scenario: Scenario,
    private readonly coverage: Coverage,
  ) {
    this.now = this.start = scenario.startsAt;
    this.chance = new Chance(scenario.seed ^ 0x5eed);
    const shifted = scenario.faults.map((fault) => ({
      ...fault,
      from: fault.from + this.now,
      until: fault.until + this.now,
    }));
    this.weather = new Weather(shifted, this);
    this.people = new People(this, scenario, this.hear, (id) => this.unfinished.delete(id));
    this.engines = new Engines(this, this.weather, scenario.tickMs, this.hear);
    this.judge = new Judge(new Chance(scenario.seed ^ JUDGE), this, scenario.releases);
    this.settle();
    this.enterFreezes();
    for (const { at, environment } of scenario.returns) this.later(at, () => this.goBackIn(environment));
    for (const { at, asksApproval } of scenario.policies)
      this.tell(at, { kind: 'policy', environment: 'production', asksApproval });
    for (const release of scenario.releases) this.plan(release.id, () => this.people.plan(release));
    this.later(scenario.calmAt, () => {
      this.people.calmDown();
      return undefined;
    });
  }

  later(delayMs: number, act: Act): void {
    this.queue.add(this.now + delayMs, act);
  }

  hit(name: string): void {
    this.coverage.hit(name);
  }

  /** What is asked of the console next; null when the world has come to its end. */
  next(): Pending | null {
    for (;;) {
      if (this.ending() !== null) return null;
      const entry = this.queue.take();
      if (!entry) return null;
      this.now = entry.at;
      const pending = entry.item();
      if (pending) return pending;
    }
  }

  ending(): Ending | null {
    if (this.unfinished.size > 0)
      return this.now - this.start > this.scenario.calmAt + STUCK_AFTER_MS ? 'stuck' : null;
    this.allOverAt ??= this.now;
    const calmAt = this.start + this.scenario.calmAt;
    return this.now > Math.max(this.allOverAt, calmAt) + SETTLE_MS ? 'settled' : null;
  }

  private plan(id: string, plan: () => void): void {
    this.unfinished.add(id);
    plan();
  }

  private readonly hear = (answer: Answer): void => {
    this.people.see(answer.releases);
    this.judge.see(answer.releases);
    for (const release of answer.releases) {
      if (isOver(release)) {
        this.unfinished.delete(release.id);
        if (!FOLLOWED.has(release.status)) this.engines.forget(release.id);
      } else if (LIVE.has(release.status)) this.engines.watch(release.id, 'live');
      else if (release.status === 'scheduled') this.engines.watch(release.id, 'scheduled');
      else this.engines.forget(release.id);
    }
    // An order that is sent again is answered with what it made before.
    if (answer.newRelease && !this.adopted.has(answer.newRelease.id)) {
      const { id } = answer.newRelease;
      this.adopted.add(id);
      this.allOverAt = null;
      this.plan(id, () => this.people.adopt(id));
    }
    for (const id of answer.touched) this.engines.wake(id);
    for (const { nodeId } of answer.writes) {
      const host = this.hosts.get(nodeId);
      if (host instanceof Host) host.push();
    }
  };

  private settle(): void {
    const { nodes, builds, installed, faults } = this.scenario;
    const byDigest = new Map<string, Build>(builds.map((build) => [build.digest, build]));
    for (const spec of nodes) {
      const host =
        spec.protocol === 'agent'
          ? new Host(spec, byDigest, this, this.weather, this.hear)
          : new SeedHost(spec, byDigest, this, this.weather, this.hear);
      this.hosts.set(spec.id, host);
      const [first] = builds;
      for (const bin of installed) host.install(bin, first?.digest ?? null);
      host.begin();
    }
    for (const { kind, from, until, nodeIds } of faults) {
      if (kind === 'freeze') this.freeze(from, until);
      if (kind === 'emergency') this.stopEverything(from, until);
      for (const nodeId of nodeIds) {
        if (kind === 'crash') this.later(from, () => (this.hosts.get(nodeId)?.crash(), undefined));
        if (kind === 'left') this.moveAway(nodeId, from, until);
        if (kind === 'cloned') this.quarantine(nodeId, from, until);
      }
    }
    for (const { digest, withdrawnAt } of builds)
      if (withdrawnAt !== null) this.withdraw(digest, withdrawnAt);
  }

  private tell(delayMs: number, call: Call): void {
    this.later(delayMs, () => ({ call, take: this.hear }));
  }

  private stopEverything(from: number, until: number): void {
    this.hit('fault:emergency');
    this.tell(from, { kind: 'emergency', isStopped: true, person: 'cai' });
    this.tell(until, { kind: 'emergency', isStopped: false, person: 'cai' });
  }

  private quarantine(nodeId: string, from: number, until: number): void {
    this.hit('fault:cloned');
    this.tell(from, { kind: 'quarantine', nodeId, isQuarantined: true });
    this.tell(until, { kind: 'quarantine', nodeId, isQuarantined: false });
  }

  private withdraw(digest: string, at: number): void {
    this.hit('build:withdrawn');
    this.tell(at, { kind: 'withdraw', digest });
  }

  /** Somebody switches it on, not knowing for how long. */
  private freeze(from: number, until: number): void {
    this.hit('fault:freeze');
    const times = { kind: 'once', startsAt: this.now + from, endsAt: FAR } as const;
    this.tell(from, { kind: 'freeze', id: 'by-hand', freeze: { scope: 'production', times } });
    this.tell(until, { kind: 'freeze', id: 'by-hand', freeze: null });
  }

  private goBackIn(environment: EnvironmentName): undefined {
    const there = this.scenario.releases.filter(({ plan }) => plan.environment === environment);
    return this.people.goBack(new Set(there.map(({ id }) => id)));
  }

  private enterFreezes(): void {
    const { freezes, calmAt } = this.scenario;
    const moments = new Set<number>();
    for (const { id, enteredAt, removedAt, goBackAt, freeze } of freezes) {
      this.tell(enteredAt, { kind: 'freeze', id, freeze });
      if (removedAt !== null) this.tell(removedAt, { kind: 'freeze', id, freeze: null });
      if (goBackAt !== null) this.later(goBackAt, () => this.people.goBack());
      for (const moment of momentsOf(freeze, this.start, this.start + calmAt))
        for (const at of [moment - 1, moment]) moments.add(at - this.start);
    }
    for (const delay of moments) if (delay >= 0) this.later(delay, () => this.engines.lookAtAll());
  }

  private moveAway(nodeId: string, from: number, until: number): void {
    this.hit('fault:left');
    this.tell(from, { kind: 'move', nodeId, isMember: false });
    this.tell(until, { kind: 'move', nodeId, isMember: true });
  }
}

/** Stopped on their way, they are looked at until their nodes have come to an end. */
const FOLLOWED: ReadonlySet<string> = new Set(['stopped', 'superseded']);
const LIVE: ReadonlySet<string> = new Set(['deploying', 'paused', 'rolling_back']);
