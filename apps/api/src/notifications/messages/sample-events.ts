import { text } from '@release-console/rollout-core';
import type { EventSubject } from '../outbox/outbox.repository.js';
import type { EventType, Severity } from '../notification-words.js';
import type { EventData } from './event-data.js';
import type { ToldEvent } from './told-event.js';

const RELEASE: EventSubject = {
  type: 'release',
  id: '0191d0a0-0000-7000-8000-000000000042',
  number: 42,
  title: 'Faster start',
};
const ALERT: EventSubject = {
  type: 'alert',
  id: '0191d0a0-0000-7000-8000-000000000007',
  title: 'Error rate too high',
};
const STOP: EventSubject = { type: 'emergency_stop', id: '0191d0a0-0000-7000-8000-000000000003' };
const CHANNEL: EventSubject = {
  type: 'channel',
  id: '0191d0a0-0000-7000-8000-000000000009',
  title: 'Operations',
};
const PLAN: EventData = {
  changes: [{ bin: 'shop-server', from: ['1.4.2'], to: '1.5.0' }],
  nodes: 120,
  strategy: 'canary',
};
const BY = { actor: 'Li Wei' };

type Sample = readonly [Severity, EventSubject, EventData];

const SAMPLES: Readonly<Record<EventType, Sample>> = {
  'approval.requested': ['info', RELEASE, { ...PLAN, ...BY, expiresAt: '2026-11-28T08:00:00.000Z' }],
  'approval.asked': ['info', RELEASE, { ...BY, reason: 'Was it tried with the old database?' }],
  'approval.expiring': ['warning', RELEASE, { ...PLAN, expiresAt: '2026-11-27T09:00:00.000Z' }],
  'approval.expired': ['warning', RELEASE, { ...PLAN, expiresAt: '2026-11-27T08:00:00.000Z' }],
  'release.approved': ['info', RELEASE, { detail: text('All approvals are there', '审批已齐'), ...BY }],
  'release.rejected': ['warning', RELEASE, { ...BY, reason: 'Not before the holidays' }],
  'release.deployed': ['info', RELEASE, { ...PLAN, ...BY, waves: 4 }],
  'release.paused': [
    'critical',
    RELEASE,
    { detail: text('Paused: 3 of 12 asked nodes lost', '已暂停：已下发 12 个节点中 3 个失败') },
  ],
  'release.resumed': ['info', RELEASE, BY],
  'rollback.started': [
    'critical',
    RELEASE,
    {
      detail: text(
        'Rollback started by itself: 6 of 12 asked nodes lost',
        '自动开始回滚：12 个节点中 6 个失败',
      ),
    },
  ],
  'release.stopped': ['warning', RELEASE, BY],
  'release.finished': ['info', RELEASE, { detail: text('Completed on every node', '全部节点完成'), ...PLAN }],
  'release.failed': ['critical', RELEASE, { detail: text('Could not be started', '未能开始') }],
  'release.cancelled': ['info', RELEASE, BY],
  'alert.fired': [
    'critical',
    ALERT,
    { detail: text('Error rate of shop-server 7.1 %, above 5 %', 'shop-server 的错误率 7.1 %，高于 5 %') },
  ],
  'alert.resolved': [
    'critical',
    ALERT,
    { detail: text('Error rate of shop-server 0.4 %', 'shop-server 的错误率 0.4 %') },
  ],
  'emergency_stop.made': ['critical', STOP, { ...BY, reason: 'Payments fail' }],
  'emergency_stop.lifted': ['warning', STOP, BY],
  'channel.disabled': [
    'warning',
    CHANNEL,
    { detail: text('Nothing was taken for 24 hours', '24 小时内没有消息送达') },
  ],
};

/** What a message of this kind may tell of, made up. */
export function sampleEvent(type: EventType): ToldEvent {
  const [severity, subject, data] = SAMPLES[type];
  const isDecision = type === 'release.approved' || type === 'release.rejected';
  return {
    id: '0',
    messageId: '0191d0a0-0000-7000-8000-000000000001',
    type,
    severity,
    at: new Date('2026-11-27T08:30:00Z'),
    subject,
    project: { code: 'shop', name: 'Shop' },
    environment: { code: 'production', name: 'Production' },
    data,
    changedKeys: {},
    request: isDecision
      ? { messageId: '0191d0a0-0000-7000-8000-000000000002', at: new Date('2026-11-27T08:00:00Z') }
      : null,
  };
}
