import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { NodeSignals } from '../desired/node-signals.js';
import { NodesRepository } from '../fleet/nodes.repository.js';
import { InstanceWatch } from '../identity/instance-watch.js';
import { markDrift, NO_MARK } from '../rules/drift.js';
import { NOTHING_OBSERVED, type Observed } from '../rules/observed-merge.js';
import { NodeEventsRepository } from './node-events.repository.js';
import { keyOf, type BinReport, type NodeBinKey, type NodeEventRow, type NodeReport } from './node-report.js';
import { ObservedStateRepository, type KnownBin, type ObservedChange } from './observed-state.repository.js';
import { ReportContextReadModel } from './report-context.read-model.js';
import { flag, foldReport, NOTHING_DESIRED } from './report-fold.js';
import { ReportListeners } from './report-listeners.js';

interface Entry extends NodeBinKey {
  readonly report: BinReport;
}

export interface Written {
  /** Nodes whose facts changed, so that they may be told something else. */
  readonly retold: readonly string[];
  readonly changes: readonly ObservedChange[];
}

/** Writes the reports of many nodes in one transaction. */
@Injectable()
export class ReportBatch {
  constructor(
    private readonly context: ReportContextReadModel,
    private readonly observed: ObservedStateRepository,
    private readonly events: NodeEventsRepository,
    private readonly nodes: NodesRepository,
    private readonly instances: InstanceWatch,
    private readonly listeners: ReportListeners,
    private readonly signals: NodeSignals,
    private readonly clock: Clock,
  ) {}

  async write(tx: Tx, reports: readonly NodeReport[]): Promise<Written> {
    const cloned = await this.instances.note(tx, reports);
    const retold = await this.writeFacts(tx, reports);
    const entries = await this.entriesOf(reports);
    const changes = entries.length === 0 ? [] : await this.writeObserved(tx, entries);
    await this.listeners.tell(tx, {
      changed: changes.map(({ nodeId, binId }) => ({ nodeId, binId })),
      cameBack: [...new Set([...cloned, ...noLongerHeld(reports)])],
    });
    return { retold, changes };
  }

  private async writeFacts(tx: Tx, reports: readonly NodeReport[]): Promise<readonly string[]> {
    const facts = lastOf(reports.flatMap(({ nodeId, facts }) => (facts ? [{ nodeId, facts }] : [])));
    const held = lastOf(
      reports.flatMap(({ nodeId, held }) => (held === undefined ? [] : [{ nodeId, held }])),
    );
    if (facts.length > 0) await this.nodes.saveFacts(tx, facts);
    if (held.length > 0) await this.nodes.saveHolds(tx, held);
    const nodeIds = [...new Set([...facts, ...held].map(({ nodeId }) => nodeId))];
    await this.signals.nodesChanged(tx, nodeIds);
    return nodeIds;
  }

  private async entriesOf(reports: readonly NodeReport[]): Promise<readonly Entry[]> {
    const names = new Set(reports.flatMap(({ bins }) => bins.map(({ bin }) => bin)));
    if (names.size === 0) return [];
    const binIds = await this.context.binIdsOf(names);
    return reports.flatMap(({ nodeId, bins }) =>
      bins.flatMap((report) => {
        const binId = binIds.get(report.bin);
        return binId === undefined ? [] : [{ nodeId, binId, report }];
      }),
    );
  }

  private async writeObserved(tx: Tx, entries: readonly Entry[]): Promise<readonly ObservedChange[]> {
    const keys = [
      ...new Map(entries.map(({ nodeId, binId }) => [keyOf({ nodeId, binId }), { nodeId, binId }])).values(),
    ];
    const known = await this.observed.lock(tx, keys);
    const after = new Map<string, Observed>();
    const history: NodeEventRow[] = [];
    const strange: { readonly key: NodeBinKey; readonly binId: string; readonly sha256: string }[] = [];
    const now = this.clock.millis();
    for (const { nodeId, binId, report } of entries) {
      const key = { nodeId, binId };
      const before = known.get(keyOf(key));
      const fold = foldReport(key, after.get(keyOf(key)) ?? before?.observed, report, before?.desired, now);
      after.set(keyOf(key), fold.observed);
      history.push(...fold.history);
      if (fold.strangeDigest !== null) strange.push({ key, binId, sha256: fold.strangeDigest });
    }
    const ours = await this.context.knownDigests(tx, strange);
    for (const { key, binId, sha256 } of strange) {
      if (!ours.has(`${binId}\n${sha256}`))
        history.push(flag(key, null, { reason: 'unknown_digest', sha256 }));
    }
    const changes = keys.flatMap((key) => changeOf(key, known, after, now));
    await this.observed.save(tx, changes);
    await this.events.append(tx, history);
    return changes;
  }
}

function noLongerHeld(reports: readonly NodeReport[]): readonly string[] {
  return reports.flatMap(({ nodeId, held }) => (held === null ? [nodeId] : []));
}

function changeOf(
  key: NodeBinKey,
  known: ReadonlyMap<string, KnownBin>,
  after: ReadonlyMap<string, Observed>,
  at: number,
): ObservedChange[] {
  const before = known.get(keyOf(key));
  const old = before?.observed ?? NOTHING_OBSERVED;
  const now = after.get(keyOf(key)) ?? old;
  if (now === old) return [];
  const mark = markDrift(before?.mark ?? NO_MARK, now, before?.desired ?? NOTHING_DESIRED, at);
  return [{ ...key, before: old, after: now, mark }];
}

/** The last word of each node, in node order: rows are always locked in one order. */
function lastOf<T extends { readonly nodeId: string }>(said: readonly T[]): readonly T[] {
  const last = new Map(said.map((item) => [item.nodeId, item]));
  return [...last.values()].sort((left, right) => (left.nodeId < right.nodeId ? -1 : 1));
}
