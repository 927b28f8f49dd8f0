import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Credentials, nodeGone, nodeMismatch, type EnrolmentIdentity } from '../credentials/credentials.js';
import { EnrolmentService } from '../credentials/enrolment.service.js';
import type { NodeState } from '../desired/node-state.js';
import { NodeStates } from '../desired/node-states.js';
import { NodesReadModel } from '../fleet/nodes.read-model.js';
import { PresenceBook } from '../presence/presence-book.js';
import { hasLeft, LIFECYCLE_ZH } from '../rules/lifecycle.js';
import { SEED_INTERVAL_SECONDS } from '../rules/presence.js';

/** What a request says about who sent it, besides its credentials. */
export interface Claim {
  readonly nodeId: string | null;
  readonly hostName: string | null;
}

/** Finds the node behind a call of the seed's protocol, binds it at first use, and notes that it lives. */
@Injectable()
export class NodeCallers {
  constructor(
    private readonly credentials: Credentials,
    private readonly enrolment: EnrolmentService,
    private readonly states: NodeStates,
    private readonly nodes: NodesReadModel,
    private readonly presence: PresenceBook,
    private readonly clock: Clock,
  ) {}

  /** The answer from memory, which is nearly every one; undefined when `find` must be awaited. */
  peek(header: string | undefined): NodeState | undefined {
    const identity = this.credentials.peek(header);
    const state = identity?.kind === 'node' ? this.states.peek(identity.nodeId) : undefined;
    if (!state || hasLeft(state.lifecycle)) return undefined;
    this.presence.touch(state.id, this.clock.millis(), SEED_INTERVAL_SECONDS);
    return state;
  }

  async find(header: string | undefined, claim: Claim): Promise<NodeState> {
    const identity = await this.credentials.resolve(header);
    const nodeId = identity.kind === 'node' ? identity.nodeId : await this.bind(identity, header, claim);
    if (claim.nodeId !== null && claim.nodeId !== nodeId) throw nodeMismatch();
    const state = await this.states.get(nodeId);
    if (!state) throw nodeGone();
    if (claim.nodeId === null) await this.refuseForeignName(state, claim.hostName);
    if (hasLeft(state.lifecycle))
      throw new DomainError('forbidden', 'NODE_RETIRED', {
        en: `This node is ${state.lifecycle}; it is told nothing any more.`,
        zh: `此节点${LIFECYCLE_ZH[state.lifecycle]}，不再接收指令。`,
      });
    this.presence.touch(state.id, this.clock.millis(), SEED_INTERVAL_SECONDS);
    return state;
  }

  private async bind(identity: EnrolmentIdentity, header: string | undefined, claim: Claim): Promise<string> {
    const nodeId = identity.user ?? claim.nodeId ?? claim.hostName;
    if (nodeId === null) {
      throw new DomainError('invalid', 'NODE_ID_MISSING', {
        en: 'With an enrolment token a node must say who it is: send its id as user name or as node_id.',
        zh: '使用接入令牌的节点必须表明身份：请将节点编号作为用户名或 node_id 发送。',
      });
    }
    await this.enrolment.enrol(identity, {
      nodeId,
      hostName: claim.hostName,
      labels: {},
      wantsOwnToken: false,
    });
    if (header !== undefined) this.credentials.forget(header);
    return nodeId;
  }

  /** Host names are no identities, but a request that names another node's id is not this node's. */
  private async refuseForeignName(state: NodeState, hostName: string | null): Promise<void> {
    if (
      hostName === null ||
      hostName === state.id ||
      hostName === state.name ||
      hostName === state.facts.hostName
    )
      return;
    if (await this.nodes.exists(hostName)) throw nodeMismatch();
  }
}
