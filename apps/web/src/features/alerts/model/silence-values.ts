import type { Alert, AlertSilence, AlertSilenceInput, Severity } from '../../../lib/api';
import { fromClockInput } from '../../../lib/format';

export const LENGTHS = ['1', '4', '24', 'custom'] as const;
const HOUR_MS = 3_600_000;
const LONGEST_MS = 30 * 24 * HOUR_MS;

/** What stands in the form; empty is all there are. */
export interface SilenceValues {
  readonly projectId: string;
  readonly environmentId: string;
  readonly ruleId: string;
  readonly severity: Severity | '';
  readonly length: (typeof LENGTHS)[number];
  /** Of a custom length: as the clock shows it. */
  readonly endsAt: string;
  readonly reason: string;
}

export type SilenceFault = 'projectId' | 'endsAt' | 'reason';
type Zone = Parameters<typeof fromClockInput>[1];

export const EMPTY_SILENCE: SilenceValues = {
  projectId: '',
  environmentId: '',
  ruleId: '',
  severity: '',
  length: '1',
  endsAt: '',
  reason: '',
};

/** What fires by this rule, here. */
export const silenceOfAlert = ({ project, environment, rule }: Alert): SilenceValues => ({
  ...EMPTY_SILENCE,
  projectId: project.id,
  environmentId: environment.id,
  ruleId: rule.id,
});

/** Null while the input is not a time. */
export function endOf({ length, endsAt }: SilenceValues, zone: Zone, nowMs: number): number | null {
  if (length !== 'custom') return nowMs + Number(length) * HOUR_MS;
  const iso = fromClockInput(endsAt, zone);
  return iso === null ? null : Date.parse(iso);
}

export function silenceFaults(values: SilenceValues, zone: Zone, nowMs: number): readonly SilenceFault[] {
  const end = endOf(values, zone, nowMs);
  const faults: (SilenceFault | false)[] = [
    values.projectId === '' && 'projectId',
    (end === null || end <= nowMs || end - nowMs > LONGEST_MS) && 'endsAt',
    values.reason.trim() === '' && 'reason',
  ];
  return faults.filter((fault) => fault !== false);
}

/** Only of values without a fault. */
export function silenceRequest(values: SilenceValues, zone: Zone, nowMs: number): AlertSilenceInput {
  return {
    projectId: values.projectId,
    environmentId: values.environmentId || null,
    ruleId: values.ruleId || null,
    severity: values.severity || null,
    endsAt: new Date(endOf(values, zone, nowMs) ?? nowMs).toISOString(),
    reason: values.reason.trim(),
  };
}

/** As the server said last, until the clock says that it is over; the clock of a page moves in steps. */
export function silenceState(
  { isOn, startsAt, endsAt }: Pick<AlertSilence, 'isOn' | 'startsAt' | 'endsAt'>,
  nowMs: number,
): 'on' | 'later' | 'over' {
  const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
  if (end <= nowMs || start === end) return 'over';
  if (isOn || start <= nowMs) return isOn ? 'on' : 'over';
  return 'later';
}
