import { assess, currentDecisions, isExpired, isOwnWork } from './assess.js';
import { isNamedIn, type ApprovalLevel, type Approver, type ApprovalRequest } from './policy.js';

export type Refused =
  | 'NOT_AN_APPROVER'
  | 'APPROVAL_EXPIRED'
  | 'OWN_WORK'
  | 'ALREADY_DECIDED'
  /** Named, but not in the level that is asked now. */
  | 'LEVEL_NOT_OPEN';

export type MayDecide =
  | {
      readonly ok: true;
      /** In whose name: their own if they are named themselves, else of somebody whose deputy they are. */
      readonly personId: string;
      readonly level: number;
    }
  | { readonly ok: false; readonly code: Refused };

/** May this person approve now, in their own name or as a deputy? */
export function mayApprove(request: ApprovalRequest, deciderId: string, now: number): MayDecide {
  const voices = voicesOf(request, deciderId, now);
  const named = voices.filter((voice) => request.policy.levels.some((level) => isNamedIn(level, voice)));
  if (named.length === 0) return refused('NOT_AN_APPROVER');
  if (isExpired(request, now)) return refused('APPROVAL_EXPIRED');
  const others = named.filter(({ id }) => !isOwnWork(request, id));
  if (isOwnWork(request, deciderId) || others.length === 0) return refused('OWN_WORK');
  const unheard = hasBeenHeard(request, deciderId)
    ? []
    : others.filter(({ id }) => !hasBeenHeard(request, id));
  if (unheard.length === 0) return refused('ALREADY_DECIDED');
  const { openLevel } = assess(request, now);
  const asked = openLevel === null ? undefined : request.policy.levels[openLevel];
  const voice = asked && unheard.find((candidate) => isNamedIn(asked, candidate));
  if (openLevel === null || !voice) return refused('LEVEL_NOT_OPEN');
  return { ok: true, personId: voice.id, level: openLevel };
}

/** Whoever the policy names anywhere may end it, at any time, their own work and an earlier approval included. */
export function mayReject(request: ApprovalRequest, deciderId: string, now: number): MayDecide {
  const voice = voicesOf(request, deciderId, now).find((candidate) =>
    request.policy.levels.some((level) => isNamedIn(level, candidate)),
  );
  if (!voice) return refused('NOT_AN_APPROVER');
  return { ok: true, personId: voice.id, level: assess(request, now).openLevel ?? 0 };
}

/** Ids of those who could approve now, in the order of the approvers. */
export function whoMayApprove(request: ApprovalRequest, now: number): readonly string[] {
  return request.approvers.map(({ id }) => id).filter((id) => mayApprove(request, id, now).ok);
}

/** Oneself, and those whose deputy one is now; a deputy's deputy is nobody. */
function voicesOf(request: ApprovalRequest, deciderId: string, now: number): readonly Approver[] {
  const own = request.approvers.find(({ id }) => id === deciderId);
  if (!own) return [];
  const absent = request.delegations
    .filter(({ toId, startsAt, endsAt }) => toId === deciderId && startsAt <= now && now < endsAt)
    .map(({ fromId }) => fromId);
  return [own, ...request.approvers.filter(({ id }) => id !== deciderId && absent.includes(id))];
}

function hasBeenHeard(request: ApprovalRequest, id: string): boolean {
  return currentDecisions(request).some(({ personId, deciderId }) => personId === id || deciderId === id);
}

function refused(code: Refused): MayDecide {
  return { ok: false, code };
}

/** How many people each level lacks even if everybody there approved; nobody counts in two levels. */
export function shortages(
  levels: readonly ApprovalLevel[],
  approvers: readonly Approver[],
): readonly number[] {
  const seats = levels.flatMap((level, index) => Array<number>(level.minimum).fill(index));
  const seatOf = new Map<string, number>();
  const isSeated = seats.map((_, seat) => seatFor(seat, { seats, levels, approvers, seatOf }, new Set()));
  return levels.map((_, index) => seats.filter((level, seat) => level === index && !isSeated[seat]).length);
}

interface Seating {
  readonly seats: readonly number[];
  readonly levels: readonly ApprovalLevel[];
  readonly approvers: readonly Approver[];
  readonly seatOf: Map<string, number>;
}

/** Gives a seat to somebody, moving others to other seats where that helps. */
function seatFor(seat: number, seating: Seating, tried: Set<string>): boolean {
  const level = seating.levels[seating.seats[seat] ?? -1];
  for (const approver of seating.approvers) {
    if (!level || tried.has(approver.id) || !isNamedIn(level, approver)) continue;
    tried.add(approver.id);
    const taken = seating.seatOf.get(approver.id);
    if (taken !== undefined && !seatFor(taken, seating, tried)) continue;
    seating.seatOf.set(approver.id, seat);
    return true;
  }
  return false;
}
