import type { Chance } from '../chance.js';
import type { Amount, DeclaredPlan, DeclaredStep, DeclaredStrategy } from '../words.js';
import type { Build } from './scenario.js';

/** A plan that the console takes, of any kind that there is. */
export function drawPlan(
  chance: Chance,
  nodeIds: readonly string[],
  bin: string,
  build: Build,
): DeclaredPlan {
  const some = chance.is(0.7) ? nodeIds : chance.some(nodeIds, 0.6);
  return {
    bins: [{ bin, version: build.version, digest: build.digest }],
    nodeIds: some.length > 0 ? some : nodeIds,
    strategy: drawStrategy(chance),
    maxUnavailable: drawAmount(chance, 5),
    maxUnavailablePerPop: chance.is(0.3) ? drawAmount(chance, 2) : null,
    minReadySeconds: chance.pick([0, 1, 3, 10]),
    nodeDeadlineSeconds: chance.int(20, 90),
    darkAfterSeconds: chance.int(5, 40),
    failureThreshold: chance.is(0.5) ? chance.int(0, 3) : `${chance.int(0, 60)}%`,
    onFailure: chance.pick(['rollback', 'pause']),
    rollbackDeadlineSeconds: chance.int(30, 120),
  };
}

function drawStrategy(chance: Chance): DeclaredStrategy {
  const kind = chance.next();
  if (kind < 0.35) return { type: 'rolling', batch: drawAmount(chance, 3) };
  if (kind < 0.8) return drawCanary(chance);
  return {
    type: 'blue-green',
    mode: chance.pick(['swap', 'side-by-side']),
    isAutomatic: chance.is(0.5),
    rollbackWindowSeconds: chance.pick([0, 5, 30]),
  };
}

function drawCanary(chance: Chance): DeclaredStrategy {
  const steps: DeclaredStep[] = [];
  let weight = 0;
  for (let count = chance.int(1, 3); count > 0 && weight < 100; count -= 1) {
    weight = Math.min(100, weight + chance.int(1, 60));
    steps.push({ setWeight: weight });
    if (chance.is(0.6)) steps.push({ pause: { seconds: chance.is(0.4) ? null : chance.int(1, 30) } });
  }
  return { type: 'canary', steps, stratifyBy: chance.is(0.5) ? ['pop'] : [] };
}

function drawAmount(chance: Chance, mostCount: number): Amount {
  return chance.is(0.5) ? chance.int(1, mostCount) : `${chance.int(1, 100)}%`;
}
