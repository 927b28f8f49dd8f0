import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, invalidField } from '../../platform/http/index.js';
import { Baselines } from '../desired/baselines.repository.js';
import { NodesRepository } from '../fleet/nodes.repository.js';
import { NodeNews } from '../presence/node-news.js';
import { NODE_ID, NODE_ID_RULE, type Labels } from '../rules/node-words.js';
import { NODE_TOKEN_PREFIX } from './authorization.js';
import { nodeMismatch, type EnrolmentIdentity } from './credentials.js';
import {
  EnrolmentTokensRepository,
  type EnrolmentEnd,
  type EnrolmentGrant,
} from './enrolment-tokens.repository.js';
import { NodeTokensRepository } from './node-tokens.repository.js';
import { newSecret } from './secrets.js';

export interface EnrolmentWish {
  readonly nodeId: string;
  readonly hostName: string | null;
  readonly labels: Labels;
  /** Our agent gets a token of its own; a seed agent keeps showing the enrolment token, bound to its node. */
  readonly wantsOwnToken: boolean;
}

export interface Enrolled {
  readonly nodeId: string;
  readonly token: string | null;
}

const ENDED: Readonly<Record<EnrolmentEnd, DomainError>> = {
  revoked: new DomainError('unauthenticated', 'NODE_TOKEN_REVOKED', {
    en: 'This enrolment token was revoked; ask an operator for a new one.',
    zh: '此接入令牌已吊销，请向运维人员索取新的令牌。',
  }),
  expired: new DomainError('forbidden', 'ENROLMENT_TOKEN_EXPIRED', {
    en: 'This enrolment token has expired; ask an operator for a new one.',
    zh: '此接入令牌已过期，请向运维人员索取新的令牌。',
  }),
  used_up: new DomainError('forbidden', 'ENROLMENT_TOKEN_USED_UP', {
    en: 'This enrolment token was used as often as it allows; ask an operator for a new one.',
    zh: '此接入令牌的使用次数已用完，请向运维人员索取新的令牌。',
  }),
};

@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly nodes: NodesRepository,
    private readonly tokens: NodeTokensRepository,
    private readonly enrolmentTokens: EnrolmentTokensRepository,
    private readonly baselines: Baselines,
    private readonly audit: AuditLog,
    private readonly news: NodeNews,
    private readonly clock: Clock,
  ) {}

  async enrol(identity: EnrolmentIdentity, wish: EnrolmentWish): Promise<Enrolled> {
    if (!NODE_ID.test(wish.nodeId)) {
      throw invalidField('nodeId', 'invalid_node_id', NODE_ID_RULE);
    }
    const enrolled = await this.database.transaction(async (tx) => {
      const known = await this.nodes.lockForEnrolment(tx, wish.nodeId);
      const isBound = known !== undefined && (await this.tokens.isBound(tx, wish.nodeId, identity.sha256));
      if (isBound && !wish.wantsOwnToken) return { nodeId: wish.nodeId, token: null };
      if (!known) await this.admit(tx, identity, wish);
      else if (!isBound) await this.admitKnown(tx, identity, wish, known.enrolmentTokenId);
      return { nodeId: wish.nodeId, token: await this.issue(tx, identity, wish) };
    });
    this.news.add([enrolled.nodeId]);
    return enrolled;
  }

  /** A node of that id exists: only its own enrolment may go on, or the first contact of one that people registered. */
  private async admitKnown(
    tx: Tx,
    identity: EnrolmentIdentity,
    wish: EnrolmentWish,
    enrolledBy: string | null,
  ): Promise<void> {
    const { enrolmentTokenId } = identity;
    if (enrolledBy === enrolmentTokenId) {
      if (await this.enrolmentTokens.isRevoked(tx, enrolmentTokenId)) throw ENDED.revoked;
      // The answer with the first token may have been lost, so it is given again until it was used once.
      if (await this.tokens.wasEverUsed(tx, wish.nodeId)) throw nodeMismatch();
      return;
    }
    if (enrolledBy !== null || (await this.tokens.hasAny(tx, wish.nodeId))) throw nodeMismatch();
    const grant = await this.use(tx, identity);
    await this.nodes.setEnrolment(tx, wish.nodeId, enrolmentTokenId);
    await this.enrolmentTokens.join(tx, wish.nodeId, grant.environmentIds);
    await this.baselines.giveTo(tx, [wish.nodeId]);
    await this.noteEnrolled(tx, wish, enrolmentTokenId);
  }

  private async admit(tx: Tx, identity: EnrolmentIdentity, wish: EnrolmentWish): Promise<void> {
    const grant = await this.use(tx, identity);
    await this.nodes.insert(tx, [
      {
        id: wish.nodeId,
        name: wish.hostName ?? wish.nodeId,
        isNamedByPeople: false,
        arch: null,
        labels: { ...wish.labels, ...grant.labels },
        lifecycle: grant.lifecycle,
        enrolmentTokenId: identity.enrolmentTokenId,
      },
    ]);
    await this.enrolmentTokens.join(tx, wish.nodeId, grant.environmentIds);
    await this.baselines.giveTo(tx, [wish.nodeId]);
    await this.noteEnrolled(tx, wish, identity.enrolmentTokenId);
  }

  private async use(tx: Tx, { enrolmentTokenId }: EnrolmentIdentity): Promise<EnrolmentGrant> {
    const now = this.clock.now();
    const grant = await this.enrolmentTokens.use(tx, enrolmentTokenId, now);
    if (!grant) throw ENDED[await this.enrolmentTokens.endOf(tx, enrolmentTokenId, now)];
    return grant;
  }

  private async issue(tx: Tx, identity: EnrolmentIdentity, wish: EnrolmentWish): Promise<string | null> {
    const { nodeId } = wish;
    const { enrolmentTokenId } = identity;
    await this.tokens.revokeAll(tx, nodeId);
    if (!wish.wantsOwnToken) {
      await this.tokens.bind(tx, nodeId, identity.sha256, enrolmentTokenId);
      return null;
    }
    const { token, sha256 } = newSecret(NODE_TOKEN_PREFIX);
    await this.tokens.insert(tx, [{ nodeId, sha256, createdBy: null }]);
    return token;
  }

  private async noteEnrolled(tx: Tx, wish: EnrolmentWish, enrolmentTokenId: string): Promise<void> {
    await this.audit.record(tx, {
      actor: { kind: 'node', id: wish.nodeId, name: wish.hostName ?? wish.nodeId },
      action: 'node.enrolled',
      subject: { type: 'node', id: wish.nodeId, name: wish.hostName ?? wish.nodeId },
      data: { enrolmentTokenId },
    });
  }
}
