import { countOf } from '../amount.js';
import type { PlannedNode } from '../cohort.js';
import type { RollingStrategy } from '../plan.js';
import { matches, type Step, type StrategyRules } from './step.js';

interface Named<N> {
  readonly name: string | null;
  readonly nodes: readonly N[];
}

export const rolling: StrategyRules<RollingStrategy> = {
  schedule(strategy, ordered) {
    const waves = strategy.waves.length > 0 ? byLabels(strategy, ordered) : inBatches(strategy, ordered);
    const between = betweenWaves(strategy);
    const steps = waves.flatMap(({ name, nodes }, wave): Step[] => {
      const step: Step = { kind: 'wave', wave, size: nodes.length, weightPercent: null, name };
      return wave === 0 ? [step] : [...between, step];
    });
    return { steps, waves: waves.map(({ nodes }) => nodes) };
  },
  stratifyBy: () => [],
};

function betweenWaves({ pause, analysis }: RollingStrategy): readonly Step[] {
  return [
    ...(analysis ? [{ kind: 'analysis', ...analysis } as const] : []),
    ...(pause ? [{ kind: 'pause', seconds: pause.seconds } as const] : []),
  ];
}

function inBatches<N>({ batch }: RollingStrategy, ordered: readonly N[]): Named<N>[] {
  if (ordered.length === 0) return [];
  const size = countOf(batch ?? '100%', ordered.length, 1);
  return Array.from({ length: Math.ceil(ordered.length / size) }, (_, wave) => ({
    name: null,
    nodes: ordered.slice(wave * size, (wave + 1) * size),
  }));
}

/** A node is in the first wave that it matches; what none matches comes last. */
function byLabels<N extends PlannedNode>({ waves }: RollingStrategy, ordered: readonly N[]): Named<N>[] {
  let left = ordered;
  const named = waves.map(({ name, labels }): Named<N> => {
    const nodes = left.filter((node) => matches(node, labels));
    left = left.filter((node) => !matches(node, labels));
    return { name, nodes };
  });
  return left.length === 0 ? named : [...named, { name: null, nodes: left }];
}
