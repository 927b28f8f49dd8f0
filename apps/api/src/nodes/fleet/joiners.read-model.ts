import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { NodeSelection, type NodeSelector, type SelectedNode } from './node-selection.read-model.js';

const TARGETS = 'SELECT node_id AS "nodeId" FROM release_targets WHERE release_id = $1';

/**
 * Nodes that a release would be about were it planned now, and is not: its node set was frozen before they joined the
 * environment, became active or got their labels.
 */
@Injectable()
export class JoinersReadModel {
  constructor(private readonly selection: NodeSelection) {}

  /** Active members only, in the order of their ids. */
  async of(
    tx: Tx,
    release: { readonly id: string; readonly environmentId: string; readonly selector: NodeSelector },
  ): Promise<readonly SelectedNode[]> {
    const matching = await this.selection.select(tx, release.environmentId, release.selector);
    const targets = await tx.query<{ nodeId: string }[]>(TARGETS, [release.id]);
    const known = new Set(targets.map(({ nodeId }) => nodeId));
    return matching.filter(({ id }) => !known.has(id));
  }
}
