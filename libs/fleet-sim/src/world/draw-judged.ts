import type { Chance } from '../chance.js';
import type {
  DeclaredAnalysis,
  DeclaredCheck,
  DeclaredPlan,
  DeclaredStep,
  DeclaredStrategy,
} from '../words.js';
import type { PlannedRelease } from './scenario.js';

/** In some worlds there is a judge: most plans have steps that it opens, and in others it only watches the pauses. */
export function drawJudged(chance: Chance, releases: readonly PlannedRelease[]): readonly PlannedRelease[] {
  if (!chance.is(0.4)) return releases;
  return releases.map((release) => {
    if (chance.is(0.15)) return release;
    const [plan, editedTo] = [release.plan, release.editedTo].map((each) => each && judged(chance, each));
    return { ...release, plan: plan ?? release.plan, editedTo: editedTo ?? null };
  });
}

function judged(chance: Chance, plan: DeclaredPlan): DeclaredPlan {
  const checks = drawChecks(chance);
  return { ...plan, checks, strategy: chance.is(0.8) ? withAnalyses(chance, plan.strategy) : plan.strategy };
}

/** At least one has a say. */
function drawChecks(chance: Chance): readonly DeclaredCheck[] {
  const others = chance.some<DeclaredCheck>(
    [
      { kind: 'latency', isShadow: false },
      { kind: 'errors', isShadow: true },
    ],
    0.3,
  );
  return [{ kind: 'errors', isShadow: false }, ...others];
}

function withAnalyses(chance: Chance, strategy: DeclaredStrategy): DeclaredStrategy {
  if (strategy.type === 'rolling') return { ...strategy, analysis: drawAnalysis(chance) };
  if (strategy.type === 'blue-green') return strategy;
  // Before or after the pauses, and some after the last step that the plan names.
  const steps = strategy.steps.flatMap((step, index): readonly DeclaredStep[] => {
    const isLast = index === strategy.steps.length - 1;
    return chance.is(isLast ? 0.8 : 0.5) ? [step, { analysis: drawAnalysis(chance) }] : [step];
  });
  return { ...strategy, steps };
}

function drawAnalysis(chance: Chance): DeclaredAnalysis {
  return { seconds: chance.int(30, 60), waitSeconds: chance.int(0, 30) };
}
