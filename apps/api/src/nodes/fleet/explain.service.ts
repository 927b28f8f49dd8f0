import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { notFound } from '../../platform/http/index.js';
import { NodeStates } from '../desired/node-states.js';
import type { HeldWord } from '../rules/explain-words.js';
import { explain, type Explanation } from '../rules/explain.js';
import { ExplainReadModel } from './explain.read-model.js';
import type { Node } from './node.dto.js';
import { NodesService } from './nodes.service.js';

@Injectable()
export class ExplainService {
  constructor(
    private readonly nodes: NodesService,
    private readonly decisions: ExplainReadModel,
    private readonly states: NodeStates,
  ) {}

  async explain(actor: Actor, nodeId: string, bin: string): Promise<Explanation> {
    const [node, decision, awaited, state] = await Promise.all([
      this.nodes.get(actor, nodeId),
      this.decisions.decisionOf(nodeId, bin),
      this.decisions.awaitedBy(actor.visibleProjectIds, nodeId, bin),
      this.states.get(nodeId),
    ]);
    const known = node.running.find((candidate) => candidate.bin === bin);
    // Of a bin that the person may not see nothing is said either.
    if (decision && !known) throw notFound('bin');
    const told = state?.bins.get(bin);
    return explain({
      bin,
      lifecycle: node.lifecycle,
      presence: node.presence,
      isQuarantined: node.quarantine !== null,
      held: heldWord(node, bin),
      running: known?.sha256
        ? { sha256: known.sha256, version: known.version, healthy: known.healthy }
        : null,
      desired: decision ? { ...decision, sha256: told?.sha256 ?? decision.sha256 } : null,
      needsNewerAgent: told?.missing === 'needs_newer_agent',
      isDrifted: decision?.isDrifted ?? false,
      awaited: awaited ?? null,
      phase: known?.phase ?? null,
      error: known?.error ?? null,
    });
  }
}

/** Of a hold on the host and one by people the latter is said: only people can lift it here. */
function heldWord(node: Node, bin: string): HeldWord | null {
  const hold = node.holds.find((candidate) => candidate.bin === null || candidate.bin === bin);
  if (hold) return { by: 'people', reason: hold.reason, who: hold.by, until: hold.until };
  const local = node.heldLocally;
  return local && { by: 'host', reason: local.reason, who: null, until: local.until };
}
