import { conditionView } from '../condition-view.js';
import { alertText } from '../rules/alert-text.js';
import { silenceOf } from '../rules/silence.js';
import type { StoredSilence } from '../silences/alert-silences.repository.js';
import type { AlertRow } from './alert-list.read-model.js';
import type { Alert } from './alert.dto.js';

/** @param now milliseconds since 1970 */
export function alertView(row: AlertRow, silences: readonly StoredSilence[], now: number): Alert {
  const { facts, acknowledgedBy, acknowledgedAt, comment, condition, ...alert } = row;
  const until = row.resolvedAt?.getTime() ?? now;
  return {
    ...alert,
    condition: conditionView(condition),
    text: alertText({
      condition,
      value: row.value,
      total: facts.total ?? null,
      status: facts.status ?? null,
      releaseNumber: row.release?.number ?? null,
      bin: row.bin,
      seconds: Math.max(0, until - row.since.getTime()) / 1_000,
      isOver: row.state === 'resolved',
    }),
    total: facts.total ?? null,
    since: row.since.toISOString(),
    firedAt: isoOf(row.firedAt),
    calmSince: isoOf(row.calmSince),
    isStale: row.state === 'firing' && row.staleSince !== null,
    staleSince: isoOf(row.staleSince),
    resolvedAt: isoOf(row.resolvedAt),
    acknowledged:
      acknowledgedBy !== null && acknowledgedAt !== null
        ? { by: acknowledgedBy, at: acknowledgedAt.toISOString(), comment }
        : null,
    silenced: row.state === 'resolved' ? null : silencedBy(row, silences, now),
  };
}

function silencedBy(
  { project, environment, rule, severity }: AlertRow,
  silences: readonly StoredSilence[],
  now: number,
): Alert['silenced'] {
  const alert = { projectId: project.id, environmentId: environment.id, ruleId: rule.id, severity };
  const silence = silenceOf(alert, silences, now);
  if (!silence) return null;
  const { id, createdByName: by, endsAt, reason } = silence;
  return { id, by, until: new Date(endsAt).toISOString(), reason };
}

function isoOf(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
