import type { EventType, Severity, Subscription, SubscriptionRequest } from '../../../lib/api';

export interface SubscriptionValues {
  /** Empty: all. */
  readonly projectId: string;
  readonly environmentId: string;
  readonly eventTypes: readonly EventType[];
  readonly leastSeverity: Severity;
}

export const EMPTY_SUBSCRIPTION: SubscriptionValues = {
  projectId: '',
  environmentId: '',
  eventTypes: [],
  leastSeverity: 'info',
};

export const subscriptionValues = (subscription: Subscription): SubscriptionValues => ({
  projectId: subscription.project?.id ?? '',
  environmentId: subscription.environment?.id ?? '',
  eventTypes: subscription.eventTypes,
  leastSeverity: subscription.leastSeverity,
});

export const subscriptionRequest = (values: SubscriptionValues): SubscriptionRequest => ({
  projectId: values.projectId === '' ? null : values.projectId,
  environmentId: values.environmentId === '' ? null : values.environmentId,
  eventTypes: [...values.eventTypes],
  leastSeverity: values.leastSeverity,
});
