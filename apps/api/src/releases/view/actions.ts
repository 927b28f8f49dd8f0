import {
  ACTIONS,
  consequencesOf,
  refusalOf,
  text,
  type ActionId,
  type Soak,
  type Text,
} from '@release-console/rollout-core';
import type { ApprovalRefusal, ApprovalState } from '../../approvals/index.js';
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
  break_glass: 'approval.bypass',
  pause: 'release.operate',
  resume: 'release.operate',
  promote: 'release.operate',
  promote_full: 'release.operate',
  retry: 'release.operate',
  skip: 'release.operate',
  abort: 'release.operate',
  rollback: 'release.operate',
};

const APPROVAL_TEXTS: Readonly<Record<ApprovalRefusal, Text>> = {
  NOT_AN_APPROVER: text(
    'The policy of this environment does not name you.',
    '该环境的审批策略未指定你为审批人。',
  ),
  APPROVAL_EXPIRED: text(
    'The request has expired; make a new release from this one.',
    '审批请求已过期；请据此新建发布。',
  ),
  LEVEL_NOT_OPEN: text(
    'The policy names you, but others are asked now.',
    '策略指定了你，但当前轮到其他人审批。',
  ),
  OWN_WORK: text(
    'You made, edited or uploaded what this release contains; somebody else must approve it.',
    '你创建、编辑或上传了此发布的内容，需由其他人审批。',
  ),
  ALREADY_DECIDED: text('You have already decided about this plan.', '你已对该计划作出决定。'),
};

const NO_RULE_IN_THE_WAY = text('No promotion rule is in its way.', '没有晋级规则阻挡此发布。');

const NO_APPROVAL_MISSING = text('No approval is missing.', '没有缺少的审批。');
const APPROVAL_MISSING = text(
  'The plan does not have the approvals that are asked for.',
  '该计划尚未获得所要求的批准。',
);

interface Known {
  readonly approval: ApprovalState;
  readonly approvalRefusal: ApprovalRefusal | null;
  readonly rejectionRefusal: ApprovalRefusal | null;
  readonly soak: Soak | null;
  readonly now: number;
}

/** All actions in the same order, each with why it can't be done now, and what it would do. */
export function actionsFor(row: ReleaseRow, actor: Actor, known: Known): ActionDto[] {
  const untried = { now: known.now, after: null };
  return ACTIONS.map((id) => {
    const reason = reasonAgainst(id, row, actor, known);
    return {
      id,
      allowed: reason === null,
      reason,
      confirmLevel: confirmLevelOf(id, row),
      consequences: [...consequencesOf(id, row.rollout, untried)],
    };
  });
}

function reasonAgainst(id: ActionId, row: ReleaseRow, actor: Actor, known: Known): Text | null {
  const { approvalRefusal, rejectionRefusal, soak } = known;
  const notNow = refusalOf(id, row.rollout);
  if (notNow) return notNow;
  if (id === 'approve' && approvalRefusal) return APPROVAL_TEXTS[approvalRefusal];
  if (id === 'reject' && rejectionRefusal) return APPROVAL_TEXTS[rejectionRefusal];
  const isApproved = known.approval.standing.status === 'approved' || row.rollout.approvalOverride !== null;
  if (id === 'break_glass' && isApproved) return NO_APPROVAL_MISSING;
  if ((id === 'deploy' || id === 'schedule') && !isApproved) return lackingText(known.approval);
  if (id === 'override_soak' && (soak === null || soak.isSatisfied)) return NO_RULE_IN_THE_WAY;
  if (actor.may(PERMISSION_FOR[id], row.projectId)) return null;
  const permission = PERMISSION_FOR[id];
  return text(
    `Your role in this project does not include "${permission}".`,
    `你在该项目中的角色没有“${permission}”权限。`,
  );
}

function lackingText({ standing }: ApprovalState): Text {
  return standing.status === 'expired' ? APPROVAL_TEXTS.APPROVAL_EXPIRED : APPROVAL_MISSING;
}

/** It removes every wait that is left, so it is asked about whatever it touches. */
const ALWAYS_TYPED: readonly ActionId[] = ['promote_full'];
const HARMLESS: readonly ActionId[] = ['pause'];
const GRAVE: readonly ActionId[] = ['abort', 'rollback', 'break_glass'];

function confirmLevelOf(id: ActionId, row: ReleaseRow): ActionDto['confirmLevel'] {
  if (ALWAYS_TYPED.includes(id)) return 'typed';
  if (HARMLESS.includes(id)) return 'none';
  if (id === 'resume' && row.rollout.pause?.kind === 'person') return 'none';
  return GRAVE.includes(id) && row.environment.isProduction ? 'typed' : 'confirm';
}
