import type { Guard } from './guard.js';
import { APPROVAL_GUARDS } from './guards-approvals.js';

export const ALL_GUARDS: readonly Guard[] = [...APPROVAL_GUARDS];
