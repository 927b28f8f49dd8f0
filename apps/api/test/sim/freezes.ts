import type { DeclaredFreeze } from '@release-console/fleet-sim';
import type { Weekday } from '@release-console/rollout-core';
import type { Actor } from '../../src/platform/auth-guard/index.js';
import type { FreezeTimesDto, ProjectFreezeRequest } from '../../src/projects/freezes/freeze.dto.js';
import type { FreezesService } from '../../src/projects/freezes/freezes.service.js';
import { clockOf } from './draft.js';
import type { Parts } from './parts.js';
import { ENVIRONMENTS, PROJECT } from './stage.js';

/** Writes an entry of the freeze calendar, in place of the one of that name, or takes it out. */
export async function freezesOf(
  part: Parts,
  admin: Actor,
): Promise<(name: string, freeze: DeclaredFreeze | null) => Promise<void>> {
  const freezes = await part<FreezesService>('projects/freezes/freezes.service', 'FreezesService');
  return async (name, freeze) => {
    const { items } = await freezes.list(PROJECT, {});
    const known = items.find((item) => item.name === name);
    if (!freeze) return known && freezes.remove(admin, known.projectId, known.id);
    const { scope } = freeze;
    const request: ProjectFreezeRequest = { name, reason: 'simulated', times: timesOf(freeze) };
    if (scope !== 'everywhere' && scope !== 'project') request.environmentId = ENVIRONMENTS[scope];
    if (known) await freezes.replace(admin, known.projectId, known.id, request);
    else await freezes.create(admin, scope === 'everywhere' ? null : PROJECT, request);
  };
}

function timesOf({ times }: DeclaredFreeze): FreezeTimesDto {
  const iso = (moment: number): string => new Date(moment).toISOString();
  if (times.kind === 'once')
    return { kind: 'once', startsAt: iso(times.startsAt), endsAt: iso(times.endsAt) };
  const { fromMinute, toMinute, validFrom, validUntil, days, ...same } = times;
  return {
    ...same,
    days: days as readonly Weekday[],
    ...{ from: clockOf(fromMinute), to: clockOf(toMinute) },
    validFrom: validFrom === null ? null : iso(validFrom),
    validUntil: validUntil === null ? null : iso(validUntil),
  };
}
