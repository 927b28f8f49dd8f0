import type { WeeklyTimesValue } from '../../../components/ui';
import type { Freeze, FreezeTimes, NewFreeze } from '../../../lib/api';
import { fromClockInput, toClockInput } from '../../../lib/format';

type Zone = 'local' | 'utc';

/** What the form holds: times as their inputs show them. */
export interface FreezeValues {
  readonly name: string;
  readonly reason: string;
  /** Empty: all environments. */
  readonly environmentId: string;
  readonly kind: FreezeTimes['kind'];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly weekly: WeeklyTimesValue;
  readonly validUntil: string;
}

const WEEKEND: WeeklyTimesValue['days'] = [6, 7];

export function freezeValues(freeze: Freeze | null, zone: Zone, ownZone: string): FreezeValues {
  const times = freeze?.times;
  const clock = (iso: string | null | undefined): string => (iso ? toClockInput(iso, zone) : '');
  return {
    name: freeze?.name ?? '',
    reason: freeze?.reason ?? '',
    environmentId: freeze?.environmentId ?? '',
    kind: times?.kind ?? 'once',
    startsAt: clock(times?.startsAt),
    endsAt: clock(times?.endsAt),
    weekly: {
      days: (times?.days as WeeklyTimesValue['days'] | undefined) ?? WEEKEND,
      from: times?.from ?? '00:00',
      to: times?.to ?? '00:00',
      timeZone: times?.timeZone ?? ownZone,
    },
    validUntil: clock(times?.validUntil),
  };
}

export type FreezeFault = 'name' | 'reason' | 'startsAt' | 'endsAt' | 'weekly';

/** What is missing before it can be asked for; the server judges the rest. */
export function faultsOf(values: FreezeValues, zone: Zone): readonly FreezeFault[] {
  const faults: FreezeFault[] = [];
  if (values.name.trim() === '') faults.push('name');
  if (values.reason.trim() === '') faults.push('reason');
  if (values.kind === 'weekly') {
    const { days, from, to } = values.weekly;
    if (days.length === 0 || from === '' || to === '') faults.push('weekly');
    return faults;
  }
  const startsAt = fromClockInput(values.startsAt, zone);
  const endsAt = fromClockInput(values.endsAt, zone);
  if (startsAt === null) faults.push('startsAt');
  if (endsAt === null || (startsAt !== null && endsAt <= startsAt)) faults.push('endsAt');
  return faults;
}

export function freezeRequest(values: FreezeValues, zone: Zone, before: Freeze | null): NewFreeze {
  const { name, reason, kind, weekly } = values;
  const moment = (text: string): string => fromClockInput(text, zone) ?? '';
  const times: FreezeTimes =
    kind === 'once'
      ? { kind, startsAt: moment(values.startsAt), endsAt: moment(values.endsAt) }
      : {
          kind,
          ...weekly,
          days: [...weekly.days],
          validFrom: before?.times.validFrom ?? null,
          validUntil: fromClockInput(values.validUntil, zone),
        };
  return {
    name: name.trim(),
    reason: reason.trim(),
    times,
    ...(values.environmentId === '' ? {} : { environmentId: values.environmentId }),
  };
}
