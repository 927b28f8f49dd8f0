import {
  expectedTimes,
  openingsOf,
  planWaves,
  type ExpectedTimes,
  type NodePace,
} from '@release-console/rollout-core';
import { toCorePlan } from './console/core-words.js';
import type { DeclaredPlan } from './words.js';
import { CalmWorld } from './world/calm-world.fixtures.js';
import { drawScenario } from './world/draw-scenario.js';
import type { NodeSpec, Scenario } from './world/scenario.js';

const PLANS = 100;
const MOST_NODES = 24;

/** What was drawn, without anything that goes wrong. */
function calm(seed: number): Scenario {
  const drawn = drawScenario(seed, MOST_NODES);
  const [first] = drawn.releases;
  if (!first) throw new Error('nothing was drawn');
  const patience = { nodeDeadlineSeconds: 900, darkAfterSeconds: 900, failureThreshold: '100%' } as const;
  return {
    ...drawn,
    nodes: drawn.nodes.map((node) => ({ ...node, environment: 'production' })),
    builds: drawn.builds.map((build) => ({
      ...{ ...build, badOn: new Set<string>(), breaksOn: new Map<string, number>() },
      ...{ isBarrier: false, withdrawnAt: null },
    })),
    releases: [{ ...first, editedTo: null, plan: { ...first.plan, ...patience, environment: 'production' } }],
    ...{ faults: [], freezes: [], promotion: null, returns: [], policies: [] },
  };
}

/** How far into its interval a host may be when it is asked. */
const MOMENTS = [0.1, 0.3, 0.5, 0.7, 0.9];

/** What a host of the simulation takes, as it would have been measured in five releases; it fetches once more what lies ready. */
function paceOf(spec: NodeSpec, { minReadySeconds, bins }: DeclaredPlan): readonly NodePace[] {
  const { protocol, isPushed, downloadMs, swapMs, checkMs } = spec;
  const isSeed = protocol === 'seed';
  const interval = spec.intervalSeconds * (isSeed ? 1 : 0.9);
  const work = (downloadMs + swapMs + (isSeed ? 0 : checkMs)) / 1_000;
  const calls = Math.ceil(minReadySeconds / interval) * interval - minReadySeconds;
  return MOMENTS.map((moment) => {
    const heard = isPushed ? 0.3 : moment * interval;
    const update = heard + work;
    // From cron it comes for one bin at a time.
    const visits = (update + (bins.length - 1) * interval) / bins.length;
    return {
      stageSeconds: isSeed ? 0 : heard + downloadMs / 1_000,
      updateSeconds: update,
      activateSeconds: isSeed ? visits : update,
      callSeconds: isSeed ? moment * interval : calls,
    };
  });
}

interface Played {
  readonly seed: number;
  readonly expected: ExpectedTimes;
  readonly tookSeconds: number;
  /** When each step began, and the last one ended, in seconds since the deploy. */
  readonly began: readonly number[];
}

function playOut(seed: number): Played {
  const scenario = calm(seed);
  const world = new CalmWorld(scenario);
  expect([seed, world.play()]).toEqual([seed, 'completed']);
  const deployedAt = world.history.find(({ type }) => type === 'release.deployed')?.at ?? NaN;
  const secondsAt = (at: number): number => (at - deployedAt) / 1_000;
  const ended = world.history.filter(({ type }) => type === 'step.completed');
  return {
    ...{ seed, tookSeconds: secondsAt(world.now) },
    began: ended.filter(({ step }) => step !== null).map(({ at }) => secondsAt(at)),
    expected: expectedOf(scenario, deployedAt),
  };
}

function expectedOf({ nodes, releases }: Scenario, now: number): ExpectedTimes {
  const declared = releases[0]?.plan;
  if (!declared) throw new Error('nothing was released');
  const plan = toCorePlan(declared, declared.nodeIds.length);
  const among = nodes.filter(({ id }) => declared.nodeIds.includes(id));
  const planned = among.map(({ id, pop }) => ({ nodeId: id, arch: null, labels: pop === '' ? {} : { pop } }));
  return expectedTimes({
    ...{ plan, now, waves: planWaves(plan, planned, now) },
    pace: among.flatMap((spec) => paceOf(spec, declared)),
    openings: plan.hours && openingsOf(plan.hours, []),
  });
}

/** Small waves depend on when the only host of it that cron starts comes next. */
const FACTOR = 1.5;
const SECONDS = 15;

function isNear(seconds: number, expected: number): boolean {
  return seconds <= expected * FACTOR + SECONDS && expected <= seconds * FACTOR + SECONDS;
}

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0);

describe('how long a release is expected to take, and how long it took', () => {
  const played = Array.from({ length: PLANS }, (_, seed) => playOut(seed));
  const likely = ({ expected }: Played): number => expected.end?.likely ?? NaN;
  const far = played.filter((one) => !isNear(one.tookSeconds, likely(one)));

  it(`is within a factor of ${FACTOR} and ${SECONDS} s for 95 of 100 plans`, () => {
    expect(far.map(({ seed }) => seed).length).toBeLessThanOrEqual(0.05 * PLANS);
  });

  it('is in the mean neither too long nor too short', () => {
    const share = sumOf(played.map(({ tookSeconds }) => tookSeconds)) / sumOf(played.map(likely));
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(1.15);
  });

  it('is longer than on a slow day for at most 20 of 100 plans', () => {
    const late = played.filter(({ tookSeconds, expected }) => tookSeconds > (expected.end?.slow ?? NaN));
    expect(late.length).toBeLessThanOrEqual(0.2 * PLANS);
  });

  it('tells when each step begins as well', () => {
    const steps = played.flatMap(({ began, expected }) => {
      expect(began).toHaveLength(expected.steps.length + 1);
      return expected.steps.map(({ begins }, index) => isNear(began[index] ?? NaN, begins?.likely ?? NaN));
    });
    expect(steps.filter((isWell) => !isWell).length).toBeLessThanOrEqual(0.05 * steps.length);
  });
});
