import type { MyNotifications } from '../../../lib/api';
import { subscriptionValues, type SubscriptionValues } from './subscription-values';

export type MyValues = Pick<MyNotifications, 'isEnabled' | 'language' | 'quietHours'> & {
  readonly subscriptions: readonly SubscriptionValues[];
};

export const myValues = ({ isEnabled, language, quietHours, subscriptions }: MyNotifications): MyValues => ({
  isEnabled,
  language,
  quietHours,
  subscriptions: subscriptions.map(subscriptionValues),
});

export const isSame = (one: MyValues, other: MyValues): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * What a form goes on with when another revision is there than the one it was opened with. A test makes a revision and
 * changes nothing; what somebody else changed is not to be overwritten by whoever has not seen it.
 */
export function followed(opened: MyNotifications, values: MyValues, now: MyNotifications) {
  if (now.revision === opened.revision) return { opened, values };
  const before = myValues(opened);
  if (isSame(values, before)) return { opened: now, values: myValues(now) };
  return { opened: isSame(before, myValues(now)) ? now : opened, values };
}
