import type { WeeklyTimesValue } from '../../../components/ui';
import type { Freeze, FreezeTimes, NewFreeze } from '../../../lib/api';
import { keptClockInput, toClockInput } from '../../../lib/format';

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

export type FreezeFault = 'name' | 'reason' | 'startsAt' | 'endsAt' | 'weekly' | 'validUntil';

/** What is missing before it can be asked for; the server judges the rest. */
export function faultsOf(values: FreezeValues, zone: Zone, before: Freeze | null): readonly FreezeFault[] {
  const faults: FreezeFault[] = [];
  if (values.name.trim() === '') faults.push('name');
  if (values.reason.trim() === '') faults.push('reason');
  if (values.kind === 'weekly') {
    const { days, from, to } = values.weekly;
    if (days.length === 0 || from === '' || to === '') faults.push('weekly');
    return faults;
  }
  const startsAt = momentOf('startsAt', values, zone, before);
  const endsAt = momentOf('endsAt', values, zone, before);
  if (startsAt === null) faults.push('startsAt');
  if (endsAt === null || (startsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt)))
    faults.push('endsAt');
  return faults;
}

export function freezeRequest(values: FreezeValues, zone: Zone, before: Freeze | null): NewFreeze {
  const { name, reason, kind, weekly } = values;
  const moment = (field: Moment): string | null => momentOf(field, values, zone, before);
  const times: FreezeTimes =
    kind === 'once'
      ? { kind, startsAt: moment('startsAt') ?? '', endsAt: moment('endsAt') ?? '' }
      : {
          kind,
          ...weekly,
          days: [...weekly.days],
          validFrom: before?.times.validFrom ?? null,
          validUntil: moment('validUntil'),
        };
  return {
    name: name.trim(),
    reason: reason.trim(),
    times,
    ...(values.environmentId === '' ? {} : { environmentId: values.environmentId }),
  };
}

type Moment = 'startsAt' | 'endsAt' | 'validUntil';

const momentOf = (field: Moment, values: FreezeValues, zone: Zone, before: Freeze | null): string | null =>
  keptClockInput(values[field], before?.times[field], zone);
