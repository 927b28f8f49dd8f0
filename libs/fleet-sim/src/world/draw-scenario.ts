import { Chance } from '../chance.js';
import { drawJudged } from './draw-judged.js';
import { drawPlan } from './draw-plan.js';
import { drawPromotion } from './draw-promotion.js';
import { drawCalendar } from './draw-freezes.js';
import {
  FAULTS,
  type Build,
  type Fault,
  type FaultKind,
  type LeftOut,
  type NodeSpec,
  type PlannedPolicy,
  type PlannedRelease,
  type Scenario,
} from './scenario.js';

const SECOND = 1_000;
const CALM_AT = 330 * SECOND;
const FAULTS_AT_LEAST = 3;
/** Draws of their own, so that what is added to them leaves everything else as it is. */
const CALENDAR = 0xca1e;
const PROMOTION = 0x50a4;
const POLICIES = 0x9011;
const HURRY = 0x4a22;
const FETCHED = 0x91fe;
const UNLABELLED = 0x1ab0;
/** Of those that leave the worlds of the regressions that are older without a judge, and so as they were. */
const JUDGED = 0x3d6c;
const ON_WHAT_IS_FETCHED = { corrupt: 0.5, wiped: 0.2 } as const;
const OTHER_FAULTS = FAULTS.filter((kind) => !(kind in ON_WHAT_IS_FETCHED));
/** Of all bins; releases of different bins run side by side. */
export const BINS = ['edge', 'relay'] as const;

/** The same seed always draws the same; what is left out leaves everything else as it is. */
export function drawScenario(seed: number, mostNodes: number, leftOut: readonly LeftOut[] = []): Scenario {
  const chance = new Chance(seed);
  const calendar = drawCalendar(new Chance(seed ^ CALENDAR), CALM_AT, !leftOut.includes('clock_change'));
  const nodes = unlabelled(new Chance(seed ^ UNLABELLED), drawNodes(chance, Math.max(5, mostNodes)));
  const ids = nodes.map(({ id }) => id);
  const builds = Array.from({ length: 5 }, (_, index) => drawBuild(chance, index, ids));
  const releases = Array.from({ length: chance.int(2, 4) }, (_, index) => {
    const from = { nodes, builds: builds.slice(1), bins: drawBins(chance), startsAt: calendar.startsAt };
    const first = drawPlan(chance, from);
    const editedTo = chance.is(0.15) ? drawPlan(chance, from) : null;
    return {
      id: `r${index}`,
      at: chance.int(0, 60) * SECOND + index * chance.int(5, 150) * SECOND,
      plan: first,
      editedTo,
    };
  });
  const promotion = drawPromotion(new Chance(seed ^ PROMOTION), nodes, releases);
  return {
    ...{ seed, ...calendar, builds },
    installed: chance.is(0.5) ? BINS : [BINS[0]],
    ...promotion,
    releases: drawJudged(new Chance(seed ^ JUDGED), hurried(new Chance(seed ^ HURRY), promotion.releases)),
    policies: drawPolicies(new Chance(seed ^ POLICIES)),
    faults: [...drawFaults(chance, nodes), ...drawFetched(new Chance(seed ^ FETCHED), nodes)].filter(
      ({ kind }) => !leftOut.includes(kind),
    ),
    calmAt: CALM_AT,
    tickMs: chance.int(1, 4) * SECOND,
  };
}

/** In some worlds people are in a hurry: they mind no loss, and half of them wait for no proof. */
function hurried(chance: Chance, releases: readonly PlannedRelease[]): readonly PlannedRelease[] {
  if (!chance.is(0.35)) return releases;
  const proof = chance.is(0.5) ? { minReadySeconds: 0 } : {};
  const how = { failureThreshold: '100%', onFailure: 'pause', ...proof } as const;
  return releases.map((release) => {
    const { plan, editedTo } = release;
    return { ...release, plan: { ...plan, ...how }, editedTo: editedTo && { ...editedTo, ...how } };
  });
}

/** One of them, or both in either order. */
function drawBins(chance: Chance): readonly string[] {
  const kind = chance.next();
  if (kind < 0.5) return [BINS[0]];
  if (kind < 0.65) return [BINS[1]];
  return kind < 0.85 ? BINS : [BINS[1], BINS[0]];
}

export function digestOf(version: number): string {
  return (0xabc000 + version).toString(16).padStart(64, '0');
}

function drawNodes(chance: Chance, most: number): readonly NodeSpec[] {
  return Array.from({ length: chance.int(5, most) }, (_, index) => {
    const isSeed = chance.is(0.12);
    return {
      ...{ id: `n${index}`, environment: 'production' as const },
      pop: `pop-${chance.int(0, 2)}`,
      protocol: isSeed ? ('seed' as const) : ('agent' as const),
      intervalSeconds: isSeed ? chance.int(20, 60) : chance.int(5, 20),
      isPushed: !isSeed && chance.is(0.6),
      downloadMs: chance.int(200, 8_000),
      swapMs: chance.int(100, 2_000),
      checkMs: chance.int(500, 5_000),
    };
  });
}

/** In some worlds some nodes lack the label that waves are picked and caps are counted by. */
function unlabelled(chance: Chance, nodes: readonly NodeSpec[]): readonly NodeSpec[] {
  if (!chance.is(0.25)) return nodes;
  return nodes.map((node) => (chance.is(0.3) ? { ...node, pop: '' } : node));
}

function drawBuild(chance: Chance, index: number, ids: readonly string[]): Build {
  const quality = index === 0 ? 0 : chance.next();
  const bad = quality > 0.82 ? ids : quality > 0.68 ? chance.some(ids, 0.3) : [];
  const breaking = quality > 0.58 && quality <= 0.68 ? chance.some(ids, 0.5) : [];
  return {
    version: `v${index}`,
    digest: digestOf(index),
    badOn: new Set(bad),
    breaksOn: new Map(breaking.map((id) => [id, chance.int(1, 40) * SECOND])),
    isBarrier: index > 0 && chance.is(0.1),
    withdrawnAt: chance.is(0.07) ? chance.int(20, 280) * SECOND : null,
  };
}

/** It may also be saved as it was, which asks anew as well. */
function drawPolicies(chance: Chance): readonly PlannedPolicy[] {
  if (!chance.is(0.15)) return [];
  const count = chance.int(1, 3);
  return Array.from({ length: count }, () => ({
    at: chance.int(0, 300) * SECOND,
    asksApproval: chance.is(0.5),
  }));
}

function drawFaults(chance: Chance, nodes: readonly NodeSpec[]): readonly Fault[] {
  return Array.from({ length: FAULTS_AT_LEAST + chance.int(0, 4) }, () =>
    drawFault(chance, chance.pick(OTHER_FAULTS), nodes),
  );
}

function drawFetched(chance: Chance, nodes: readonly NodeSpec[]): readonly Fault[] {
  return Object.entries(ON_WHAT_IS_FETCHED).flatMap(([kind, share]) =>
    chance.is(share) ? [drawFault(chance, kind as FaultKind, nodes)] : [],
  );
}

function drawFault(chance: Chance, kind: FaultKind, nodes: readonly NodeSpec[]): Fault {
  const from = kind === 'late' ? 0 : chance.int(0, 240) * SECOND;
  const isForever = (kind === 'dark' || kind === 'late') && chance.is(0.3);
  const until = isForever ? Number.POSITIVE_INFINITY : Math.min(from + chance.int(20, 250) * SECOND, CALM_AT);
  const pop = chance.pick(nodes).pop;
  const hit =
    kind === 'network'
      ? nodes.filter((node) => node.pop === pop)
      : chance.some(nodes, chance.pick([0.2, 0.5, 1]));
  const nodeIds = hit.length > 0 ? hit.map(({ id }) => id) : [chance.pick(nodes).id];
  return { kind, from, until, nodeIds: new Set(nodeIds) };
}
