import {
  ACTIONS,
  consequencesOf,
  refusalOf,
  text,
  type ActionId,
  type Soak,
  type Text,
} from '@release-console/rollout-core';
import type { ApprovalRefusal } from '../../approvals/index.js';
import type { Actor, Permission } from '../../platform/auth-guard/index.js';
import type { ActionDto } from '../dto/release-parts.dto.js';
import type { ReleaseRow } from './release-row.js';

export const PERMISSION_FOR: Readonly<Record<ActionId, Permission>> = {
  submit: 'release.draft',
  approve: 'release.approve',
  reject: 'release.approve',
  cancel: 'release.draft',
  deploy: 'release.operate',
  schedule: 'release.operate',
  unschedule: 'release.operate',
  override_freeze: 'freeze.override',
  override_soak: 'freeze.override',
  pause: 'release.operate',
  resume: 'release.operate',
  promote: 'release.operate',
  retry: 'release.operate',
  skip: 'release.operate',
  abort: 'release.operate',
  rollback: 'release.operate',
};

const APPROVAL_TEXTS: Readonly<Record<ApprovalRefusal, Text>> = {
  NOT_AN_APPROVER: text(
    'Your role in this project does not include approving.',
    '你在该项目中的角色不能审批。',
  ),
  OWN_WORK: text(
    'You made, edited or uploaded what this release contains; somebody else must approve it.',
    '你创建、编辑或上传了此发布的内容，需由其他人审批。',
  ),
  ALREADY_DECIDED: text('You have already decided about this plan.', '你已对该计划作出决定。'),
};

const NO_RULE_IN_THE_WAY = text('No promotion rule is in its way.', '没有晋级规则阻挡此发布。');

interface Known {
  readonly approvalRefusal: ApprovalRefusal | null;
  readonly soak: Soak | null;
}

/** All actions in the same order, each with why it can't be done now, and what it would do. */
export function actionsFor(row: ReleaseRow, actor: Actor, known: Known): ActionDto[] {
  return ACTIONS.map((id) => {
    const reason = reasonAgainst(id, row, actor, known);
    return {
      id,
      allowed: reason === null,
      reason,
      confirmLevel: confirmLevelOf(id, row),
      consequences: [...consequencesOf(id, row.rollout)],
    };
  });
}

function reasonAgainst(
  id: ActionId,
  row: ReleaseRow,
  actor: Actor,
  { approvalRefusal, soak }: Known,
): Text | null {
  const notNow = refusalOf(id, row.rollout);
  if (notNow) return notNow;
  if (id === 'approve' && approvalRefusal) return APPROVAL_TEXTS[approvalRefusal];
  if (id === 'override_soak' && (soak === null || soak.isSatisfied)) return NO_RULE_IN_THE_WAY;
  if (actor.may(PERMISSION_FOR[id], row.projectId)) return null;
  const permission = PERMISSION_FOR[id];
  return text(
    `Your role in this project does not include "${permission}".`,
    `你在该项目中的角色没有“${permission}”权限。`,
  );
}

const HARMLESS: readonly ActionId[] = ['pause'];
const GRAVE: readonly ActionId[] = ['abort', 'rollback'];

function confirmLevelOf(id: ActionId, row: ReleaseRow): ActionDto['confirmLevel'] {
  if (HARMLESS.includes(id)) return 'none';
  if (id === 'resume' && row.rollout.pause?.kind === 'person') return 'none';
  return GRAVE.includes(id) && row.environment.isProduction ? 'typed' : 'confirm';
}
