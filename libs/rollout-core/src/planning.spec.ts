import fc from 'fast-check';
import { aPlan, aPlanBin, aRolling } from './fleet.fixtures.js';
import {
  artifactFor,
  canonicalPlan,
  countOf,
  exceeds,
  inOrder,
  parseAmount,
  planFaults,
  planWaves,
  stableHash,
  scheduleOf,
  type Step,
  type Strategy,
} from './index.js';

const nodesOf = (count: number): { nodeId: string; labels: Record<string, string>; arch: string }[] =>
  Array.from({ length: count }, (_, index) => ({
    nodeId: `n-${index}`,
    labels: { isp: `isp-${index % 4}` },
    arch: 'amd64',
  }));
const stepsOf = (strategy: Strategy, count: number): readonly Step[] =>
  scheduleOf(strategy, nodesOf(count)).steps;
const weights = fc
  .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 })
  .map((list) => list.sort((a, b) => a - b));

describe('amounts', () => {
  it.each([
    [3, 3],
    [0, 0],
    ['25%', '25%'],
    ['0%', '0%'],
    ['100%', '100%'],
    [['25%'], undefined],
    [-1, undefined],
    [1.5, undefined],
    ['101%', undefined],
    ['025%', undefined],
    ['3', undefined],
    [null, undefined],
  ])('reads %p as %p', (given, expected) => expect(parseAmount(given)).toBe(expected));

  it.each([
    ['10%', 9, 0, 0],
    ['10%', 9, 1, 1],
    ['10%', 19, 1, 1],
    ['50%', 3, 1, 1],
    [5, 3, 1, 3],
    ['100%', 7, 0, 7],
  ] as const)('counts %p of %p, at least %p, as %p', (amount, whole, atLeast, expected) =>
    expect(countOf(amount, whole, atLeast)).toBe(expected),
  );

  it('compares with a share exactly', () => {
    expect(exceeds(1, 10, '10%')).toBe(false);
    expect(exceeds(2, 19, '10%')).toBe(true);
    expect(exceeds(3, 30, 3)).toBe(false);
    expect(exceeds(1, 1, 0)).toBe(true);
  });
});

describe('the timeline of a strategy', () => {
  it('I23 I26 covers every node exactly once, whatever the weights', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 400 }), (list, count) => {
        const strategy: Strategy = {
          type: 'canary',
          steps: list.map((setWeight) => ({ setWeight })),
          stratifyBy: [],
        };
        let exposed = 0;
        for (const step of stepsOf(strategy, count)) {
          if (step.kind !== 'wave') continue;
          expect(step.size).toBeGreaterThanOrEqual(0);
          exposed += step.size;
          expect(exposed).toBeLessThanOrEqual(
            Math.max(1, Math.floor((count * (step.weightPercent ?? 0)) / 100)),
          );
        }
        expect(exposed).toBe(count);
      }),
    );
  });

  it('I26 covers every node exactly once in batches', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 400 }), (batch, count) => {
        const sizes = stepsOf(aRolling(batch), count).map((step) => (step.kind === 'wave' ? step.size : 0));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
        expect(sizes.every((size) => size > 0 && size <= batch)).toBe(true);
      }),
    );
  });

  it('gives the first wave one node even of a small fleet', () => {
    expect(stepsOf({ type: 'canary', steps: [{ setWeight: 1 }], stratifyBy: [] }, 6)[0]).toMatchObject({
      size: 1,
    });
  });
});

describe('the order of nodes', () => {
  it('I12 I26 depends on the set of nodes only, so widening keeps whoever was in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.array(fc.nat(), { maxLength: 80 }),
        (count, shuffle) => {
          const nodes = nodesOf(count);
          const mixed = [...nodes].sort(
            (a, b) => (shuffle[nodes.indexOf(a)] ?? 0) - (shuffle[nodes.indexOf(b)] ?? 0),
          );
          expect(inOrder(mixed, 'seed', ['isp']).map(({ nodeId }) => nodeId)).toEqual(
            inOrder(nodes, 'seed', ['isp']).map(({ nodeId }) => nodeId),
          );
        },
      ),
    );
  });

  it('I26 keeps the first wave of a canary when it is widened', () => {
    const firstWave = (setWeight: number, count: number): string[] => {
      const strategy: Strategy = { type: 'canary', steps: [{ setWeight }], stratifyBy: ['isp'] };
      const { targets } = planWaves(aPlan({ strategy }), nodesOf(count), 0);
      return targets.filter(({ wave }) => wave === 0).map(({ nodeId }) => nodeId);
    };
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 80 }), ([narrow = 1, wide = 100], count) => {
        expect(firstWave(wide, count)).toEqual(expect.arrayContaining(firstWave(narrow, count)));
      }),
    );
  });

  it('spreads every prefix over the strata', () => {
    const ordered = inOrder(nodesOf(40), 'web@2', ['isp']);
    for (let length = 4; length <= 40; length += 4) {
      const seen = new Map<string, number>();
      for (const { labels } of ordered.slice(0, length))
        seen.set(labels['isp'] ?? '', (seen.get(labels['isp'] ?? '') ?? 0) + 1);
      expect([...seen.values()]).toEqual([length / 4, length / 4, length / 4, length / 4]);
    }
  });

  it('picks other nodes for another version', () => {
    const first = (seed: string): string | undefined => inOrder(nodesOf(100), seed, [])[0]?.nodeId;
    expect(new Set(['web@1', 'web@2', 'web@3', 'web@4'].map(first)).size).toBeGreaterThan(1);
    expect(stableHash('release')).toBe(stableHash('release'));
  });
});

describe('plans', () => {
  it('have the same canonical text whatever order their fields have', () => {
    const plan = aPlan();
    const turned = Object.fromEntries(Object.entries(plan).reverse()) as unknown as typeof plan;
    expect(canonicalPlan(turned)).toBe(canonicalPlan(plan));
    expect(canonicalPlan(aPlan({ minReadySeconds: 6 }))).not.toBe(canonicalPlan(plan));
  });

  it.each([
    ['an empty canary', { strategy: { type: 'canary', steps: [], stratifyBy: [] } }, 'strategy.steps'],
    [
      'weights that shrink',
      { strategy: { type: 'canary', steps: [{ setWeight: 50 }, { setWeight: 20 }], stratifyBy: [] } },
      'strategy.steps[1]',
    ],
    [
      'a pause first',
      {
        strategy: {
          type: 'canary',
          steps: [{ pause: { seconds: null } }, { setWeight: 20 }],
          stratifyBy: [],
        },
      },
      'strategy.steps[0]',
    ],
    ['a batch of nothing', { strategy: aRolling('0%') }, 'strategy.batch'],
    ['too many waves', { strategy: aRolling(1), nodeCount: 501 }, 'strategy.batch'],
    ['nothing may be unavailable', { maxUnavailable: 0 }, 'maxUnavailable'],
    ['a deadline before readiness', { minReadySeconds: 60, nodeDeadlineSeconds: 60 }, 'nodeDeadlineSeconds'],
  ] as const)('name the fault of %s', (_, change, field) => {
    expect(planFaults(aPlan(change)).map((fault) => fault.field)).toContain(field);
  });

  it('accept a plan without faults', () => expect(planFaults(aPlan())).toEqual([]));

  it('choose the artifact by architecture, and never guess', () => {
    const bin = aPlanBin();
    const artifacts = (...arches: string[]): { arch: string; sha256: string; sizeBytes: number }[] =>
      arches.map((arch) => ({ arch, sha256: arch, sizeBytes: 1 }));
    expect(artifactFor({ ...bin, artifacts: artifacts('amd64', 'arm64') }, 'arm64')).toMatchObject({
      sha256: 'arm64',
    });
    expect(artifactFor({ ...bin, artifacts: artifacts('amd64') }, null)).toMatchObject({ sha256: 'amd64' });
    expect(artifactFor({ ...bin, artifacts: artifacts('amd64', 'arm64') }, null)).toEqual({
      ok: false,
      reason: 'arch_unknown',
    });
    expect(artifactFor({ ...bin, artifacts: artifacts('amd64') }, 'riscv64')).toEqual({
      ok: false,
      reason: 'arch_missing',
    });
    expect(artifactFor({ ...bin, artifacts: artifacts('any') }, 'riscv64')).toMatchObject({ sha256: 'any' });
  });

  it('give the same waves in preview and at deploy', () => {
    const plan = aPlan({ maxUnavailablePerGroup: { label: 'isp', max: 1 } });
    const planned = planWaves(plan, nodesOf(20), 5);
    expect(planWaves(plan, nodesOf(20).reverse(), 5)).toEqual(planned);
    expect(planned.groupSizes).toEqual({ 'isp-0': 5, 'isp-1': 5, 'isp-2': 5, 'isp-3': 5 });
    expect(planned.targets.filter(({ wave }) => wave === 0)).toHaveLength(2);
  });
});
