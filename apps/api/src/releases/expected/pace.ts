import {
  needsStaging,
  text,
  type NodePace,
  type ReleasePlan,
  type Text,
} from '@release-console/rollout-core';
import type { MeasuredNode } from './measured-nodes.read-model.js';

export interface Pace {
  readonly basis: 'measured' | 'assumed';
  /** Nodes that it was measured on; 0 where it is assumed. */
  readonly nodes: number;
  readonly text: Text;
  readonly pace: readonly NodePace[];
}

/** Fewer say nothing of the next one. */
const FEWEST_NODES = 3;
const ASSUMED_BYTES_PER_SECOND = 2_000_000;
const ASSUMED_SWAP_SECONDS = 15;
/** Nodes are not alike: what each takes of what is assumed. */
const ASSUMED_SHARES = [0.6, 0.8, 1, 1.4, 2.4];

/** What was measured, where that says anything about a plan like this one; else what is assumed, and the text says so. */
export function paceFor(plan: ReleasePlan, measured: readonly MeasuredNode[], intervalSeconds: number): Pace {
  const isStaged = needsStaging(plan);
  const pace = measured.flatMap((node) => (isStaged ? stagedPace(node) : plainPace(node)) ?? []);
  if (pace.length < FEWEST_NODES) return assumedPace(plan, intervalSeconds);
  const nodes = pace.length;
  return {
    ...{ basis: 'measured', nodes, pace },
    text: text(`Measured on ${nodes} nodes of earlier releases.`, `依据此前发布中 ${nodes} 个节点的实测。`),
  };
}

/** For a plan in which each node fetches the build when it is asked to run it. */
function plainPace(node: MeasuredNode): NodePace | null {
  const whole = wholeSeconds(node);
  return whole === null ? null : paceOf(node, { stageSeconds: 0, updateSeconds: whole, activateSeconds: 0 });
}

function wholeSeconds(node: MeasuredNode): number | null {
  const { wasStaged, bins, runMs, fetchMs } = node;
  if (!wasStaged || isSeed(node)) return runMs / bins / 1000;
  return fetchMs === null ? null : (runMs / bins + fetchMs) / 1000;
}

/** For a plan in which the build lies ready first; agents of the older protocol fetch it at the switch. */
function stagedPace(node: MeasuredNode): NodePace | null {
  const { wasStaged, bins, runMs, fetchMs, heardMs } = node;
  const own = runMs / bins / 1000;
  if (isSeed(node)) return paceOf(node, { stageSeconds: 0, updateSeconds: 0, activateSeconds: own });
  if (fetchMs === null || heardMs === null) return null;
  const stageSeconds = (Math.max(0, heardMs) + fetchMs) / 1000;
  const activateSeconds = wasStaged ? own : Math.max(0, own - fetchMs / 1000);
  return paceOf(node, { stageSeconds, updateSeconds: 0, activateSeconds });
}

function paceOf(node: MeasuredNode, work: Omit<NodePace, 'callSeconds'>): NodePace {
  const { minReadySeconds, settleMs, intervalSeconds } = node;
  // Who need not stay healthy for any time is done at once, and says nothing about its next call.
  const callSeconds = minReadySeconds > 0 ? settleMs / 1000 - minReadySeconds : intervalSeconds / 2;
  return { ...work, callSeconds: Math.max(0, callSeconds) };
}

function isSeed({ protocol }: MeasuredNode): boolean {
  return protocol === 'seed';
}

function assumedPace({ bins }: ReleasePlan, intervalSeconds: number): Pace {
  const largest = bins.map(({ artifacts }) => Math.max(0, ...artifacts.map(({ sizeBytes }) => sizeBytes)));
  const fetchSeconds = largest.reduce((sum, bytes) => sum + bytes, 0) / ASSUMED_BYTES_PER_SECOND;
  const heard = intervalSeconds / 2;
  const pace = ASSUMED_SHARES.map((share) => ({
    stageSeconds: share * (heard + fetchSeconds),
    updateSeconds: share * (heard + fetchSeconds + ASSUMED_SWAP_SECONDS),
    activateSeconds: share * (heard + ASSUMED_SWAP_SECONDS),
    callSeconds: share * heard,
  }));
  return {
    ...{ basis: 'assumed', nodes: 0, pace },
    text: text(
      `Assumed, as too little was measured here yet: nodes fetch 2 MB per second and take ${ASSUMED_SWAP_SECONDS} s to change over.`,
      `此处实测尚少，按假定估算：节点每秒下载 2 MB，切换需 ${ASSUMED_SWAP_SECONDS} 秒。`,
    ),
  };
}
