import { calendarFaults, type FreezeTimes, type FreezeWindow } from '@release-console/rollout-core';
import { DomainError, invalidField } from '../../platform/http/index.js';
import { calendarWords } from './calendar-words.js';
import type { FreezeTimesDto } from './freeze.dto.js';
import type { FreezeEntity } from './freeze.entity.js';

export function windowOf({ id, name, reason, projectId, environmentId, times }: FreezeEntity): FreezeWindow {
  const scope =
    environmentId !== null
      ? ({ kind: 'environment', environmentId } as const)
      : projectId !== null
        ? ({ kind: 'project', projectId } as const)
        : ({ kind: 'everywhere' } as const);
  return { id, name, reason, scope, when: times };
}

const FIELDS: Readonly<Record<FreezeTimesDto['kind'], readonly (keyof FreezeTimesDto)[]>> = {
  once: ['startsAt', 'endsAt'],
  weekly: ['timeZone', 'days', 'from', 'to', 'validFrom', 'validUntil'],
};

/** Refuses times that can't be: 400 with one entry per field. What belongs to the other kind is refused, never ignored. */
export function checkedTimes(dto: FreezeTimesDto): FreezeTimes {
  const foreign = FIELDS[dto.kind === 'once' ? 'weekly' : 'once'].find((field) => dto[field] != null);
  if (foreign)
    throw invalidField(`times.${foreign}`, 'other_kind', {
      en: `Times of kind ${dto.kind} have no ${foreign}.`,
      zh: `${dto.kind} 类型的时间没有 ${foreign}。`,
    });
  const times = parsed(dto);
  const errors = calendarFaults(times).map(({ path, message }) => ({
    field: `times.${path}`,
    code: 'not_a_time',
    message: calendarWords(message),
  }));
  if (errors.length > 0)
    throw new DomainError(
      'invalid',
      'VALIDATION_FAILED',
      { en: 'The request has a fault.', zh: '请求有误。' },
      { errors },
    );
  return times;
}

export function timesDtoOf(times: FreezeTimes): FreezeTimesDto {
  if (times.kind === 'once')
    return { kind: 'once', startsAt: isoOf(times.startsAt), endsAt: isoOf(times.endsAt) };
  return {
    ...times,
    validFrom: times.validFrom === null ? null : isoOf(times.validFrom),
    validUntil: times.validUntil === null ? null : isoOf(times.validUntil),
  };
}

export function isoOf(moment: number): string {
  return new Date(moment).toISOString();
}

function parsed(dto: FreezeTimesDto): FreezeTimes {
  if (dto.kind === 'once')
    return { kind: 'once', startsAt: Date.parse(dto.startsAt ?? ''), endsAt: Date.parse(dto.endsAt ?? '') };
  return {
    kind: 'weekly',
    timeZone: dto.timeZone ?? '',
    days: dto.days ?? [],
    from: dto.from ?? '',
    to: dto.to ?? '',
    validFrom: dto.validFrom == null ? null : Date.parse(dto.validFrom),
    validUntil: dto.validUntil == null ? null : Date.parse(dto.validUntil),
  };
}
