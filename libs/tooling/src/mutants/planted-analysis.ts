import { bug, type PlantedBug } from './mutant.js';

/** Steps that a judge opens, and what comes of what it says. */
export const PLANTED_IN_ANALYSIS: readonly PlantedBug[] = [
  bug('P75', 'analysis.ts', 'what was said of another step counts', 'analysis.step !== rollout.step || ', ''),
  bug(
    'P76',
    'analysis.ts',
    'what a person went on in spite of stops it again',
    ' || rollout.acceptedStep === rollout.step)',
    ')',
  ),
  bug(
    'P77',
    'analysis.ts',
    'bad news does not count at a pause of the plan',
    'return isWatched(rollout) && analysisNow',
    "return rollout.status === 'deploying' && analysisNow",
  ),
  bug(
    'P78',
    'analysis.ts',
    'bad news sends back what can not go back',
    "if (plan.onFailure === 'pause' || world.noWayBack) {",
    "if (plan.onFailure === 'pause') {",
  ),
  bug(
    'P79',
    'advance.ts',
    'a missing word opens',
    "if (analysis?.verdict === 'pass') return endStep",
    "if (!analysis || analysis.verdict === 'pass') return endStep",
  ),
  bug(
    'P80',
    'advance.ts',
    'who can not tell lets pass',
    "if (analysis?.verdict === 'pass') return endStep",
    "if (['pass', 'inconclusive'].includes(analysis?.verdict ?? '')) return endStep",
  ),
  bug(
    'P81',
    'advance.ts',
    'a person who resumed waits for the judge once more',
    '[rollout.promotedStep, rollout.acceptedStep].includes(rollout.step)',
    'rollout.promotedStep === rollout.step',
  ),
  bug(
    'P82',
    'advance.ts',
    'no gate is asked before the wave that comes after an analysis',
    'if (opens && closedGate(',
    "if (opens && steps[step]?.kind !== 'analysis' && closedGate(",
  ),
];
