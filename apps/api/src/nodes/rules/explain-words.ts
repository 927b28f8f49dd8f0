import type { DesiredAction, DesiredSource, Lifecycle, Presence, ReportedError } from './node-words.js';

export interface ExplainFacts {
  readonly bin: string;
  readonly lifecycle: Lifecycle;
  readonly presence: Presence;
  readonly isQuarantined: boolean;
  readonly held: HeldWord | null;
  /** What it reports running; version null when the digest is none of ours. */
  readonly running: {
    readonly sha256: string;
    readonly version: string | null;
    readonly healthy: boolean | null;
  } | null;
  readonly desired: {
    readonly sha256: string | null;
    readonly version: string | null;
    readonly action: DesiredAction;
    readonly source: DesiredSource;
    readonly releaseNumber: number | null;
    readonly isReleaseOver: boolean;
  } | null;
  /** Its agent is of a version that could do nothing with the file. */
  readonly needsNewerAgent: boolean;
  /** It had reached what is desired and runs something else now. */
  readonly isDrifted: boolean;
  /** A release under way that has not asked this node yet. */
  readonly awaited: AwaitedRelease | null;
  /** About the current generation only. */
  readonly phase: string | null;
  readonly error: ReportedError | null;
}

export interface HeldWord {
  readonly by: 'host' | 'people';
  readonly reason: string;
  /** Who set it; null for the host. */
  readonly who: string | null;
  /** ISO time; null for no end. */
  readonly until: string | null;
}

export interface AwaitedRelease {
  readonly number: number;
  readonly version: string;
  readonly isPaused: boolean;
  /** From 1. */
  readonly wave: number;
  /** Why it was passed by; null while its turn has not come. */
  readonly passedBy: string | null;
}

export interface Sentence {
  readonly en: string;
  readonly zh: string;
}

export function runs({ running, bin }: Pick<ExplainFacts, 'running' | 'bin'>): Sentence {
  if (!running) return { en: `no ${bin} that it told of`, zh: `（未报告 ${bin}）` };
  const name =
    running.version === null ? `${bin} ${running.sha256.slice(0, 12)}…` : `${bin} ${running.version}`;
  return running.healthy === false
    ? { en: `${name} (not healthy)`, zh: `${name}（不健康）` }
    : { en: name, zh: name };
}

export function wanted({ desired, bin }: Pick<ExplainFacts, 'desired' | 'bin'>): string {
  return `${bin} ${desired?.version ?? desired?.sha256?.slice(0, 12) ?? ''}`.trim();
}

export function fault({ error }: Pick<ExplainFacts, 'error'>): string {
  return error ? ` (${error.code}${error.message ? `: ${error.message}` : ''})` : '';
}

/** Why it should run what it should run. */
export function reasonOf(desired: ExplainFacts['desired']): Sentence {
  const release = desired?.releaseNumber ? `#${desired.releaseNumber}` : '';
  if (desired?.source === 'baseline')
    return { en: 'that is the baseline of its environment', zh: '这是其环境的基线' };
  if (desired?.source === 'adopted')
    return { en: 'it ran that when it was adopted', zh: '纳管时它正在运行该版本' };
  if (desired?.action === 'revert')
    return { en: `release ${release} took back what it had given`, zh: `发布 ${release} 已收回其下发的版本` };
  return { en: `release ${release} gave it that`, zh: `发布 ${release} 部署了该版本` };
}

export function heldWords({ by, reason, who, until }: HeldWord): Sentence {
  const end = until === null ? null : `${until.slice(0, 16).replace('T', ' ')} UTC`;
  const en = by === 'host' ? 'its host is held' : `${who ?? 'somebody'} holds it`;
  const zh = by === 'host' ? '主机已在本地锁定' : `${who ?? '有人'} 锁定了它`;
  return {
    en: `${en}${end ? ` until ${end}` : ''} (${reason})`,
    zh: `${zh}${end ? `，直到 ${end}` : ''}（${reason}）`,
  };
}

const PASSED_BY: Readonly<Record<string, Sentence>> = {
  NODE_HELD: { en: 'it was held', zh: '被锁定' },
  NODE_OFFLINE: { en: 'it was offline', zh: '离线' },
  NODE_LEFT: { en: 'it was no active node of the environment', zh: '不是该环境的活动节点' },
  NODE_QUARANTINED: { en: 'it was quarantined', zh: '被隔离' },
};

export function passedByWords(code: string): Sentence {
  return PASSED_BY[code] ?? { en: code, zh: code };
}
