import { Coverage } from '../coverage.js';
import type { Answer, Call } from '../console/console.js';
import { runSchedule } from '../run-schedule.js';
import { isBroken, NODES, SEEDS } from './oracle.fixtures.js';

describe('the oracle', () => {
  it('finds nothing against a console that is right', () => {
    for (const seed of SEEDS)
      expect([seed, runSchedule(seed, NODES, new Coverage()).violations]).toEqual([seed, []]);
  });

  it.each<[string, (answer: Answer) => Answer]>([
    [
      'I1',
      (answer) => ({
        ...answer,
        writes: answer.writes.map((write) => ({ ...write, sha256: 'e'.repeat(64) })),
      }),
    ],
    ['I13', (answer) => ({ ...answer, writes: answer.writes.map((write) => ({ ...write, generation: 1 })) })],
    [
      'I27',
      (answer) => ({ ...answer, writes: answer.writes.map((write) => ({ ...write, action: 'revert' })) }),
    ],
    [
      'I7',
      (answer) => ({
        ...answer,
        releases: answer.releases.map((view) => ({ ...view, revision: view.revision + 1 })),
      }),
    ],
    [
      'I8',
      (answer) => ({ ...answer, history: answer.history.filter(({ type }) => type !== 'release.paused') }),
    ],
    [
      'I36',
      (answer) => ({
        ...answer,
        releases: answer.releases.map((view) => ({
          ...view,
          waves: view.waves.map((wave) => ({ ...wave, pending: 99 })),
        })),
      }),
    ],
    [
      'I23',
      (answer) => ({
        ...answer,
        releases: answer.releases.map((view) => ({
          ...view,
          targets: view.targets.map((target) => ({ ...target, wave: 0 })),
        })),
      }),
    ],
    [
      'I26',
      (answer) => ({
        ...answer,
        releases: answer.releases.map((view) => ({ ...view, targets: view.targets.slice(1) })),
      }),
    ],
  ])('%s is seen broken', (rule, change) => {
    expect(isBroken(rule, change)).toBe(true);
  });

  it('I18 believes no success that nobody reported', () => {
    const deaf = (answer: Answer): Answer => ({
      ...answer,
      history: answer.history.map((line) => ({
        ...line,
        changes: line.changes.map((each) => (each.to === 'updating' ? { ...each, to: 'succeeded' } : each)),
      })),
    });
    expect(isBroken('I18', deaf)).toBe(true);
  });

  it.each([
    ['I28', 'ENVIRONMENT_FROZEN'],
    ['I21', 'NOT_SOAKED'],
  ])('%s sees who is refused with %s for nothing', (rule, refusal) => {
    const refused = (answer: Answer): Answer =>
      answer.refusal === 'OWN_WORK' ? { ...answer, refusal } : answer;
    expect(isBroken(rule, refused)).toBe(true);
  });

  it('I32 sees what stands still though nothing keeps it closed', () => {
    const idle = (answer: Answer, call: Call): Answer =>
      call.kind === 'tick' ? { ...answer, history: [], writes: [], releases: [] } : answer;
    expect(isBroken('I32', idle)).toBe(true);
  });

  it('I25 sees who is asked while a release is paused', () => {
    const paused = new Set<string>();
    const change = (answer: Answer): Answer => {
      const [releaseId] = paused;
      for (const { id, status } of answer.releases) {
        if (status === 'paused') paused.add(id);
        else paused.delete(id);
      }
      if (releaseId === undefined) return answer;
      const write = {
        nodeId: 'n0',
        bin: 'edge',
        generation: 1,
        sha256: null,
        action: 'activate',
        releaseId,
      } as const;
      return { ...answer, writes: [write] };
    };
    expect(isBroken('I25', change)).toBe(true);
  });
});

describe('a schedule', () => {
  it('I12 is the same for the same seed, to the last call', () => {
    const run = (): unknown => {
      const coverage = new Coverage();
      const { calls, virtualSeconds } = runSchedule(77, NODES, coverage);
      return { calls, virtualSeconds, hits: [...coverage.hits] };
    };
    expect(run()).toEqual(run());
  });
});
