import fc from 'fast-check';

import { decide } from './decide.js';
import type { Desired } from './decide.js';
import { policyFor } from './failure-policy.js';
import { aTarget, EVERY_STEP, OLD, stamps } from './journal.fixtures.js';
import { emptyJournal } from './journal.js';
import type { BinJournal, Job, Outcome } from './journal.js';
import * as machine from './machine.js';
import type { Stamp } from './progress-events.js';
import { MAX_ATTEMPTS, resumeJob } from './recovery.js';

type Fate =
  'works' | 'fails' | 'crash-before' | 'crash-after' | 'new-wish' | 'repeat-old-wish' | 'hold' | 'let-go';

/** The host as the machine may change it: which file is live, what was kept, which hooks ran. */
class ModelHost {
  live: string | null = OLD;
  readonly kept = new Set<string>();
  readonly hooks: string[] = [];
  isDrained = false;
  runs: string | null = OLD;

  /** A step that fails may have done half of its work. */
  fail(job: Job): void {
    if (job.step === 'drain' || job.step === 'undrain') this.isDrained = true;
    if (job.step === 'stop') this.runs = null;
  }

  act(job: Job): void {
    const { sha256, generation } = job.target;
    if (job.step === 'verify' && this.live !== null) this.kept.add(this.live);
    if (job.step === 'swap') this.live = sha256;
    if (job.step === 'back-swap') this.live = job.previousSha256;
    if (job.step === 'drain') this.isDrained = true;
    if (job.step === 'undrain' || job.step === 'back-undrain') this.isDrained = false;
    if (job.step === 'stop' || job.step === 'back-stop') this.runs = null;
    if (job.step === 'start' || job.step === 'back-start') this.runs = this.live;
    const isHook = ['precheck', 'drain', 'warm', 'undrain', 'back-undrain'].includes(job.step);
    if (isHook) this.hooks.push(`${job.step} ${generation} ${job.attempt}`);
  }
}

class Simulation {
  readonly host = new ModelHost();
  readonly stamp: Stamp = stamps();
  disk: BinJournal = { ...emptyJournal('web') };
  memory: BinJournal = this.disk;
  desired: Desired | null = null;
  mayAct = true;
  hasRevertFailed = false;
  readonly acted: number[] = [];
  readonly wished: string[] = [OLD];

  wish(): void {
    const generation = (this.desired?.generation ?? 0) + 1;
    const sha256 = generation % 3 === 0 ? OLD : String(generation).padStart(64, '0');
    this.wished.push(sha256);
    this.desired = aTarget({ generation, sha256, action: generation % 5 === 0 ? 'stage' : 'activate' });
  }

  turn(fate: Fate): void {
    if (fate === 'new-wish') return this.wish();
    if (fate === 'hold' || fate === 'let-go') return void (this.mayAct = fate === 'let-go');
    if (fate === 'repeat-old-wish') return this.considerOld();
    const decision = decide({ journal: this.memory, desired: this.desired, mayAct: this.mayAct });
    if (decision.kind === 'begin') {
      this.acted.push(decision.target.generation);
      return this.save(machine.beginJob(this.memory, decision.target, this.host.live, this.stamp));
    }
    if (decision.kind === 'step') this.step(decision.job, fate);
  }

  /** A late answer of the console names a generation that was acted on already. */
  private considerOld(): void {
    const generation = this.memory.actedGeneration;
    const late = { journal: { ...this.memory, job: null }, desired: aTarget({ generation }), mayAct: true };
    expect(decide(late).kind).toBe('rest');
  }

  private step(job: Job, fate: Fate): void {
    this.save(machine.enterStep(this.memory, job, this.stamp));
    if (fate === 'crash-before') return this.restart();
    if (fate === 'fails') this.host.fail(job);
    else this.host.act(job);
    if (fate === 'fails' && job.step.startsWith('back-')) this.hasRevertFailed = true;
    if (fate === 'crash-after') return this.restart();
    const next =
      fate === 'fails' ? this.failed(job) : machine.completeStep(this.memory, job, EVERY_STEP, this.stamp);
    const isSwap = job.step === 'swap' && next.job !== null && job.previousSha256 !== null;
    this.memory = isSwap ? { ...next, kept: [...this.host.kept] } : next;
    if (next.job === null) this.save(this.memory);
  }

  private failed(job: Job): BinJournal {
    const failure = { code: 'BROKEN', message: 'no' };
    const isRetried = policyFor(job, failure) === 'retry';
    if (isRetried) return { ...this.memory, job: { ...job, step: 'download', isBegun: false } };
    return machine.failStep(this.memory, job, failure, EVERY_STEP, this.stamp);
  }

  private restart(): void {
    const { job } = this.disk;
    this.memory = job === null ? this.disk : resumeJob(this.disk, job, EVERY_STEP, this.stamp);
  }

  private save(next: BinJournal): void {
    this.disk = next;
    this.memory = next;
  }
}

const fates = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant<Fate>('works') },
    { weight: 2, arbitrary: fc.constant<Fate>('fails') },
    { weight: 2, arbitrary: fc.constantFrom<Fate>('crash-before', 'crash-after') },
    { weight: 2, arbitrary: fc.constantFrom<Fate>('new-wish', 'repeat-old-wish', 'hold', 'let-go') },
  ),
  { minLength: 1, maxLength: 120, size: 'max' },
);

function play(sequence: readonly Fate[]): Simulation {
  const simulation = new Simulation();
  simulation.wish();
  for (const fate of sequence) simulation.turn(fate);
  return simulation;
}

describe('any sequence of wishes, failures and crashes', () => {
  it('I14 acts on each generation at most once and only on growing ones', () => {
    fc.assert(
      fc.property(fates, (sequence) => {
        const { acted } = play(sequence);
        expect(acted).toEqual([...new Set(acted)].sort((a, b) => a - b));
      }),
    );
  });

  it('I19 runs each hook at most once per attempt, and attempts are bounded', () => {
    fc.assert(
      fc.property(fates, (sequence) => {
        const { host } = play(sequence);
        expect(new Set(host.hooks).size).toBe(host.hooks.length);
        const forward = host.hooks.filter((line) => !line.startsWith('back-'));
        const attempts = forward.map((line) => Number(line.split(' ')[2]));
        expect(Math.max(0, ...attempts)).toBeLessThanOrEqual(MAX_ATTEMPTS);
      }),
    );
  });

  it('F18 leaves only whole versions that somebody wanted on the live path', () => {
    fc.assert(
      fc.property(fates, (sequence) => {
        const { host, wished } = play(sequence);
        expect(wished).toContain(host.live);
      }),
    );
  });

  it('never rests with a program that is drained, stopped, or not the live one', () => {
    fc.assert(
      fc.property(fates, (sequence) => {
        const simulation = new Simulation();
        simulation.wish();
        for (const fate of sequence) {
          simulation.turn(fate);
          const { host, memory } = simulation;
          const isSettled = memory.job === null && memory.outcome !== null && !simulation.hasRevertFailed;
          if (isSettled) expect([host.isDrained, host.runs]).toEqual([false, host.live]);
        }
      }),
    );
  });

  it('I33 F27 converges to the newest wish, or says that it failed, once nothing disturbs it', () => {
    const settle = (simulation: Simulation): Outcome | null => {
      for (let turn = 0; turn < 60; turn += 1) simulation.turn('works');
      const { memory, desired, host } = simulation;
      expect(memory.job).toBeNull();
      expect(memory.actedGeneration).toBe(desired?.generation);
      if (memory.outcome?.phase === 'active') expect(host.live).toBe(desired?.sha256);
      return memory.outcome;
    };
    fc.assert(
      fc.property(fates, (sequence) => {
        const simulation = play(sequence);
        simulation.turn('let-go');
        const left = settle(simulation);
        expect(left).toMatchObject({
          failure: left?.phase === 'failed' ? { code: expect.any(String) } : null,
        });
        simulation.wish();
        expect(['active', 'staged']).toContain(settle(simulation)?.phase);
      }),
    );
  });

  it('I17 F23 tells its steps in growing order within an attempt', () => {
    fc.assert(
      fc.property(fates, (sequence) => {
        const { events } = play(sequence).memory;
        const numbers = events.map(({ seq }) => seq);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      }),
    );
  });

  it('F25 says active only for a generation whose file is live at that moment', () => {
    fc.assert(
      fc.property(fates, (sequence) => {
        const simulation = new Simulation();
        simulation.wish();
        let known = 0;
        for (const fate of sequence) {
          simulation.turn(fate);
          const { events, outcome } = simulation.memory;
          const isNews = events.length > known && events[events.length - 1]?.phase === 'active';
          if (isNews) expect(simulation.host.live).toBe(outcome?.sha256);
          known = events.length;
        }
      }),
    );
  });
});
