import type { PlantedBug } from './mutant.js';
import { PLANTED_IN_ANALYSIS } from './planted-analysis.js';
import { PLANTED_IN_ASKING } from './planted-asking.js';
import { PLANTED_IN_CALENDAR } from './planted-calendar.js';
import { PLANTED_IN_ENDING } from './planted-ending.js';
import { PLANTED_IN_EVIDENCE } from './planted-evidence.js';
import { PLANTED_IN_HEARING } from './planted-hearing.js';
import { PLANTED_IN_LOOKING } from './planted-looking.js';
import { PLANTED_IN_REASONS } from './planted-reasons.js';

/** Bugs that somebody could write, or once wrote; every one that a seed found is among them. */
export const PLANTED: readonly PlantedBug[] = [
  ...PLANTED_IN_ANALYSIS,
  ...PLANTED_IN_ASKING,
  ...PLANTED_IN_HEARING,
  ...PLANTED_IN_EVIDENCE,
  ...PLANTED_IN_ENDING,
  ...PLANTED_IN_CALENDAR,
  ...PLANTED_IN_REASONS,
  ...PLANTED_IN_LOOKING,
];
