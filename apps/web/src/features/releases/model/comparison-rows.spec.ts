import type { ComparedRelease, ReleaseComparison } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { aRelease, aStep, counts } from '../../../testing/builders';
import { isDifferent, outcomeRows, planRows, timingRows, type ComparisonRow } from './comparison-rows';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');

const side = (some: Partial<ComparedRelease> = {}): ComparedRelease => ({
  ...aRelease({ startedAt: '2026-11-23T10:00:00.000Z' }),
  durationSeconds: 90,
  ...some,
});

const compared = (
  a: ComparedRelease,
  b: ComparedRelease,
  differs: readonly string[] = [],
): ReleaseComparison => ({
  a,
  b,
  differs: [...differs],
  nodes: null,
});

const differing = (rows: readonly ComparisonRow[]): readonly string[] =>
  rows.filter(isDifferent).map(({ label }) => label);

describe('two releases beside each other', () => {
  it('differ in nothing when they are the same', () => {
    const same = compared(side(), side());
    for (const rows of [outcomeRows, planRows, timingRows])
      expect(differing(rows(same, t, 'en'))).toEqual([]);
  });

  it('say how each went, also when it is not over', () => {
    const rows = outcomeRows(
      compared(
        side({ status: 'completed', progress: counts({ succeeded: 10 }) }),
        side({ durationSeconds: null, progress: counts({ failed: 2, succeeded: 1 }) }),
      ),
      t,
      'en',
    );
    expect(rows.map(({ a, b }) => [a, b])).toEqual([
      ['status.completed', 'status.deploying'],
      [expect.stringContaining('1'), 'compare.notOver'],
      ['10 / 10', '1 / 3'],
      ['0', '2'],
      ['0', '0'],
    ]);
  });

  it('name the rule that is another one, and bytes under the same version', () => {
    const plan = { ...side().plan, maxUnavailable: 3 };
    const artifacts = [
      { bin: 'pay-api', version: '2.0', arch: 'amd64', sha256: 'f'.repeat(64), sizeBytes: 1 },
    ];
    expect(differing(planRows(compared(side(), side({ plan, artifacts })), t, 'en'))).toEqual([
      'compare.artifacts',
      'plan.maxUnavailable',
    ]);
  });

  it('leave out nothing that the server found different', () => {
    const plan = { ...side().plan, darkAfterSeconds: 60 };
    const rows = planRows(compared(side(), side({ plan }), ['darkAfterSeconds']), t, 'en');
    expect(rows.at(-1)).toEqual({ label: 'darkAfterSeconds', a: '–', b: '60' });
  });

  it('show as it is what differs though the words for it do not', () => {
    const naming = (nodeIds: string[]) => side({ plan: { ...side().plan, selector: { nodeIds } } });
    const rows = planRows(compared(naming(['n1']), naming(['n2']), ['selector']), t, 'en');
    expect(rows.filter(isDifferent)).toEqual([
      { label: 'selector', a: '{"nodeIds":["n1"]}', b: '{"nodeIds":["n2"]}' },
    ]);
    const more = planRows(compared(naming(['n1']), naming(['n2', 'n3']), ['selector']), t, 'en');
    expect(differing(more)).toEqual(['plan.nodes']);
  });

  it('show of what is long the place where it begins to differ', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `node-${index}`);
    const naming = (nodeIds: string[]) => side({ plan: { ...side().plan, selector: { nodeIds } } });
    const other = ids.map((id) => (id === 'node-4000' ? 'another' : id));
    const rows = planRows(compared(naming(ids), naming(other), ['selector']), t, 'en').filter(isDifferent);
    expect(rows).toEqual([
      {
        label: 'selector',
        a: expect.stringMatching(/^….*"node-4000".*…$/),
        b: expect.stringMatching(/^….*"another".*…$/),
      },
    ]);
    expect(rows[0]?.a.length).toBeLessThan(500);
  });

  it('tell environments of one name apart', () => {
    const elsewhere = side({ environment: { ...side().environment, id: 'e2' } });
    expect(differing(planRows(compared(side(), elsewhere, ['environment']), t, 'en'))).toEqual([
      'environment',
    ]);
  });

  it('have a line for every step that one of them has', () => {
    const done = aStep(0, {
      status: 'done',
      startedAt: '2026-11-23T10:00:00.000Z',
      endedAt: '2026-11-23T10:00:30.000Z',
    });
    const rows = timingRows(compared(side({ steps: [done] }), side({ steps: [done, aStep(1)] })), t, 'en');
    expect(rows.map(isDifferent)).toEqual([false, true]);
    expect(rows[1]).toMatchObject({ a: 'compare.noStep', b: 'count.nodes 10 · compare.notReached' });
  });
});
