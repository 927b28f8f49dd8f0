import type { Refusal } from '@release-console/rollout-core';
import { DomainError } from '../platform/http/index.js';
import { refusalText } from './refusal-text.js';

/** What the engine refuses, as an answer: the state of the release is in the way, so it is a conflict. */
export function refusedBy(refusal: Refusal): DomainError {
  // `status` is the HTTP status in a problem.
  const { status, ...facts } = refusal.facts;
  return new DomainError('conflict', refusal.code, refusalText(refusal), {
    facts: status === undefined ? facts : { ...facts, releaseStatus: status },
  });
}
