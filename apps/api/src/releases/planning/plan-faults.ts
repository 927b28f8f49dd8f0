import { planFaults, type ReleasePlan } from '@release-console/rollout-core';
import { DomainError } from '../../platform/http/index.js';
import { planFaultWords } from './plan-fault-words.js';
import type { ReleaseRules } from './release-draft.js';

/** Refuses every fault of a plan by field, so that what is kept can be carried out. */
export function ensureSound(plan: ReleasePlan): void {
  const faults = planFaults(plan).map((fault) => ({ ...fault, message: planFaultWords(fault.message) }));
  if (faults.length === 0) return;
  const sentence = {
    en: 'The plan has faults; each is named under errors.',
    zh: '计划有误，各项见 errors。',
  };
  throw new DomainError('invalid', 'VALIDATION_FAILED', sentence, { errors: faults });
}

/** The same for rules that nothing was said to go out under yet. */
export function ensureSoundRules(rules: ReleaseRules): void {
  const nothing = { environmentId: '', bins: [], selector: { labels: {}, nodeIds: [] }, nodeCount: 0 };
  ensureSound({ ...rules, ...nothing });
}
