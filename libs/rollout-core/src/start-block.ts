import type { Refusal } from './decision.js';
import { soakText } from './explain/soak-text.js';
import type { Rollout } from './rollout.js';
import type { Soak } from './soak.js';
import type { World } from './world.js';

/** An unfinished release that decides what some of the same nodes run. */
export interface Claim {
  readonly id: string;
  readonly number: number;
  /** How many of the nodes. */
  readonly nodes: number;
}

/** Refusals by something outside the release, which pass by themselves. */
const BLOCKED: readonly string[] = ['EMERGENCY_STOP', 'ENVIRONMENT_FROZEN', 'NODES_CLAIMED', 'NOT_SOAKED'];
/** Refusals that pass by somebody's doing. */
const PASSING: readonly string[] = ['APPROVAL_MISSING', 'RELEASE_CHANGED', 'DESIRED_STATE_CHANGED'];

/** Refused only for now, by something outside the release; who deploys may choose to wait for its end. */
export function isBlocked(code: string): boolean {
  return BLOCKED.includes(code);
}

/** A scheduled release that is refused for this waits; for anything else it fails. */
export function isPassing(code: string): boolean {
  return isBlocked(code) || PASSING.includes(code);
}

/** What keeps a release from beginning for now, though nothing is wrong with it. */
export interface StartBlock extends Refusal {
  readonly code: 'EMERGENCY_STOP' | 'ENVIRONMENT_FROZEN' | 'NOT_SOAKED' | 'NODES_CLAIMED';
}

/** `soak` is what the environment demands of the versions; null: nothing. */
export function startBlock(
  world: World,
  rollout: Rollout,
  claims: readonly Claim[],
  soak: Soak | null,
): StartBlock | null {
  if (world.isStopped) return STOPPED;
  if (world.freeze && !rollout.freezeOverride) return frozen(world.freeze);
  if (soak && !soak.isSatisfied && !rollout.soakOverride) return unsoaked(soak);
  const [claim] = claims;
  if (!claim) return null;
  return {
    code: 'NODES_CLAIMED',
    message: `Release #${claim.number} is not finished and decides what ${claim.nodes} of these nodes run; let it end, or deploy with whenBlocked "wait" or "supersede".`,
    facts: { releaseId: claim.id, releaseNumber: claim.number, nodes: claim.nodes },
  };
}

/** Holds all that moves, ways back included. */
export function stopBlock({ isStopped }: Pick<World, 'isStopped'>): StartBlock | null {
  return isStopped ? STOPPED : null;
}

/** What keeps people from letting a release go on: nothing but the end of it, or the way back, is open then. */
export function goOnBlock({ isStopped, withdrawn }: World, { status }: Rollout): Refusal | null {
  if (isStopped) return STOPPED;
  if (withdrawn === null || status === 'rolling_back') return null;
  const message = `${withdrawn} was withdrawn; roll back, or stop here.`;
  return { code: 'VERSION_WITHDRAWN', message, facts: {} };
}

const STOPPED: StartBlock = {
  code: 'EMERGENCY_STOP',
  message: 'An emergency stop is in force; lift it first.',
  facts: {},
};

function frozen({ name, until: end }: NonNullable<World['freeze']>): StartBlock {
  const until = end === null ? null : new Date(end).toISOString();
  return {
    code: 'ENVIRONMENT_FROZEN',
    message: `The freeze “${name}” is on${until ? ` until ${until}` : ''}; deploy with whenBlocked "wait", or have it overridden.`,
    facts: { freeze: name, until },
  };
}

function unsoaked(soak: Soak): StartBlock {
  const { en, zh } = soakText(soak);
  const until = soak.allowedAt === null ? null : new Date(soak.allowedAt).toISOString();
  return {
    code: 'NOT_SOAKED',
    message: `${en}${until ? `, which is so from ${until} on` : ''}; deploy with whenBlocked "wait", or have it overridden.`,
    facts: { environment: soak.rule.environment, soakHours: soak.rule.hours, until, en, zh },
  };
}
