import {
  currentStep,
  soakText,
  text,
  type ClosedGate,
  type Soak,
  type StartBlock,
  type Text,
} from '@release-console/rollout-core';
import type { ApprovalState } from '../../approvals/index.js';
import type { BlockDto } from '../dto/release-parts.dto.js';
import type { Person } from '../../auth/index.js';
import type { ReleaseRow } from './release-row.js';

export interface Waiting {
  readonly row: ReleaseRow;
  readonly gate: ClosedGate | null;
  readonly block: StartBlock | null;
  readonly soak: Soak | null;
  readonly approval: ApprovalState;
  readonly operators: readonly Person[];
  readonly since: string | null;
}

/** What a release waits for; empty while it moves by itself. What it must wait for later is said early. */
export function blocksOf(waiting: Waiting): BlockDto[] {
  return [...ownBlocks(waiting), ...soaking(waiting)];
}

function soaking({ row, soak, block: found }: Waiting): BlockDto[] {
  if (!soak || soak.isSatisfied || row.rollout.soakOverride || found?.code === 'NOT_SOAKED') return [];
  return [block('soak', soakText(soak), null, [], isoOf(soak.allowedAt))];
}

function ownBlocks(waiting: Waiting): BlockDto[] {
  const { row, operators, since } = waiting;
  const isStep = row.rollout.pause?.kind === 'step';
  switch (row.status) {
    case 'pending_approval':
      return lackingApproval(waiting);
    case 'approved':
      return isLacking(waiting)
        ? lackingApproval(waiting)
        : [block('deploy', NEEDS_DEPLOY, since, operators), ...outside(waiting, since)];
    case 'scheduled':
      return scheduled(waiting);
    case 'paused':
      return [
        ...outside(waiting, since),
        isStep
          ? block('promotion', NEEDS_PROMOTION, since, operators)
          : block('resume', NEEDS_RESUME, since, operators),
      ];
    case 'rolling_back':
      return outside(waiting, since);
    case 'deploying':
      return waiting.gate === null
        ? [...timedPause(row, operators), ...judged(row, operators)]
        : [held(waiting, waiting.gate)];
    default:
      return [];
  }
}

function block(
  kind: string,
  words: Text,
  since: string | null,
  who: readonly Person[],
  until: string | null = null,
): BlockDto {
  return { kind, text: words, since, who: [...who], until };
}

const START_BLOCKS: Readonly<
  Record<StartBlock['code'], { readonly kind: string; readonly words: (facts: StartBlock['facts']) => Text }>
> = {
  EMERGENCY_STOP: {
    kind: 'emergency_stop',
    words: () => text('An emergency stop is in force', '紧急停止生效中'),
  },
  ENVIRONMENT_FROZEN: {
    kind: 'freeze',
    words: ({ freeze }) => text(`The freeze “${String(freeze)}” is on`, `冻结期“${String(freeze)}”生效中`),
  },
  NOT_SOAKED: { kind: 'soak', words: ({ en, zh }) => text(String(en), String(zh)) },
  NODES_CLAIMED: {
    kind: 'release',
    words: ({ releaseNumber }) =>
      text(
        `Release #${String(releaseNumber)} is under way on the same nodes`,
        `发布 #${String(releaseNumber)} 正在同样的节点上进行`,
      ),
  },
};

function scheduled(waiting: Waiting): BlockDto[] {
  const at = new Date(waiting.row.rollout.schedule?.at ?? 0).toISOString();
  if (waiting.block) return outside(waiting, at);
  const words = text('Starts by itself at that time', '到时自动开始');
  return [block('schedule', words, waiting.since, waiting.operators, at)];
}

/** Something that is no part of the release. */
function outside({ block: found, operators }: Waiting, since: string | null): BlockDto[] {
  if (!found) return [];
  const { kind, words } = START_BLOCKS[found.code];
  const until = typeof found.facts['until'] === 'string' ? found.facts['until'] : null;
  return [block(kind, words(found.facts), since, operators, until)];
}

/** Everything before the next wave is done. */
function held({ since, operators }: Waiting, gate: ClosedGate): BlockDto {
  const until = 'until' in gate ? isoOf(gate.until) : null;
  return block(gate.kind, GATE_TEXTS[gate.kind], since, operators, until);
}

function isoOf(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

const GATE_TEXTS: Readonly<Record<ClosedGate['kind'], Text>> = {
  freeze: text('A freeze keeps the next wave closed', '冻结期内不会开始下一波'),
  hours: text('The next wave waits for the hours that the plan allows', '下一波等待计划允许的时段'),
  emergency_stop: text('An emergency stop is in force', '紧急停止生效中'),
};

const NEEDS_DEPLOY = text('Needs somebody to deploy it', '需要有人开始部署');
const NEEDS_PROMOTION = text('Needs somebody to promote it', '需要有人推进');
const NEEDS_RESUME = text('Needs somebody to resume it or roll it back', '需要有人继续或回滚');

/** Somebody lost the right since, or the time is over. */
function isLacking({ row, approval }: Waiting): boolean {
  return approval.standing.status !== 'approved' && row.rollout.approvalOverride === null;
}

function lackingApproval({ approval, row }: Waiting): BlockDto[] {
  const since = approval.openedAt ?? row.submittedAt;
  return [block('approval', approvalText(approval), since?.toISOString() ?? null, approval.mayApprove)];
}

function approvalText({ required, given, standing }: ApprovalState): Text {
  if (standing.status === 'expired') return text('The request for approval has expired', '审批请求已过期');
  const missing = Math.max(0, required - given);
  return text(missing === 1 ? 'Needs 1 approval' : `Needs ${missing} approvals`, `需要 ${missing} 个审批`);
}

function judged({ rollout }: ReleaseRow, operators: readonly Person[]): BlockDto[] {
  const step = currentStep(rollout);
  if (step?.kind !== 'analysis' || rollout.stepStartedAt === null) return [];
  const words = text(
    'The judge compares the new version with the others; somebody may go on without it.',
    '正在将新版本与其他节点比较；可以不等结论直接推进。',
  );
  const until = new Date(rollout.stepStartedAt + step.seconds * 1000).toISOString();
  return [block('analysis', words, new Date(rollout.stepStartedAt).toISOString(), operators, until)];
}

function timedPause({ rollout }: ReleaseRow, operators: readonly Person[]): BlockDto[] {
  const step = currentStep(rollout);
  if (step?.kind !== 'pause' || step.seconds === null || rollout.stepStartedAt === null) return [];
  return [
    {
      kind: 'pause',
      text: text(
        'Watches the new version as planned; somebody may promote it earlier.',
        '按计划观察新版本；可以提前推进。',
      ),
      since: new Date(rollout.stepStartedAt).toISOString(),
      who: [...operators],
      until: new Date(rollout.stepStartedAt + step.seconds * 1000).toISOString(),
    },
  ];
}
