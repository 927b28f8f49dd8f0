import { Distribution } from '../distribution/distribution.js';
import type { MemoryCheck, Outcome } from './check.js';
import { explainOutcome } from './explain-outcome.js';
import { judging } from './judging.js';
import type { Sample, SampleWindow } from './sample.js';

const MORE: MemoryCheck = { kind: 'memory', minIncrease: 0.5 };
const LIMIT: MemoryCheck = { kind: 'memory_limit', maxBytes: 100 };

function sample(levels: readonly number[] | null): Sample {
  const nothing = { requests: 0, errors: 0, latency: new Distribution() };
  if (levels === null) return nothing;
  return {
    ...nothing,
    memory: { bytes: levels.reduce((sum, each) => sum + each, 0), readings: levels.length },
  };
}

type Cohorts = readonly [canary: readonly number[] | null, baseline: readonly number[] | null];

function after(check: MemoryCheck, windows: readonly Cohorts[]): Outcome {
  const judge = judging({ check, alpha: 0.01 }, { before: [], windowSeconds: 10 });
  for (const [canary, baseline] of windows)
    judge.add([{ canary: sample(canary), baseline: sample(baseline) }] satisfies SampleWindow);
  return judge.look();
}

const times = (count: number, cohorts: Cohorts): readonly Cohorts[] =>
  Array.from({ length: count }, () => cohorts);

describe('memory beside the others', () => {
  it.each<[string, readonly Cohorts[], Outcome['state']]>([
    ['much more three times in a row', times(3, [[160], [100]]), 'bad'],
    ['exactly as much more as is borne', times(3, [[150], [100]]), 'good'],
    ['much more only twice', [...times(1, [[100], [100]]), ...times(2, [[160], [100]])], 'good'],
    ['less again since', [...times(3, [[160], [100]]), [[120], [100]]], 'good'],
    ['per process, however many there are', times(3, [[100, 100], [100]]), 'good'],
    ['nobody tells of the canary', times(3, [null, [100]]), 'unknown'],
    ['nobody tells of the others', times(3, [[160], null]), 'unknown'],
    ['too short to tell', times(2, [[100], [100]]), 'unknown'],
    ['not told of the others in one of them', [...times(2, [[160], [100]]), [[160], null]], 'good'],
  ])('%s', (_what, windows, state) => {
    expect(after(MORE, windows).state).toBe(state);
  });

  it('is told with both levels, and what is missing', () => {
    const MB = 1_000_000;
    expect(explainOutcome(after(MORE, times(3, [[160 * MB], [80 * MB]]))).en).toBe(
      'Memory 160 MB per process against 80 MB of the baseline (+100 %): it stays above what is allowed.',
    );
    expect(explainOutcome(after(MORE, times(3, [[80 * MB], [80 * MB]]))).en).toBe(
      'Memory 80 MB per process against 80 MB of the baseline (0 %): no reason to stop.',
    );
    expect(explainOutcome(after(MORE, [])).en).toBe(
      'The memory of the canary was not read often enough yet.',
    );
    expect(explainOutcome(after(MORE, times(3, [[1], null]))).zh).toContain('基线');
  });
});

describe('memory below a limit', () => {
  it.each<[string, readonly Cohorts[], Outcome['state']]>([
    ['above it three times in a row', times(3, [[101], null]), 'bad'],
    ['at it', times(3, [[100], null]), 'good'],
    ['unknown', times(3, [null, [300]]), 'unknown'],
  ])('%s', (_what, windows, state) => {
    expect(after(LIMIT, windows).state).toBe(state);
  });

  it('is told with the limit', () => {
    expect(explainOutcome(after(LIMIT, times(3, [[2_000], null]))).en).toBe(
      'Memory 2 kB per process, above the limit of 100 B.',
    );
    expect(explainOutcome(after(LIMIT, times(3, [[90], null]))).zh).toContain('未超过上限 100 B');
  });
});
