import type { Rollout, World } from '@release-console/rollout-core';
import type { DomainError } from '../../platform/http/index.js';
import type { Claim } from '../store/release-targets.repository.js';

/** What keeps a release from beginning for now, though nothing is wrong with it. */
export interface StartBlock {
  readonly code: 'EMERGENCY_STOP' | 'ENVIRONMENT_FROZEN' | 'NODES_CLAIMED';
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Refusals that pass by themselves or by somebody's doing, so a scheduled release waits for their end. */
const PASSING: readonly string[] = ['APPROVAL_MISSING', 'RELEASE_CHANGED', 'DESIRED_STATE_CHANGED'];

const BLOCKED: readonly string[] = ['EMERGENCY_STOP', 'ENVIRONMENT_FROZEN', 'NODES_CLAIMED', 'NOT_SOAKED'];

/** Refused only for now, by something outside the release. */
export function isBlocked({ code }: DomainError): boolean {
  return BLOCKED.includes(code);
}

export function isPassing({ code }: DomainError): boolean {
  return BLOCKED.includes(code) || PASSING.includes(code);
}

export function startBlock(world: World, rollout: Rollout, claims: readonly Claim[]): StartBlock | null {
  if (world.isStopped) {
    return {
      code: 'EMERGENCY_STOP',
      message: 'An emergency stop is in force; lift it first.',
      facts: {},
    };
  }
  if (world.freeze && !rollout.freezeOverride) {
    const until = world.freeze.until === null ? null : new Date(world.freeze.until).toISOString();
    return {
      code: 'ENVIRONMENT_FROZEN',
      message: `The freeze “${world.freeze.name}” is on${until ? ` until ${until}` : ''}; deploy with whenBlocked "wait", or have it overridden.`,
      facts: { freeze: world.freeze.name, until },
    };
  }
  const [claim] = claims;
  if (!claim) return null;
  return {
    code: 'NODES_CLAIMED',
    message: `Release #${claim.number} is not finished and decides what ${claim.nodes} of these nodes run; let it end, or deploy with whenBlocked "wait" or "supersede".`,
    facts: { releaseId: claim.id, releaseNumber: claim.number, nodes: claim.nodes },
  };
}
