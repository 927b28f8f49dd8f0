export const CHANNEL_KINDS = ['dingtalk', 'wecom', 'feishu', 'slack', 'email', 'webhook'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The worst first. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const EVENT_TYPES = [
  'approval.requested',
  'approval.asked',
  'approval.expiring',
  'approval.expired',
  'release.approved',
  'release.rejected',
  'release.deployed',
  'release.paused',
  'release.resumed',
  'rollback.started',
  'release.stopped',
  'release.finished',
  'release.failed',
  'release.cancelled',
  'alert.fired',
  'alert.resolved',
  'emergency_stop.made',
  'emergency_stop.lifted',
  'channel.disabled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A test is told of too, when somebody asks for one. */
export type ToldType = EventType | 'channel.test';

export const DELIVERY_STATES = ['waiting', 'sent', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** `retry`: not taken, and tried again. `refused`: not taken, and would not be next time either. */
export const OUTCOMES = ['sent', 'retry', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];
