import type { PauseReason, ReleaseEvent, Text } from '@release-console/rollout-core';
import type { EventData, EventType, OutgoingEvent, Severity } from '../../notifications/index.js';
import type { Release } from '../store/release.entity.js';
import { eventText } from '../view/event-text.js';

interface News {
  readonly type: EventType;
  readonly severity: Severity;
  readonly data?: EventData;
}

interface Said {
  readonly doer: { readonly name: string } | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** What of a decision is worth a message. Reports of nodes, steps and the wait for a time are for those who look. */
export function releaseNews(
  release: Release,
  events: readonly ReleaseEvent[],
  { doer, reason, at }: Said,
): readonly OutgoingEvent[] {
  return events.flatMap((event) => {
    const news = newsOf(release, event);
    if (!news) return [];
    const { projectId, environmentId, id, number, title } = release;
    const own = 'reason' in event && typeof event.reason === 'string' ? event.reason : null;
    return [
      {
        type: news.type,
        severity: news.severity,
        projectId,
        environmentId,
        subject: { type: 'release', id, number, title },
        releaseId: id,
        data: { actor: doer?.name ?? null, reason: reason ?? own, ...news.data },
        at,
      },
    ];
  });
}

function newsOf(release: Release, event: ReleaseEvent): News | undefined {
  switch (event.type) {
    case 'release.submitted':
    case 'approval.voided':
      if (release.status !== 'pending_approval') return undefined;
      return { type: 'approval.requested', severity: 'info', data: { ...planOf(release), ...why(event) } };
    case 'release.approved':
    case 'release.resumed':
    case 'release.cancelled':
      return { type: event.type, severity: 'info' };
    case 'release.superseded':
      return { type: 'release.cancelled', severity: 'info', data: { detail: detailOf(event) } };
    case 'release.rejected':
    case 'release.stopped':
      return { type: event.type, severity: 'warning' };
    case 'release.deployed': {
      const waves = event.waveSizes.length;
      return { type: event.type, severity: 'info', data: { ...planOf(release), waves } };
    }
    case 'release.paused':
      // The stop is told of by itself, not once for each release.
      if (event.reason.kind === 'emergency') return undefined;
      return { type: event.type, severity: severityOfPause(event.reason), data: { detail: detailOf(event) } };
    case 'rollback.started': {
      const severity = event.trigger.kind === 'person' ? 'warning' : 'critical';
      return { type: event.type, severity, data: { detail: detailOf(event) } };
    }
    case 'release.finished': {
      const severity = SEVERITY_OF_END[event.status];
      return { type: event.type, severity, data: { ...planOf(release), detail: detailOf(event) } };
    }
    case 'release.failed':
      return { type: event.type, severity: 'critical', data: { detail: detailOf(event) } };
    default:
      return undefined;
  }
}

const SEVERITY_OF_END: Readonly<
  Record<Extract<ReleaseEvent, { type: 'release.finished' }>['status'], Severity>
> = {
  completed: 'info',
  completed_with_exceptions: 'warning',
  rolled_back: 'warning',
  rolled_back_with_exceptions: 'critical',
};

function severityOfPause(reason: PauseReason): Severity {
  switch (reason.kind) {
    case 'step':
    case 'person':
      return 'info';
    case 'failures':
    case 'no_way_back':
      return 'critical';
    case 'analysis':
      return reason.verdict === 'fail' ? 'critical' : 'warning';
    default:
      return 'warning';
  }
}

function why(event: ReleaseEvent): EventData {
  return event.type === 'approval.voided' ? { detail: detailOf(event) } : {};
}

function detailOf(event: ReleaseEvent): Text {
  return eventText(event, (nodeId) => nodeId);
}

function planOf({ rollout: { plan }, fromVersions }: Release): EventData {
  return {
    changes: plan.bins.map(({ bin, version }) => {
      const from = fromVersions.find((known) => known.bin === bin)?.fromVersions ?? [];
      return { bin, from: from.flatMap((each) => each.version ?? []), to: version };
    }),
    nodes: plan.nodeCount,
    strategy: plan.strategy.type,
  };
}
