import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Credentials } from '../credentials/credentials.js';
import { NodeSignals, type NodeSignalListener } from '../desired/node-signals.js';
import { NodeStates } from '../desired/node-states.js';

export type Woken = 'changed' | 'timeout' | 'revoked' | 'closed' | 'stopping';

interface Waiter {
  readonly header: string;
  readonly stateVersion: string;
  readonly wake: (reason: Woken) => void;
}

/** Requests that stay open until what their node is told changes. */
@Injectable()
export class Waiters implements NodeSignalListener, OnModuleDestroy {
  private readonly waiters = new Map<string, Set<Waiter>>();
  private isStopping = false;

  constructor(
    private readonly states: NodeStates,
    private readonly credentials: Credentials,
    signals: NodeSignals,
  ) {
    // After the states and credentials have forgotten what they knew.
    states.onForgotten(
      (nodeIds) => void this.recheck(nodeIds === 'all' ? [...this.waiters.keys()] : nodeIds),
    );
    signals.subscribe(this);
  }

  wait(
    nodeId: string,
    header: string,
    stateVersion: string,
    seconds: number,
    onClose: (wake: () => void) => void,
  ): Promise<Woken> {
    if (this.isStopping) return Promise.resolve('stopping');
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake('timeout'), seconds * 1000);
      const wake = (reason: Woken): void => {
        clearTimeout(timer);
        this.remove(nodeId, waiter);
        resolve(reason);
      };
      const waiter: Waiter = { header, stateVersion, wake };
      this.add(nodeId, waiter);
      onClose(() => wake('closed'));
    });
  }

  /** A stopping process answers everybody at once, so that it can end. */
  onModuleDestroy(): void {
    this.isStopping = true;
    for (const waiters of [...this.waiters.values()])
      for (const waiter of [...waiters]) waiter.wake('stopping');
  }

  get count(): number {
    let count = 0;
    for (const waiters of this.waiters.values()) count += waiters.size;
    return count;
  }

  onNodesRevoked(nodeIds: readonly string[]): void {
    for (const nodeId of nodeIds)
      for (const waiter of [...(this.waiters.get(nodeId) ?? [])]) void this.reauthenticate(waiter);
  }

  onNodesChanged(): void {
    // The states say it once they have forgotten.
  }

  onGap(): void {
    this.onNodesRevoked([...this.waiters.keys()]);
  }

  private async recheck(nodeIds: readonly string[]): Promise<void> {
    await Promise.all(nodeIds.map((nodeId) => this.recheckNode(nodeId)));
  }

  private async recheckNode(nodeId: string): Promise<void> {
    if (!this.waiters.has(nodeId)) return;
    try {
      const state = await this.states.get(nodeId);
      for (const waiter of [...(this.waiters.get(nodeId) ?? [])]) {
        if (state?.stateVersion !== waiter.stateVersion) waiter.wake('changed');
      }
    } catch {
      // The database is away; the wait ends in time or with the next change.
    }
  }

  private async reauthenticate(waiter: Waiter): Promise<void> {
    try {
      await this.credentials.resolve(waiter.header);
    } catch {
      waiter.wake('revoked');
    }
  }

  private add(nodeId: string, waiter: Waiter): void {
    const waiters = this.waiters.get(nodeId);
    if (waiters) waiters.add(waiter);
    else this.waiters.set(nodeId, new Set([waiter]));
  }

  private remove(nodeId: string, waiter: Waiter): void {
    const waiters = this.waiters.get(nodeId);
    waiters?.delete(waiter);
    if (waiters?.size === 0) this.waiters.delete(nodeId);
  }
}
