import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { DomainError, notFound } from '../../platform/http/index.js';
import { NodeSignals } from '../desired/node-signals.js';
import { NodeChanges } from '../fleet/node-changes.js';
import { hasLeft, LIFECYCLE_ZH } from '../rules/lifecycle.js';
import { NODE_TOKEN_PREFIX } from './authorization.js';
import { Credentials } from './credentials.js';
import { NodeTokensRepository, type NodeTokenFact } from './node-tokens.repository.js';
import { newSecret } from './secrets.js';
import type { IssuedToken } from './token.dto.js';

@Injectable()
export class NodeTokensService {
  constructor(
    private readonly tokens: NodeTokensRepository,
    private readonly changes: NodeChanges,
    private readonly signals: NodeSignals,
    private readonly credentials: Credentials,
  ) {}

  list(nodeId: string): Promise<readonly NodeTokenFact[]> {
    return this.tokens.list(nodeId);
  }

  /** The token is in the answer and nowhere else. */
  issue(actor: Actor, nodeId: string): Promise<IssuedToken> {
    return this.changes.apply({
      actor,
      nodeId,
      work: async (tx, node) => {
        if (hasLeft(node.lifecycle))
          throw new DomainError('conflict', 'NODE_RETIRED', {
            en: `This node is ${node.lifecycle}; it gets no tokens any more.`,
            zh: `此节点${LIFECYCLE_ZH[node.lifecycle]}，不再发放令牌。`,
          });
        const { token, sha256 } = newSecret(NODE_TOKEN_PREFIX);
        const [row] = await this.tokens.insert(tx, [{ nodeId, sha256, createdBy: actor.id }]);
        if (!row) throw notFound('node');
        const result = { id: row.id, token, createdAt: row.createdAt.toISOString() };
        return { result, told: { action: 'node.token_issued', data: { tokenId: row.id } } };
      },
    });
  }

  async revoke(actor: Actor, nodeId: string, tokenId: string): Promise<void> {
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx) => {
        if (!(await this.tokens.revoke(tx, nodeId, tokenId))) throw notFound('token');
        await this.signals.nodesRevoked(tx, [nodeId]);
        return { result: undefined, told: { action: 'node.token_revoked', data: { tokenId } } };
      },
    });
    this.credentials.onNodesRevoked([nodeId]);
  }
}
