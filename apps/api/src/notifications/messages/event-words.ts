import { text, type Text } from '@release-console/rollout-core';
import type { ToldType } from '../notification-words.js';

/** What people call what happened. */
export const EVENT_WORDS: Readonly<Record<ToldType, Text>> = {
  'approval.requested': text('Approval requested', '请求审批'),
  'approval.asked': text('Question before the approval', '审批前的提问'),
  'approval.expiring': text('Approval request expires soon', '审批请求即将过期'),
  'approval.expired': text('Approval request expired', '审批请求已过期'),
  'release.approved': text('Approved', '已批准'),
  'release.rejected': text('Rejected', '已驳回'),
  'release.deployed': text('Rollout started', '开始发布'),
  'release.paused': text('Paused', '已暂停'),
  'release.resumed': text('Resumed', '已继续'),
  'rollback.started': text('Rollback started', '开始回滚'),
  'release.stopped': text('Stopped', '已停止'),
  'release.finished': text('Finished', '已结束'),
  'release.failed': text('Could not start', '未能开始'),
  'release.cancelled': text('Cancelled', '已取消'),
  'alert.fired': text('Alert', '告警'),
  'alert.resolved': text('Alert is over', '告警已恢复'),
  'emergency_stop.made': text('Emergency stop', '紧急停止'),
  'emergency_stop.lifted': text('Emergency stop lifted', '紧急停止已解除'),
  'channel.disabled': text('Messages no longer arrive', '消息已无法送达'),
  'channel.test': text('Test message', '测试消息'),
};

export const SEVERITY_WORDS = {
  critical: text('critical', '严重'),
  warning: text('warning', '警告'),
  info: text('info', '提示'),
} as const;
