import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { notFound } from '../../platform/http/index.js';
import { NodeStates } from '../desired/node-states.js';
import { explain, type Explanation } from '../rules/explain.js';
import { ExplainReadModel } from './explain.read-model.js';
import { NodesService } from './nodes.service.js';

@Injectable()
export class ExplainService {
  constructor(
    private readonly nodes: NodesService,
    private readonly decisions: ExplainReadModel,
    private readonly states: NodeStates,
  ) {}

  async explain(actor: Actor, nodeId: string, bin: string): Promise<Explanation> {
    const [node, decision, state] = await Promise.all([
      this.nodes.get(actor, nodeId),
      this.decisions.decisionOf(nodeId, bin),
      this.states.get(nodeId),
    ]);
    const known = node.running.find((candidate) => candidate.bin === bin);
    // Of a bin that the person may not see nothing is said either.
    if (decision && !known) throw notFound('bin');
    return explain({
      bin,
      lifecycle: node.lifecycle,
      presence: node.presence,
      held: node.heldLocally,
      running: known?.sha256
        ? { sha256: known.sha256, version: known.version, healthy: known.healthy }
        : null,
      desired: decision ? { ...decision, sha256: state?.bins.get(bin)?.sha256 ?? decision.sha256 } : null,
      phase: known?.phase ?? null,
      error: known?.error ?? null,
    });
  }
}
