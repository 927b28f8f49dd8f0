import { currentStep, text, type Text } from '@release-console/rollout-core';
import type { Person } from '../../auth/index.js';
import type { BlockDto } from '../dto/release-parts.dto.js';
import type { ReleaseRow } from './release-row.js';

/** What a release waits for; empty while it moves by itself. */
export function blocksOf(
  row: ReleaseRow,
  approvers: readonly Person[],
  operators: readonly Person[],
  since: string | null,
): BlockDto[] {
  const { rollout } = row;
  switch (row.status) {
    case 'pending_approval':
      return [
        {
          kind: 'approval',
          text: approvalText(row),
          since: row.submittedAt?.toISOString() ?? null,
          who: [...approvers],
          until: null,
        },
      ];
    case 'approved':
      return [{ kind: 'deploy', text: NEEDS_DEPLOY, since, who: [...operators], until: null }];
    case 'paused':
      return [
        {
          kind: rollout.pause?.kind === 'step' ? 'promotion' : 'resume',
          text: rollout.pause?.kind === 'step' ? NEEDS_PROMOTION : NEEDS_RESUME,
          since,
          who: [...operators],
          until: null,
        },
      ];
    case 'deploying':
      return timedPause(row, operators);
    default:
      return [];
  }
}

const NEEDS_DEPLOY = text('Needs somebody to deploy it', '需要有人开始部署');
const NEEDS_PROMOTION = text('Needs somebody to promote it', '需要有人推进');
const NEEDS_RESUME = text('Needs somebody to resume it or roll it back', '需要有人继续或回滚');

function approvalText({ environment, approvalsGiven }: ReleaseRow): Text {
  const missing = Math.max(0, environment.requiredApprovals - approvalsGiven);
  return text(missing === 1 ? 'Needs 1 approval' : `Needs ${missing} approvals`, `需要 ${missing} 个审批`);
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
