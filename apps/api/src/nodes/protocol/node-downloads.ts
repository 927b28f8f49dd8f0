import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/http/index.js';
import { Credentials } from '../credentials/credentials.js';
import { NodeSignals, type NodeSignalListener } from '../desired/node-signals.js';
import { NodeStates } from '../desired/node-states.js';
import { hasLeft } from '../rules/lifecycle.js';

interface Download {
  readonly nodeId: string;
  readonly header: string;
  readonly answer: ServerResponse;
}

/** Files that are being sent; whoever loses its token, or has left, does not get the rest. */
@Injectable()
export class NodeDownloads implements NodeSignalListener {
  private readonly downloads = new Set<Download>();

  constructor(
    private readonly states: NodeStates,
    private readonly credentials: Credentials,
    signals: NodeSignals,
  ) {
    // After the states and credentials have forgotten what they knew.
    states.onForgotten((nodeIds) => this.recheck(nodeIds));
    signals.subscribe(this);
  }

  track(download: Download): void {
    this.downloads.add(download);
    download.answer.once('close', () => this.downloads.delete(download));
  }

  onNodesRevoked(nodeIds: readonly string[]): void {
    this.recheck(nodeIds);
  }

  onNodesChanged(): void {
    // The states say it once they have forgotten.
  }

  onGap(): void {
    this.recheck('all');
  }

  private recheck(nodeIds: readonly string[] | 'all'): void {
    if (this.downloads.size === 0) return;
    const meant = nodeIds === 'all' ? undefined : new Set(nodeIds);
    for (const download of this.downloads)
      if (!meant || meant.has(download.nodeId)) void this.cutIfRefused(download);
  }

  private async cutIfRefused({ nodeId, header, answer }: Download): Promise<void> {
    try {
      await this.credentials.resolve(header);
      const state = await this.states.get(nodeId);
      if (!state || hasLeft(state.lifecycle)) answer.destroy();
    } catch (error) {
      // While the database is away nobody can be asked; the missed heartbeat asks again.
      if (error instanceof DomainError) answer.destroy();
    }
  }
}
