import { bug, type PlantedBug } from './mutant.js';

/** Losses that are hidden, retries for which nobody looks whether there is room, and pauses for nothing. */
export const PLANTED_IN_REASONS: readonly PlantedBug[] = [
  bug(
    'P105',
    'decide.ts',
    'whoever pauses and resumes wipes out what was lost',
    "if (pause && pause.kind !== 'person') {",
    'if (pause) {',
  ),
  bug(
    'P106',
    'observe.ts',
    'who falls silent is forgiven by nobody',
    "    status: 'dark',\n    isDown: true,\n",
    "    status: 'dark',\n    isDown: true,\n    isForgiven: true,\n",
  ),
  bug(
    'P107',
    'assign.ts',
    'who is tried again is taken to be down already',
    '(target.isDown || room.take(target.group))',
    "(target.isDown || target.status === 'retrying' || room.take(target.group))",
  ),
  bug(
    'P108',
    'failures.ts',
    'only where all fell silent is the network to blame',
    'silent > 0 && silent * 2 >= untouched',
    'silent > 0 && silent >= untouched',
  ),
  bug(
    'P109',
    'failures.ts',
    'the network is to blame where most can be heard',
    'silent > 0 && silent * 2 >= untouched',
    'silent > 0 && silent * 2 < untouched',
  ),
  bug(
    'P110',
    'advance.ts',
    'nobody waits for those who are only offline',
    '  if (isOnlyOffline && isStillWaitedFor(draft.rollout, now, world)) return;\n',
    '',
  ),
];
