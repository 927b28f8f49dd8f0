import { bug, type PlantedBug } from './mutant.js';

/** What is counted on when a gate opens, what is left on nodes that are passed by, and whose turn it is in groups. */
export const PLANTED_IN_EVIDENCE: readonly PlantedBug[] = [
  bug(
    'P84',
    'evidence.ts',
    'a gate opens though those that succeeded fell silent since',
    'if (openWave(before) < 0) return false;',
    'if (openWave(before) < 99) return false;',
  ),
  bug(
    'P85',
    'observe.ts',
    'who succeeded and fell silent is still counted on',
    'return now > silentAtOf(target, facts, context) ? goDark(target, now, HEARD_NO_MORE) : target;',
    'return target;',
  ),
  bug(
    'P86',
    'observe.ts',
    'who succeeded may say of itself what it likes',
    'isUnwell(bin, known, facts)',
    'isUnwell(bin, known, facts) && isOvertaken(bin, known)',
  ),
  bug(
    'P87',
    'observe.ts',
    'what was said before the silence ends it',
    '(lastSeenAt ?? 0) < since',
    '(lastSeenAt ?? 0) < 0',
  ),
  bug(
    'P88',
    'take-in.ts',
    'what lies ready on a node that fell silent stays there for ever',
    'after: leaveBe(going, seen, facts)',
    'after: seen',
  ),
  bug(
    'P89',
    'assign.ts',
    'what lies ready on a node that is away at its turn stays there for ever',
    '...withoutStaged(draft, target, facts),',
    '...target,',
  ),
  bug(
    'P90',
    'take-in.ts',
    'a withdrawn build follows on the one before it',
    'if (isNext && world.withdrawn !== null)',
    'if (isNext && !target.isDown && world.withdrawn !== null)',
  ),
  bug(
    'P91',
    'candidates.ts',
    'on the way back a full group stands in the way of all others',
    'if (!perGroup) return { statuses: EXPOSED, perGroup, free: null };',
    'if (!perGroup || perGroup) return { statuses: EXPOSED, perGroup: null, free: null };',
  ),
  bug(
    'P92',
    'observe.ts',
    'who is held and switched off counts as lost',
    'if (facts.away !== null) return target;',
    "if (facts.away === 'left') return target;",
  ),
  bug(
    'P93',
    'advance.ts',
    'a wave opens with nobody left who is well',
    'if (opens && lacksEvidence(',
    'if (!opens && lacksEvidence(',
  ),
  bug(
    'P94',
    'decide.ts',
    'what lies ready on a node that is left out stays there for ever',
    'dueAt: isLaidReady(target) ? now : null',
    'dueAt: null',
  ),
];
