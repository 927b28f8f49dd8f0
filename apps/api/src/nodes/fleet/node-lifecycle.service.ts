import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Baselines } from '../desired/baselines.repository.js';
import { DesiredStateRepository, type DesiredChange } from '../desired/desired-state.repository.js';
import { ReportListeners } from '../observed/report-listeners.js';
import { LIFECYCLE_ZH, mayBecome, nextLifecycles } from '../rules/lifecycle.js';
import type { Lifecycle } from '../rules/node-words.js';
import { AdoptionReadModel, type RunningBin } from './adoption.read-model.js';
import { NodeChanges, type Told } from './node-changes.js';
import { NodesRepository, type LockedNode } from './nodes.repository.js';

@Injectable()
export class NodeLifecycleService {
  constructor(
    private readonly changes: NodeChanges,
    private readonly nodes: NodesRepository,
    private readonly adoption: AdoptionReadModel,
    private readonly desired: DesiredStateRepository,
    private readonly baselines: Baselines,
    private readonly listeners: ReportListeners,
  ) {}

  async change(actor: Actor, nodeId: string, to: Lifecycle, reason: string | null): Promise<void> {
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx, node) => ({
        result: undefined,
        told: node.lifecycle === to ? undefined : await this.move(tx, node, to, reason),
      }),
    });
  }

  /** From now on the console may change the host; it begins with what runs there now. */
  async adopt(actor: Actor, nodeId: string): Promise<void> {
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx, node) => {
        if (node.lifecycle !== 'observing') {
          throw new DomainError('conflict', 'NODE_NOT_OBSERVING', {
            en: `Only observing nodes are adopted; this one is ${node.lifecycle}.`,
            zh: `只能纳管处于“观察”的节点，此节点处于${inChinese([node.lifecycle])}。`,
          });
        }
        return { result: undefined, told: await this.move(tx, node, 'active', null) };
      },
    });
  }

  private async move(tx: Tx, node: LockedNode, to: Lifecycle, reason: string | null): Promise<Told> {
    if (!mayBecome(node.lifecycle, to)) throw illegal(node.lifecycle, to);
    const kept =
      node.lifecycle === 'observing' && to === 'active' ? await this.keepWhatRuns(tx, node) : undefined;
    await this.nodes.setLifecycle(tx, node.id, to);
    if (to === 'active') {
      await this.baselines.giveTo(tx, [node.id]);
      await this.listeners.tell(tx, { changed: [], cameBack: [node.id] });
    }
    const action = kept ? 'node.adopted' : 'node.lifecycle_changed';
    return { action, reason, data: { from: node.lifecycle, to, ...(kept ? { running: kept } : {}) } };
  }

  /** Also what the console knows no version of gets a row: adoption alone must change nothing on a host. */
  private async keepWhatRuns(
    tx: Tx,
    node: LockedNode,
  ): Promise<readonly Pick<RunningBin, 'bin' | 'sha256' | 'version'>[]> {
    const running = await this.adoption.runningOf(tx, node.id);
    const { conflicts } = await this.desired.apply(
      tx,
      running.filter(isNews).map((bin) => adopted(node.id, bin)),
    );
    if (conflicts.length > 0)
      throw new DomainError('conflict', 'DESIRED_STATE_CHANGED', {
        en: 'Something else decided what the node runs just now; try again.',
        zh: '此节点应当运行的内容刚刚有变化，请重试。',
      });
    return running.map(({ bin, sha256, version }) => ({ bin, sha256, version }));
  }
}

function isNews(bin: RunningBin): boolean {
  return bin.versionId === null ? bin.generation === 0 : bin.desiredSha256 !== bin.sha256;
}

function adopted(nodeId: string, bin: RunningBin): DesiredChange {
  const isKnown = bin.versionId !== null;
  return {
    nodeId,
    binId: bin.binId,
    expectedGeneration: bin.generation,
    sha256: isKnown ? bin.sha256 : null,
    versionId: bin.versionId,
    action: 'activate',
    source: isKnown ? 'adopted' : 'none',
    releaseId: null,
    reason: isKnown
      ? 'it ran when the node was adopted'
      : 'the node was adopted with a build that is no version here',
  };
}

const inChinese = (lifecycles: readonly Lifecycle[]): string =>
  lifecycles.map((lifecycle) => `“${LIFECYCLE_ZH[lifecycle]}”`).join('、');

function illegal(from: Lifecycle, to: Lifecycle): DomainError {
  const allowed = nextLifecycles(from);
  const next =
    allowed.length > 0
      ? { en: `it can become ${allowed.join(', ')}`, zh: `可以改为：${inChinese(allowed)}` }
      : { en: 'it stays so for good', zh: '此状态不会再改变' };
  return new DomainError(
    'conflict',
    'ILLEGAL_TRANSITION',
    {
      en: `A node that is ${from} can't become ${to}; ${next.en}.`,
      zh: `处于${inChinese([from])}的节点不能改为${inChinese([to])}；${next.zh}。`,
    },
    { facts: { from, to, allowed } },
  );
}
