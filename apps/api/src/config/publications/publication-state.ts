import type { ReleaseEvent, ReleaseStatus } from '@release-console/rollout-core';
import type { LocalizedText } from '../../platform/http/index.js';
import type { PublicationState } from '../config-words.js';

/** A release of one environment that names a version of the file. */
export interface NamingRelease {
  readonly id: string;
  readonly number: number;
  readonly status: ReleaseStatus;
  readonly version: string;
  readonly finishedAt: Date | null;
  /** Why a later release took the version away again; null when none did. */
  readonly backReason: string | null;
  /** What last said why it did not go on. */
  readonly why: ReleaseEvent | null;
}

/** What new nodes of the environment get. */
export interface BaselineVersion {
  readonly version: string;
  readonly setAt: Date;
}

export interface Standing {
  readonly state: PublicationState;
  /** Null unless `bad`. */
  readonly badReason: LocalizedText | null;
  readonly releaseId: string | null;
  readonly releaseNumber: number | null;
}

const COMPLETED: readonly ReleaseStatus[] = ['completed', 'completed_with_exceptions'];

/** The version that the environment has; null for none. */
export function currentOf(
  releases: readonly NamingRelease[],
  baseline: BaselineVersion | null,
): string | null {
  let current = baseline;
  for (const { status, finishedAt, version } of releases)
    if (COMPLETED.includes(status) && finishedAt && (!current || finishedAt > current.setAt))
      current = { version, setAt: finishedAt };
  return current?.version ?? null;
}

/** @param releases of this environment, in the order of their numbers */
export function standingOf(
  version: string,
  releases: readonly NamingRelease[],
  current: string | null,
): Standing {
  const own = releases.filter((release) => release.version === version);
  const newest = own.filter(({ status }) => stateAfter(status) !== 'unused').at(-1) ?? own.at(-1);
  const state = newest ? stateIn(newest) : 'unused';
  const isCurrent = version === current;
  // What brought it, not what may bring it once more.
  const brought = isCurrent ? own.filter(({ status }) => COMPLETED.includes(status)).at(-1) : undefined;
  const told = brought ?? newest;
  return {
    state: isCurrent ? 'stable' : state,
    badReason: !isCurrent && state === 'bad' && newest ? reasonOf(newest) : null,
    releaseId: told?.id ?? null,
    releaseNumber: told?.number ?? null,
  };
}

function stateIn({ status, backReason }: NamingRelease): PublicationState {
  return backReason === null ? stateAfter(status) : 'bad';
}

function stateAfter(status: ReleaseStatus): PublicationState {
  switch (status) {
    case 'draft':
    case 'pending_approval':
    case 'approved':
    case 'scheduled':
      return 'waiting';
    case 'deploying':
    case 'paused':
      return 'rolling';
    case 'rolling_back':
    case 'rolled_back':
    case 'rolled_back_with_exceptions':
    case 'failed':
      return 'bad';
    case 'completed':
    case 'completed_with_exceptions':
    case 'stopped':
    case 'superseded':
      return 'former';
    case 'cancelled':
    case 'rejected':
      return 'unused';
  }
}

function reasonOf({ number, backReason, why }: NamingRelease): LocalizedText {
  if (backReason) return { en: backReason, zh: backReason };
  if (why?.type === 'release.failed') return { en: why.error.message, zh: why.error.message };
  const release = `#${number}`;
  if (backReason === '')
    return { en: `Release ${release} was rolled back.`, zh: `发布 ${release} 已被回滚。` };
  if (why?.type !== 'rollback.started')
    return { en: `Release ${release} did not go through.`, zh: `发布 ${release} 未能完成。` };
  const { trigger } = why;
  if (trigger.kind === 'analysis') return trigger.why;
  if (trigger.kind === 'failures')
    return {
      en: `${trigger.lost} of ${trigger.asked} asked nodes failed.`,
      zh: `已下发的 ${trigger.asked} 个节点中有 ${trigger.lost} 个失败。`,
    };
  return {
    en: `${trigger.actor ?? 'Somebody'} rolled release ${release} back.`,
    zh: `${trigger.actor ?? '有人'}回滚了发布 ${release}。`,
  };
}
