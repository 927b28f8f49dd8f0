import type { Tone } from '../../../components/ui';
import type { Channel, ChannelKind, Message, Severity, TestResult } from '../../../lib/api';

export const CHANNEL_KINDS = [
  'dingtalk',
  'wecom',
  'feishu',
  'slack',
  'email',
  'webhook',
] as const satisfies readonly ChannelKind[];

interface Fields {
  readonly hasUrl: boolean;
  readonly hasSecret: boolean;
  /** Whether it may also go unsigned. */
  readonly isSecretOptional: boolean;
}

/** What there is to fill in for each. */
export const FIELDS: Readonly<Record<ChannelKind, Fields>> = {
  dingtalk: { hasUrl: true, hasSecret: true, isSecretOptional: true },
  wecom: { hasUrl: true, hasSecret: false, isSecretOptional: true },
  feishu: { hasUrl: true, hasSecret: true, isSecretOptional: true },
  slack: { hasUrl: true, hasSecret: false, isSecretOptional: true },
  email: { hasUrl: false, hasSecret: false, isSecretOptional: true },
  webhook: { hasUrl: true, hasSecret: true, isSecretOptional: false },
};

/** A channel that has carried nothing is not known to work. */
export type Health = Channel['health'] | 'unused';

export function healthOf({ health, lastSentAt }: Pick<Channel, 'health' | 'lastSentAt'>): Health {
  return health === 'good' && lastSentAt === null ? 'unused' : health;
}

export const HEALTH_TONES: Readonly<Record<Health, Tone>> = {
  good: 'green',
  unused: 'grey',
  failing: 'amber',
  disabled: 'red',
  off: 'grey',
};

export const MESSAGE_STATES = ['waiting', 'sent', 'failed'] as const;
export const MESSAGE_TONES: Readonly<Record<Message['state'], Tone>> = {
  waiting: 'blue',
  sent: 'green',
  failed: 'red',
};

export const OUTCOME_TONES: Readonly<Record<TestResult['outcome'], Tone>> = {
  sent: 'green',
  retry: 'amber',
  refused: 'red',
};

export const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];
export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  critical: 'red',
  warning: 'amber',
  info: 'blue',
};
