import {
  currentStep,
  firstFollowed,
  isFinal,
  isLive,
  type Decision,
  type NodeFacts,
  type ReleaseEvent,
  type Rollout,
  type Target,
} from '@release-console/rollout-core';
import type { DeclaredPlan, EnvironmentName, Verdict, Wish } from '../words.js';
import type { PromotionRule } from '../world/scenario.js';
import type { HistoryLine, ReleaseView, StoredState, TargetView, Write } from './console.js';
import { Calendar } from './calendar.js';
import { toBinFacts, toFacts, type DesiredRow, type NodeRow } from './core-words.js';
import { historyLine } from './history-line.js';
import { NOTHING_OBSERVED, type Observed } from './report-fold.js';

export interface StoredRelease {
  readonly id: string;
  readonly author: string;
  readonly rollbackOf: string | null;
  declared: DeclaredPlan;
  planHash: string;
  rollout: Rollout;
  /** Grows with each write; whoever read an older one may not write. */
  version: number;
  readonly approvals: { readonly planHash: string; readonly person: string }[];
  readonly targets: Map<string, Target>;
  readonly touched: Set<string>;
  /** Steps with the verdicts that something came of. */
  readonly verdicts: string[];
  isClaiming: boolean;
}

/** What is known of a version without running it. */
export interface StoredBuild {
  readonly digest: string;
  readonly version: string;
  readonly isBarrier: boolean;
}

/** What the judge says of a step. */
export interface Word {
  readonly step: number;
  readonly verdict: Verdict;
}

/** Rows in memory, with the compare-and-set that the engine relies on; a conflict changes nothing at all. */
export class MemoryStore {
  readonly nodes = new Map<string, NodeRow>();
  readonly releases = new Map<string, StoredRelease>();
  readonly observed = new Map<string, Observed>();
  readonly desired = new Map<string, DesiredRow>();
  private readonly binsGiven = new Map<string, Set<string>>();
  /** In the order in which they were made. */
  builds: readonly StoredBuild[] = [];
  readonly withdrawn = new Set<string>();
  readonly calendar = new Calendar();
  promotion: PromotionRule | null = null;
  /** Where nobody is asked for approval. */
  readonly unasked = new Set<EnvironmentName>();
  isStopped = false;
  /** What the judge says now, by release. */
  readonly judged = new Map<string, Word>();
  private writes: Write[] = [];
  private history: HistoryLine[] = [];
  private readonly changed = new Set<StoredRelease>();

  factsOf(nodeId: string, bins: readonly string[]): NodeFacts {
    const node = this.nodes.get(nodeId);
    if (!node) throw new Error(`there is no node ${nodeId}`);
    const known = bins.map((bin) => {
      const key = keyOf(nodeId, bin);
      // Nobody knows whose word it is.
      const observed = node.isQuarantined ? undefined : this.observed.get(key);
      return toBinFacts(this.desired.get(key), observed ?? NOTHING_OBSERVED);
    });
    return toFacts(node, known);
  }

  /** Nodes that a plan is about and that are there now. */
  membersOf({ environment, nodeIds }: DeclaredPlan): readonly NodeRow[] {
    const wanted = new Set(nodeIds);
    return [...this.nodes.values()].filter(
      (node) => node.isMember && node.environment === environment && wanted.has(node.id),
    );
  }

  wishesFor(nodeId: string): readonly Wish[] {
    return [...(this.binsGiven.get(nodeId) ?? [])].flatMap((bin) => {
      const row = this.desired.get(keyOf(nodeId, bin));
      return row ? [{ bin, ...row }] : [];
    });
  }

  hearJudge(releaseId: string, word: Word | null): void {
    if (word) this.judged.set(releaseId, word);
    else this.judged.delete(releaseId);
  }

  noteChange(release: StoredRelease): void {
    release.version += 1;
    this.changed.add(release);
  }

  /** False when somebody else was faster. */
  commit(release: StoredRelease, version: number, decision: Decision, now: number): boolean {
    if (release.version !== version || !this.isDesiredUnchanged(decision)) return false;
    if (decision.targets.length + decision.events.length === 0) return true;
    for (const target of decision.targets) release.targets.set(target.nodeId, target);
    const wasLive = isLive(release.rollout.status);
    for (const { nodeId, binId, expectedGeneration, sha256, action } of decision.desired) {
      const row = { generation: expectedGeneration + 1, sha256, action };
      this.desired.set(keyOf(nodeId, binId), row);
      this.binsGiven.set(nodeId, (this.binsGiven.get(nodeId) ?? new Set()).add(binId));
      this.writes.push({ nodeId, bin: binId, ...row, releaseId: release.id });
    }
    release.rollout = decision.rollout;
    if (wasLive && isFinal(decision.rollout.status)) {
      release.isClaiming = false;
      release.touched.clear();
      for (const target of release.targets.values())
        release.targets.set(target.nodeId, {
          ...target,
          dueAt: firstFollowed(release.rollout.status, target, now),
        });
    }
    const line = { releaseId: release.id, revision: release.rollout.revision, at: now };
    for (const event of decision.events) this.history.push(historyLine(line, event));
    const word = this.judged.get(release.id);
    if (word && decision.events.some((event) => comesOf(event, word)))
      release.verdicts.push(`${word.step} ${word.verdict}`);
    this.noteChange(release);
    return true;
  }

  /** What was changed since the last call of this. */
  takeChanges(): {
    writes: readonly Write[];
    history: readonly HistoryLine[];
    releases: readonly ReleaseView[];
  } {
    const changes = { writes: this.writes, history: this.history, releases: [...this.changed].map(viewOf) };
    this.writes = [];
    this.history = [];
    this.changed.clear();
    return changes;
  }

  state(): StoredState {
    const releases = [...this.releases.values()].map(({ id, rollout, targets, verdicts }) => ({
      ...{ id, status: rollout.status, verdicts },
      targets: Object.fromEntries([...targets.values()].map(({ nodeId, status }) => [nodeId, status])),
    }));
    const desired = [...this.desired].sort(byKey).map(([key, row]) => {
      const [nodeId = '', bin = ''] = key.split('\n');
      return { nodeId, bin, ...row };
    });
    return { releases, desired };
  }

  private isDesiredUnchanged({ desired }: Decision): boolean {
    return desired.every(
      ({ nodeId, binId, expectedGeneration }) =>
        (this.desired.get(keyOf(nodeId, binId))?.generation ?? 0) === expectedGeneration,
    );
  }
}

export function binsOf({ declared }: StoredRelease): readonly string[] {
  return declared.bins.map(({ bin }) => bin);
}

export function keyOf(nodeId: string, bin: string): string {
  return `${nodeId}\n${bin}`;
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function comesOf(event: ReleaseEvent, { step, verdict }: Word): boolean {
  if (event.type === 'release.paused') return event.reason.kind === 'analysis';
  if (event.type === 'rollback.started') return event.trigger.kind === 'analysis';
  return event.type === 'step.completed' && event.step === step && verdict === 'pass' && !event.isSkipped;
}

function viewOf(release: StoredRelease): ReleaseView {
  const { rollout } = release;
  return {
    id: release.id,
    status: rollout.status,
    revision: rollout.revision,
    pause: rollout.pause?.kind ?? null,
    planHash: release.planHash,
    step: rollout.step,
    stepKind: currentStep(rollout)?.kind ?? null,
    waves: rollout.waves.map(({ counts }) => counts),
    targets: [...release.targets.values()].map(targetView),
  };
}

function targetView({ nodeId, wave, group, status, isForgiven, error }: Target): TargetView {
  return { nodeId, wave, group, status, isForgiven, error: error?.code ?? null };
}
