import { loseStaged, restart, stepOn, takeWish, turnBad, type Surroundings } from './bin-rules.js';
import { emptyBin, gaveUpOn, type BinState, type Job } from './host-state.js';

const OLD = 'a'.repeat(64);
const NEW = 'b'.repeat(64);
const around = (isCorrupt: boolean): Surroundings => ({
  ...{ downloadMs: 1, swapMs: 1, checkMs: 1, hasDiskSpace: true },
  isHealthy: () => true,
  isCorrupt: () => isCorrupt,
});
const asked = (action: 'stage' | 'activate', sha256 = NEW): BinState =>
  takeWish(emptyBin('edge', OLD), { bin: 'edge', generation: 1, sha256, action }, true);
const jobOf = ({ job }: BinState): Job => {
  if (!job) throw new Error('nothing is done');
  return job;
};

describe('a host on which wrong bytes arrive', () => {
  it('says so and runs what it ran', () => {
    const { state, nextMs } = stepOn(asked('activate'), around(true));
    expect(nextMs).toBeNull();
    expect(state).toMatchObject({ job: null, installed: OLD, isServing: true });
    expect(state.events.at(-1)).toMatchObject({ phase: 'failed', error: 'INTEGRITY_MISMATCH' });
    expect(gaveUpOn(state)).toBe(1);
  });

  it('fetches nothing that it has', () => {
    const { state } = stepOn(asked('stage', OLD), around(true));
    expect(state.outcome?.phase).toBe('staged');
    expect(gaveUpOn(state)).toBeNull();
  });
});

describe('a host on which somebody cleans up', () => {
  const before = asked('stage');
  const { state: staged } = stepOn(before, around(false));

  it('says of what lay ready that it is lost, as of a later try', () => {
    const lost = loseStaged(staged, { ...jobOf(before), attempt: 3 });
    expect(lost.events.at(-1)).toMatchObject({ attempt: 4, phase: 'failed', error: 'STAGED_LOST' });
    expect(lost).toMatchObject({ installed: OLD, isServing: true });
  });

  it('has nothing to say of what was replaced since, or never lay ready', () => {
    expect(loseStaged({ ...staged, actedGeneration: 2 }, jobOf(before))).toMatchObject({
      events: staged.events,
    });
    expect(loseStaged(before, jobOf(before))).toBe(before);
  });
});

describe('a host on which a build turns bad after a while', () => {
  const sound = around(false);
  const toTheEnd = (state: BinState): BinState => {
    const next = stepOn(state, sound);
    return next.nextMs === null ? next.state : toTheEnd(next.state);
  };
  const again = { bin: 'edge', generation: 2, sha256: 'c'.repeat(64), action: 'activate' } as const;

  it('says so as of the try that ended well', () => {
    const retried = restart(asked('activate'));
    expect(turnBad(toTheEnd(retried)).events.at(-1)).toMatchObject({ attempt: 2, phase: 'reverting' });
  });

  it('puts back what ran before, and goes back to that from the next one as well', () => {
    const back = toTheEnd(turnBad(toTheEnd(asked('activate'))));
    expect(back).toMatchObject({ installed: OLD, isServing: true, good: OLD });
    expect(jobOf(takeWish(back, again, true)).previous).toBe(OLD);
  });
});
