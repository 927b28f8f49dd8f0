import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { DomainError, notFound } from '../../platform/http/index.js';
import type { DesiredBin, HostFacts, NodeState } from '../desired/node-state.js';
import { NodeStates } from '../desired/node-states.js';
import type { BinReport } from '../observed/node-report.js';
import { ReportContextReadModel } from '../observed/report-context.read-model.js';
import { ReportWriter } from '../observed/report-writer.js';
import { isServed } from '../rules/lifecycle.js';
import { seedProgress } from '../rules/phase.js';
import type { RunningReport } from '../rules/report-judgement.js';
import { cleanText } from './clean-text.js';
import { OfferedArchsReadModel } from './offered-archs.read-model.js';
import { sameFacts } from './sync-report.js';

export interface BinAnswer {
  readonly bin_name: string;
  readonly sha256sum: string;
  readonly sha256: string;
  readonly version: string | null;
}

export interface SeedProgressBody {
  readonly targetHash: string | null;
  readonly status: string;
  readonly error: string | null;
  readonly processingTime: number | string | null;
}

/** What agents of the seed's generation ask and say, for a node that is already known. */
@Injectable()
export class SeedService {
  constructor(
    private readonly states: NodeStates,
    private readonly writer: ReportWriter,
    private readonly context: ReportContextReadModel,
    private readonly offers: OfferedArchsReadModel,
    private readonly clock: Clock,
  ) {}

  async keepalive(state: NodeState, said: Partial<HostFacts>): Promise<NodeState> {
    const facts: HostFacts = { ...state.facts, ...withoutNulls(said), protocol: 'seed' };
    if (sameFacts(facts, state.facts)) return state;
    await this.submit(state.id, { facts });
    return (await this.states.get(state.id)) ?? state;
  }

  /** What the node should run; 404 leaves its host as it is. */
  answerBin(state: NodeState, name: string): BinAnswer {
    const desired = isServed(state.lifecycle) ? state.bins.get(name) : undefined;
    const sha256 = desired && digestFor(desired);
    if (!desired || !sha256) throw refusalOf(state, desired);
    return {
      bin_name: name,
      sha256sum: sha256,
      sha256,
      version: sha256 === desired.sha256 ? desired.version : null,
    };
  }

  /** The same, and a node of unknown architecture is told when that is why nothing could be released to it. */
  async answerOrExplain(state: NodeState, name: string): Promise<BinAnswer> {
    if (state.arch !== null || state.bins.has(name) || !isServed(state.lifecycle))
      return this.answerBin(state, name);
    const archs = await this.offers.of(state.id, name);
    throw archs.length > 1 ? archUnknown(archs) : refusalOf(state, undefined);
  }

  async reportRunning(state: NodeState, name: string, sha256: string | null): Promise<void> {
    await this.requireBin(name);
    const running: RunningReport = {
      sha256,
      source: null,
      healthy: null,
      generation: null,
      phase: null,
      kept: [],
      error: null,
    };
    await this.submitBin(state, { bin: name, running, events: [] });
  }

  /** A word about the digest that is wanted now is progress; about any other it is history only. */
  async reportProgress(state: NodeState, name: string, said: SeedProgressBody): Promise<void> {
    await this.requireBin(name);
    const desired = state.bins.get(name);
    const isCurrent = desired !== undefined && desired.sha256 !== null && said.targetHash === desired.sha256;
    const { phase, rank } = seedProgress(said.status);
    const error =
      phase === 'failed'
        ? { code: 'AGENT_SAYS_FAILED', message: said.error ?? 'The agent says that the update failed.' }
        : null;
    const event = {
      generation: isCurrent ? desired.generation : null,
      attempt: null,
      seq: null,
      rank,
      phase,
      error,
      saidAt: null,
      durationMs: null,
      data: { targetHash: said.targetHash, processingTime: said.processingTime },
    };
    const hasArrived = isCurrent && phase === 'active';
    const running: RunningReport | null = hasArrived
      ? {
          sha256: desired.sha256,
          source: null,
          healthy: null,
          generation: null,
          phase: null,
          kept: [],
          error: null,
        }
      : null;
    await this.submitBin(state, { bin: name, running, events: [event] });
  }

  private async requireBin(name: string): Promise<void> {
    const known = await this.context.binIdsOf(new Set([name]));
    if (!known.has(name)) throw notFound('bin');
  }

  /** An agent that never posts its facts is known by how it speaks. */
  private submitBin(state: NodeState, bin: BinReport): Promise<void> {
    const facts = state.facts.protocol === null ? { ...state.facts, protocol: 'seed' as const } : null;
    return this.submit(state.id, { facts, bins: [bin] });
  }

  private submit(
    nodeId: string,
    report: { readonly facts: HostFacts | null; readonly bins?: readonly BinReport[] },
  ): Promise<void> {
    return this.writer.submit({
      nodeId,
      receivedAt: this.clock.millis(),
      bins: report.bins ?? [],
      facts: report.facts,
      held: undefined,
    });
  }
}

/** These agents know neither staging nor holds: they get a new file at the switch, and until then what they run. */
function digestFor(desired: DesiredBin): string | null {
  return desired.action === 'stage' || desired.isWithheld ? desired.observedSha256 : desired.sha256;
}

function refusalOf(state: NodeState, desired: DesiredBin | undefined): DomainError {
  if (desired?.missing === 'arch_unknown') return archUnknown(desired.archs);
  if (desired?.missing === 'none_for_arch') {
    return new DomainError(
      'not_found',
      'NO_ARTIFACT_FOR_ARCH',
      {
        en: `The version has no file for ${state.arch ?? 'this architecture'}.`,
        zh:
          state.arch === null ? '该版本没有适用于此架构的文件。' : `该版本没有适用于 ${state.arch} 的文件。`,
      },
      {
        facts: { archs: desired.archs },
      },
    );
  }
  if (desired?.missing === 'needs_newer_agent') {
    return new DomainError('conflict', 'NEEDS_NEWER_AGENT', {
      en: 'The version is an archive, and only the agent of this console from 0.2.0 on can unpack one.',
      zh: '该版本是归档包，只有本控制台 0.2.0 或更高版本的代理才能解压。',
    });
  }
  return new DomainError('not_found', 'BIN_NOT_RELEASED', {
    en: 'Nothing of that name was released to this node; it changes nothing.',
    zh: '没有以该名称发布到此节点的内容，不做任何更改。',
  });
}

function archUnknown(archs: readonly string[]): DomainError {
  return new DomainError(
    'conflict',
    'NODE_ARCH_UNKNOWN',
    {
      en: `The architecture of this node is not known and the version has files for ${archs.join(', ')}: post cpu_arch to /keepalive, or set arch on the node in the console.`,
      zh: `此节点的架构未知，而该版本有适用于 ${archs.join('、')} 的文件：请向 /keepalive 提交 cpu_arch，或在控制台中设置节点的架构。`,
    },
    { facts: { archs } },
  );
}

function withoutNulls(facts: Partial<HostFacts>): Partial<HostFacts> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && value !== undefined),
  );
}

export function digestText(text: string | null | undefined): string | null {
  return cleanText(text, 200)?.toLowerCase() ?? null;
}
