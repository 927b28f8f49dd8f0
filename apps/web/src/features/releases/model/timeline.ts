import type { ReleaseDetail, ReleaseStep } from '../../../lib/api';

export type TimelineItem =
  | {
      readonly kind: 'approval';
      readonly status: ReleaseStep['status'];
      readonly given: number;
      readonly required: number;
    }
  | { readonly kind: 'step'; readonly status: ReleaseStep['status']; readonly step: ReleaseStep }
  | { readonly kind: 'more'; readonly status: 'done' | 'pending'; readonly count: number };

const MAX_SHOWN = 8;
const KEPT_DONE = 2;
const KEPT_NEXT = 4;

/** Approval has a place on the line too, so that a wait always stands somewhere. */
export function timelineOf(release: ReleaseDetail): readonly TimelineItem[] {
  const steps = release.steps.map((step): TimelineItem => ({ kind: 'step', status: step.status, step }));
  return [...approvalItem(release), ...collapse(steps)];
}

function approvalItem({ approval, status }: ReleaseDetail): readonly TimelineItem[] {
  const { required, given } = approval;
  if (required === 0 && status !== 'pending_approval') return [];
  const isDone = given >= required && status !== 'pending_approval';
  const now = status === 'pending_approval' ? 'active' : isDone ? 'done' : 'pending';
  return [{ kind: 'approval', status: now, given, required }];
}

function collapse(steps: readonly TimelineItem[]): readonly TimelineItem[] {
  if (steps.length <= MAX_SHOWN) return steps;
  const firstOpen = steps.findIndex(({ status }) => status === 'active' || status === 'pending');
  const current = firstOpen < 0 ? steps.length - 1 : firstOpen;
  const from = Math.max(0, current - KEPT_DONE);
  const to = Math.min(steps.length, current + 1 + KEPT_NEXT);
  return [
    ...(from > 0 ? [{ kind: 'more', status: 'done', count: from } as const] : []),
    ...steps.slice(from, to),
    ...(to < steps.length ? [{ kind: 'more', status: 'pending', count: steps.length - to } as const] : []),
  ];
}
