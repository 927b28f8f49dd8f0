import type { Severity } from './condition.js';

/** What is silenced, and from when until when in milliseconds since 1970; null stands for all there are. */
export interface SilenceSpan {
  readonly projectId: string;
  readonly environmentId: string | null;
  readonly ruleId: string | null;
  readonly severity: Severity | null;
  readonly startsAt: number;
  /** Not included. */
  readonly endsAt: number;
}

export interface Silenceable {
  readonly projectId: string;
  readonly environmentId: string;
  readonly ruleId: string;
  readonly severity: Severity;
}

/** Of the silences that hold an alert at `now` the one that ends last. */
export function silenceOf<T extends SilenceSpan>(
  alert: Silenceable,
  silences: readonly T[],
  now: number,
): T | undefined {
  return silences
    .filter((silence) => isOn(silence, now) && isAbout(silence, alert))
    .reduce<T | undefined>((last, one) => (last && last.endsAt >= one.endsAt ? last : one), undefined);
}

export function isOn({ startsAt, endsAt }: SilenceSpan, now: number): boolean {
  return startsAt <= now && now < endsAt;
}

function isAbout(silence: SilenceSpan, alert: Silenceable): boolean {
  return (
    silence.projectId === alert.projectId &&
    (silence.environmentId ?? alert.environmentId) === alert.environmentId &&
    (silence.ruleId ?? alert.ruleId) === alert.ruleId &&
    (silence.severity ?? alert.severity) === alert.severity
  );
}
