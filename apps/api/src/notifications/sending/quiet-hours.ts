import { hoursAt, type WeeklyHours } from '@release-console/rollout-core';
import { SEVERITIES, type Severity } from '../notification-words.js';

/** Hours of the week in which messages wait. */
export interface WeeklyQuiet extends WeeklyHours {
  /** What is critical is told all the same. */
  readonly isCriticalTold: boolean;
}

/** When a message may go out, in milliseconds since 1970: now, or when quiet is over. */
export function tellAt(quiet: WeeklyQuiet | null, severity: Severity, now: number): number {
  if (!quiet || (quiet.isCriticalTold && severity === 'critical')) return now;
  const { isOpen, changesAt } = hoursAt(quiet, now);
  return isOpen ? (changesAt ?? now) : now;
}

/** How bad something must be not to wait now, and until when the rest waits; undefined: nothing waits. */
export function quietAt(
  quiet: WeeklyQuiet | null,
  now: number,
): { readonly told: readonly Severity[]; readonly until: number } | undefined {
  const until = Math.max(...SEVERITIES.map((severity) => tellAt(quiet, severity, now)));
  return until > now
    ? { told: SEVERITIES.filter((severity) => tellAt(quiet, severity, now) <= now), until }
    : undefined;
}
