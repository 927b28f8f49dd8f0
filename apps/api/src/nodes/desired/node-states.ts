import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Running } from '../rules/observed-merge.js';
import { CoalescingLoader } from './coalescing-loader.js';
import { LruMap } from './lru-map.js';
import { NodeSignals, type NodeSignalListener } from './node-signals.js';
import { withRunning, type NodeState } from './node-state.js';
import { NodeStateReadModel } from './node-state.read-model.js';

const REMEMBERED_NODES = 120_000;
/** Another process may have heard that a node arrived; so an unsettled answer is not kept for long. */
const UNSETTLED_MS = 15_000;

interface Remembered {
  readonly state: NodeState;
  readonly at: number;
}

/** What each node is told, from memory; forgotten as soon as anything about the node changes anywhere. */
@Injectable()
export class NodeStates implements NodeSignalListener {
  private readonly remembered = new LruMap<string, Remembered>(REMEMBERED_NODES);
  private readonly loader: CoalescingLoader<NodeState>;
  private readonly watchers: ((nodeIds: readonly string[] | 'all') => void)[] = [];

  constructor(
    readModel: NodeStateReadModel,
    signals: NodeSignals,
    private readonly clock: Clock,
  ) {
    this.loader = new CoalescingLoader(
      (nodeIds) => readModel.load(nodeIds),
      (nodeId, state) => this.remembered.set(nodeId, { state, at: this.clock.millis() }),
    );
    signals.subscribe(this);
  }

  /** From memory, or undefined when it must be loaded. */
  peek(nodeId: string): NodeState | undefined {
    const entry = this.remembered.get(nodeId);
    if (!entry) return undefined;
    return entry.state.isSettled || this.clock.millis() - entry.at < UNSETTLED_MS ? entry.state : undefined;
  }

  /** Undefined when there is no such node. */
  async get(nodeId: string): Promise<NodeState | undefined> {
    return this.peek(nodeId) ?? (await this.loader.load(nodeId));
  }

  /** For what this process changed itself, before the notification comes back. */
  forget(nodeIds: readonly string[]): void {
    for (const nodeId of nodeIds) {
      this.remembered.delete(nodeId);
      this.loader.touch(nodeId);
    }
  }

  /** What nodes said that they run, after it was stored; they are told the same as before. */
  noteRunning(
    said: readonly { readonly nodeId: string; readonly binId: string; readonly running: Running | null }[],
  ): void {
    for (const { nodeId, binId, running } of said) {
      this.loader.touch(nodeId);
      const entry = this.remembered.get(nodeId);
      if (entry && running)
        this.remembered.set(nodeId, { ...entry, state: withRunning(entry.state, binId, running) });
    }
  }

  onForgotten(watcher: (nodeIds: readonly string[] | 'all') => void): void {
    this.watchers.push(watcher);
  }

  onNodesChanged(nodeIds: readonly string[]): void {
    this.forget(nodeIds);
    for (const watcher of this.watchers) watcher(nodeIds);
  }

  onNodesRevoked(): void {
    // What a node is told does not depend on its tokens.
  }

  onGap(): void {
    this.remembered.clear();
    this.loader.touchAll();
    for (const watcher of this.watchers) watcher('all');
  }
}
