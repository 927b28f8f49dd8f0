import { bug, type PlantedBug } from './mutant.js';

/** When a release is over, how long it waits for those who go back, and what they go back to. */
export const PLANTED_IN_ENDING: readonly PlantedBug[] = [
  bug(
    'P95',
    'advance.ts',
    'a release is over before the last step of its timeline is',
    'if (draft.rollout.step >= draft.rollout.steps.length) return complete(draft);',
    'if (draft.rollout.step >= draft.rollout.steps.length - 1) return complete(draft);',
  ),
  bug(
    'P96',
    'rollback.ts',
    'a way back has exceptions though everybody went back',
    "counts.revert_failed === 0 ? 'rolled_back'",
    "counts.revert_failed < 0 ? 'rolled_back'",
  ),
  bug(
    'P97',
    'rollback.ts',
    'a way back is over while some still go back',
    'counts.staged + counts.reverting > 0',
    'counts.staged > 0',
  ),
  bug(
    'P98',
    'advance.ts',
    'losses count no more once everybody was asked',
    'if (isWatched(rollout) && isOverBudget(rollout))',
    'if (isWatched(rollout) && isOverBudget(rollout) && waitingOf(allCounts(rollout)) > 0)',
  ),
  bug(
    'P99',
    'failures.ts',
    'the deadline of a way back is in milliseconds, so that everybody is given up at once',
    'rollbackDeadlineSeconds * 1000',
    'rollbackDeadlineSeconds',
  ),
  bug(
    'P100',
    'failures.ts',
    'the deadline of a way back comes much too late',
    'now + draft.rollout.plan.rollbackDeadlineSeconds * 1000',
    'now + draft.rollout.plan.rollbackDeadlineSeconds * 3000',
  ),
  bug(
    'P101',
    'bin-word.ts',
    'an old agent is back before it called again',
    'return askedAt === null || observed.since > askedAt || hasCalledSince(node, askedAt);',
    'return true;',
  ),
  bug(
    'P102',
    'assign.ts',
    'a node goes back to what it was to run, whatever it ran',
    'const sha256 = known.observed?.sha256 ??',
    "const sha256 = (protocol === 'agent' ? known.desiredSha256 : null) ?? known.observed?.sha256 ??",
  ),
  bug(
    'P103',
    'take-in.ts',
    'of several bins none is taken back unless all were activated',
    "target.bins.some(({ asked }) => asked === 'activate')",
    "target.bins.every(({ asked }) => asked === 'activate')",
  ),
  bug(
    'P104',
    'assign.ts',
    'what was kept for want of anything to go back to counts at a second try as what ran before',
    "asked === 'activate' || asked === 'revert'",
    "asked === 'activate'",
  ),
  bug(
    'P111',
    'advance.ts',
    'a release ends with too many lost when the last of them is given up in the same go',
    '  if (isOverBudget(draft.rollout)) return;\n',
    '',
  ),
];
