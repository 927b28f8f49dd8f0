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
    'step-end.ts',
    'a missing word opens',
    "analysisNow(rollout, world)?.verdict === 'pass'",
    "(analysisNow(rollout, world)?.verdict ?? 'pass') === 'pass'",
  ),
  bug(
    'P80',
    'step-end.ts',
    'who can not tell lets pass',
    "analysisNow(rollout, world)?.verdict === 'pass'",
    "['pass', 'inconclusive'].includes(analysisNow(rollout, world)?.verdict ?? '')",
  ),
  bug(
    'P81',
    'step-end.ts',
    'a person who resumed waits for the judge once more',
    'isCutShort || rollout.acceptedStep === rollout.step',
    'isCutShort',
  ),
  bug(
    'P82',
    'advance.ts',
    'no gate is asked before the wave that comes after an analysis',
    'if (opens && closedGate(',
    "if (opens && steps[step]?.kind !== 'analysis' && closedGate(",
  ),
];
