import fc from 'fast-check';
import { PHASES, phaseRank, seedProgress } from '../rules/phase.js';
import type { Observed } from '../rules/observed-merge.js';
import type { RunningReport } from '../rules/report-judgement.js';
import type { BinReport, ReportedEvent } from './node-report.js';
import { foldReport } from './report-fold.js';

const KEY = { nodeId: 'n', binId: 'b' };
const DESIRED = { generation: 5, sha256: 'new' };

const event = (phase: string, more: Partial<ReportedEvent> = {}): ReportedEvent => ({
  generation: 5,
  attempt: 1,
  seq: 1,
  rank: phaseRank(phase),
  phase,
  error: null,
  saidAt: null,
  durationMs: null,
  ...more,
});

const runs = (more: Partial<RunningReport> = {}): RunningReport => ({
  sha256: 'old',
  source: null,
  healthy: true,
  generation: 5,
  phase: null,
  kept: [],
  error: null,
  ...more,
});

function tell(...reports: Partial<BinReport>[]): {
  readonly observed: Observed | undefined;
  readonly kinds: string[];
  readonly strange: (string | null)[];
} {
  let observed: Observed | undefined;
  const kinds: string[] = [];
  const strange: (string | null)[] = [];
  reports.forEach((report, index) => {
    const fold = foldReport(
      KEY,
      observed,
      { bin: 'x', running: null, events: [], ...report },
      DESIRED,
      index + 1,
    );
    observed = fold.observed;
    kinds.push(...fold.history.map(({ kind }) => kind));
    strange.push(fold.strangeDigest);
  });
  return { observed, kinds, strange };
}

describe('a report', () => {
  it('F24 I15 about an old generation changes no progress', () => {
    const { observed, kinds } = tell(
      { events: [event('active')] },
      { events: [event('failed', { generation: 4, attempt: 9 })] },
    );
    expect(observed?.progress).toMatchObject({ generation: 5, phase: 'active' });
    expect(kinds).toEqual(['progress', 'progress']);
  });

  it('F24 I15 about an old generation is no progress, also when nothing was said of the current one', () => {
    const { observed } = tell({ events: [event('failed', { generation: 4, attempt: 9 })] });
    expect(observed?.progress).toBeNull();
  });

  it('F24 I15 of what ran in an old generation, heard late, changes nothing', () => {
    const { observed } = tell({ running: runs({ sha256: 'new' }) }, { running: runs({ generation: 4 }) });
    expect(observed?.running).toMatchObject({ sha256: 'new', generation: 5 });
  });

  it('F23 of an earlier phase, heard late, changes nothing, but a new attempt may begin again', () => {
    const done = { running: runs({ sha256: 'new', phase: 'active' }) };
    expect(tell(done, { running: runs({ phase: 'downloading' }) }).observed?.running?.sha256).toBe('new');
    const failed = { events: [event('failed')], running: runs({ phase: 'failed' }) };
    const again = {
      events: [event('active', { attempt: 2 })],
      running: runs({ sha256: 'new', phase: 'active' }),
    };
    expect(tell(failed, again).observed).toMatchObject({
      running: { sha256: 'new' },
      progress: { attempt: 2, phase: 'active' },
    });
  });

  it('F25 about a generation that was never assigned counts for nothing and is flagged', () => {
    const { observed, kinds } = tell({
      events: [event('active', { generation: 6 })],
      running: runs({ sha256: 'new', generation: 6, phase: 'active' }),
    });
    expect(observed?.progress).toBeNull();
    expect(observed?.running).toMatchObject({ sha256: 'new', generation: 0 });
    expect(kinds).toEqual(['impossible', 'impossible']);
  });

  it('F25 about a generation that was never assigned is no word about what runs at the current one', () => {
    const { observed, kinds } = tell(
      { running: runs({ phase: 'checking', healthy: null }) },
      { running: runs({ sha256: 'new', generation: 9, phase: 'active' }) },
    );
    expect(observed?.running).toMatchObject({ sha256: 'old', generation: 5 });
    expect(kinds).not.toContain('progress');
  });

  it('F25 of a digest that nobody asked for is looked up once', () => {
    expect(
      tell(
        { running: runs({ sha256: 'odd' }) },
        { running: runs({ sha256: 'odd' }) },
        { running: runs({ sha256: 'new' }) },
      ).strange,
    ).toEqual(['odd', null, null]);
  });

  it('without a generation is credited with the current one only for its digest', () => {
    const seed = (sha256: string): Partial<BinReport> => ({
      running: runs({ sha256, generation: null, healthy: null }),
    });
    expect(tell(seed('old')).observed?.running?.generation).toBe(0);
    expect(tell(seed('old'), seed('new')).observed?.running?.generation).toBe(5);
    expect(tell(seed('new'), seed('old')).observed?.running).toMatchObject({ sha256: 'old', generation: 5 });
  });

  it('of a seed agent: the end that came last counts, and no beginning after it', () => {
    const word = (text: string): Partial<BinReport> => ({
      events: [event('', { attempt: null, seq: null, ...seedProgress(text) })],
    });
    const phase = (...words: string[]): string | undefined =>
      tell(...words.map(word)).observed?.progress?.phase;
    expect(phase('in_progress')).toBe('in_progress');
    expect(phase('success', 'in_progress')).toBe('active');
    expect(phase('success', 'failed')).toBe('failed');
    expect(phase('failed', 'in_progress', 'success')).toBe('active');
    expect(phase('in_progress', 'unpacking')).toBe('unpacking');
  });

  it('names a passing fault without ending the update', () => {
    const passing = { code: 'NO_NETWORK', message: '' };
    expect(
      tell({ running: runs({ phase: 'downloading', error: passing }) }).observed?.progress,
    ).toMatchObject({ phase: 'downloading', error: passing });
    expect(tell({ running: runs({ error: passing }) }).observed?.progress?.phase).toBe('failed');
  });
});

it('F22 F23 I16 events in any order, and each told one to five times, leave the same progress', () => {
  const progressOf = (said: readonly ReportedEvent[]): unknown => {
    const progress = tell(...said.map((one) => ({ events: [one] }))).observed?.progress;
    return progress && { ...progress, at: 0 };
  };
  const events = fc.array(
    fc
      .record({
        phase: fc.constantFrom(...PHASES),
        generation: fc.integer({ min: 3, max: 7 }),
        attempt: fc.integer({ min: 1, max: 3 }),
        seq: fc.nat({ max: 9 }),
        times: fc.integer({ min: 1, max: 5 }),
      })
      .map(({ phase, times, ...rest }) => ({ times, one: event(phase, rest) })),
    { minLength: 1, maxLength: 30 },
  );
  const cases = events.chain((list) => {
    const often = list.flatMap(({ one, times }) => Array.from({ length: times }, () => one));
    return fc.tuple(
      fc.constant(list.map(({ one }) => one)),
      fc.shuffledSubarray(often, { minLength: often.length }),
    );
  });
  fc.assert(
    fc.property(cases, ([once, shuffled]) => expect(progressOf(shuffled)).toEqual(progressOf(once))),
    { numRuns: 1_000 },
  );
});
