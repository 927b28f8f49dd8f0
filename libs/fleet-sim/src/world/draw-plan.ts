import type { Chance } from '../chance.js';
import type {
  Amount,
  DeclaredPause,
  DeclaredPlan,
  DeclaredStep,
  DeclaredStrategy,
  PopSelector,
} from '../words.js';
import type { Build, NodeSpec } from './scenario.js';

export interface PlanSource {
  readonly nodes: readonly NodeSpec[];
  readonly builds: readonly Build[];
  readonly bins: readonly string[];
  /** When the world begins. */
  readonly startsAt: number;
}

/** A plan that the console takes, of any kind that there is. */
export function drawPlan(chance: Chance, { nodes, builds, bins, startsAt }: PlanSource): DeclaredPlan {
  const some = chance.is(0.55) ? nodes : chance.some(nodes, 0.5);
  const about = some.length > 0 ? some : nodes;
  return {
    environment: 'production',
    bins: bins.map((bin) => {
      const { version, digest } = chance.pick(builds);
      return { bin, version, digest };
    }),
    nodeIds: about.map(({ id }) => id),
    strategy: drawStrategy(chance),
    maxUnavailable: drawAmount(chance, 5),
    maxUnavailablePerPop: chance.is(0.3) ? drawAmount(chance, 2) : null,
    minReadySeconds: chance.pick([0, 1, 3, 10]),
    nodeDeadlineSeconds: chance.int(20, 90),
    darkAfterSeconds: chance.int(5, 40),
    failureThreshold: chance.is(0.5) ? chance.int(0, 3) : `${chance.int(0, 60)}%`,
    onFailure: chance.pick(['rollback', 'pause']),
    rollbackDeadlineSeconds: chance.int(30, 120),
    hours: chance.is(0.12) ? drawHours(chance, Math.floor(startsAt / 60_000)) : null,
    lateJoiners: chance.pick(['baseline', 'last_wave']),
    nodeGrowth: chance.is(0.5) ? chance.int(0, 3) : `${chance.int(0, 60)}%`,
    checks: [],
  };
}

/** Of a world that begins in that minute, and is calm six minutes later; they stay open for an hour and more. */
function drawHours(chance: Chance, begin: number): DeclaredPlan['hours'] {
  const minute = (after: number): number => (begin + after) % 1_440;
  return chance.is(0.5)
    ? { fromMinute: minute(chance.int(2, 8)), toMinute: minute(chance.int(104, 164)) }
    : { fromMinute: minute(chance.int(4, 9)), toMinute: minute(chance.int(1, 3)) };
}

function drawStrategy(chance: Chance): DeclaredStrategy {
  const kind = chance.next();
  if (kind < 0.35) return drawRolling(chance);
  if (kind < 0.8) return drawCanary(chance);
  return {
    type: 'blue-green',
    mode: chance.pick(['swap', 'side-by-side']),
    isAutomatic: chance.is(0.5),
    rollbackWindowSeconds: chance.pick([0, 5, 30]),
  };
}

function drawRolling(chance: Chance): DeclaredStrategy {
  const pause = chance.is(0.3) ? drawPause(chance) : null;
  const plain = { type: 'rolling', pause, analysis: null } as const;
  if (chance.is(0.5)) return { ...plain, batch: drawAmount(chance, 3), waves: [] };
  const waves = Array.from({ length: chance.int(1, 3) }, (_, index) => ({
    name: `wave ${index}`,
    labels: drawSelector(chance),
  }));
  return { ...plain, batch: null, waves };
}

function drawCanary(chance: Chance): DeclaredStrategy {
  const steps: DeclaredStep[] = [];
  let weight = 0;
  for (let count = chance.int(1, 3); count > 0 && weight < 100; count -= 1) {
    if (chance.is(0.25)) steps.push({ select: drawSelector(chance) });
    else {
      weight = Math.min(100, weight + chance.int(1, 60));
      steps.push({ setWeight: weight });
    }
    if (chance.is(0.6)) steps.push({ pause: drawPause(chance) });
  }
  return { type: 'canary', steps, stratifyBy: chance.is(0.5) ? ['pop'] : [] };
}

function drawSelector(chance: Chance): PopSelector {
  const pop = chance.some(['pop-0', 'pop-1', 'pop-2'], 0.4);
  return { pop: pop.length > 0 ? pop : ['pop-1'] };
}

function drawPause(chance: Chance): DeclaredPause {
  return { seconds: chance.is(0.4) ? null : chance.int(1, 30) };
}

function drawAmount(chance: Chance, mostCount: number): Amount {
  return chance.is(0.5) ? chance.int(1, mostCount) : `${chance.int(1, 100)}%`;
}
