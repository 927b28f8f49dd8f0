import type { ReleaseEvent } from '@release-console/rollout-core';
import type { HistoryLine } from './console.js';

/** What is stored of an event, in the words of the simulation. */
export function historyLine(
  { releaseId, revision, at }: Pick<HistoryLine, 'releaseId' | 'revision' | 'at'>,
  event: ReleaseEvent,
): HistoryLine {
  const changes =
    event.type === 'targets.changed'
      ? event.changes.map(({ nodeId, from, to }) => ({ nodeId, from: from.status, to: to.status }))
      : [];
  return {
    ...{ releaseId, revision, at, changes, type: event.type },
    status: event.type === 'release.finished' ? event.status : null,
    detail: detailOf(event),
    step: event.type === 'step.completed' ? event.step : null,
  };
}

function detailOf(event: ReleaseEvent): string | null {
  if (event.type === 'rollback.started') return event.trigger.kind;
  if (event.type === 'step.completed') return event.isSkipped ? 'skipped' : null;
  if (event.type !== 'release.paused') return null;
  const { reason } = event;
  return reason.kind === 'analysis' ? `analysis_${reason.verdict}` : reason.kind;
}
