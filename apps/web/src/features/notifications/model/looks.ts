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

/** What there is to fill in for each. */
export const FIELDS: Readonly<
  Record<ChannelKind, { readonly hasUrl: boolean; readonly hasSecret: boolean }>
> = {
  dingtalk: { hasUrl: true, hasSecret: true },
  wecom: { hasUrl: true, hasSecret: false },
  feishu: { hasUrl: true, hasSecret: true },
  slack: { hasUrl: true, hasSecret: false },
  email: { hasUrl: false, hasSecret: false },
  webhook: { hasUrl: true, hasSecret: true },
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
