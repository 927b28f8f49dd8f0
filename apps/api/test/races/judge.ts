import type { Commit } from './statement-turns.js';
import type { DecisionNote, Note, ReleaseNote, RequestNote, TargetNote } from './witness.js';

const STARTED = new Set(['deploying', 'paused', 'completed']);

/**
 * Replays what was committed in the order of the commits, by rules of its own: whatever begins to be deployed was approved,
 * exactly as it is, by enough people who might, and none of it was taken back.
 */
export class Judge {
  readonly faults: string[] = [];
  private decisions: readonly DecisionNote[] = [];
  private readonly requests = new Map<string, RequestNote>();
  private readonly releases = new Map<string, ReleaseNote>();
  /** What the hosts of a release are to get. */
  private readonly digests = new Map<string, readonly string[]>();
  /** What was there to be seen when a plan was approved. */
  private readonly approvedContent = new Map<string, string>();
  /** Who had which role, after each commit. */
  private readonly members: ReadonlyMap<string, string>[];

  /** @param named which plan each said that they looked at, by their id; whoever said nothing is not in it */
  constructor(
    members: ReadonlyMap<string, string>,
    private readonly named: ReadonlyMap<string, string> = new Map(),
  ) {
    this.members = [members];
  }

  /** What one transaction left. */
  commit(notes: readonly Note[], begunAfter: number): void {
    const before = this.members.at(-1) ?? new Map<string, string>();
    this.members.push(membersAfter(before, notes));
    for (const note of notes) this.hear(note, begunAfter);
  }

  commits(commits: readonly Commit[], notes: ReadonlyMap<string, readonly Note[]>): void {
    const offset = this.members.length - 1;
    for (const { transaction, begunAfter } of commits)
      this.commit(notes.get(transaction) ?? [], offset + begunAfter);
  }

  statusOf(releaseId: string): string | undefined {
    return this.releases.get(releaseId)?.status;
  }

  private hear(note: Note, begunAfter: number): void {
    if (note.kind === 'request') this.requests.set(note.data.releaseId, note.data);
    if (note.kind === 'decision') this.hearDecision(note.data);
    if (note.kind === 'decision_gone')
      this.decisions = this.decisions.filter((decision) => !isSame(decision, note.data));
    if (note.kind === 'target') this.hearTarget(note.data);
    if (note.kind === 'release') this.hearRelease(note.data, begunAfter);
  }

  private hearDecision(decision: DecisionNote): void {
    const release = this.releases.get(decision.releaseId);
    if (this.decisions.some((other) => isSame(other, decision)))
      this.faults.push('S14 one person has two decisions about one plan');
    if (release && STARTED.has(release.status))
      this.faults.push(`S15 ${decision.verdict} although it was deployed already`);
    const named = this.named.get(decision.approverId);
    if (decision.verdict === 'approved' && named !== undefined && named !== decision.planHash)
      this.faults.push('S13 approved another plan than the one that they looked at');
    if (release) this.approvedContent.set(decision.planHash, release.content);
    this.decisions = [...this.decisions, decision];
  }

  private hearTarget({ releaseId, digest }: TargetNote): void {
    this.digests.set(releaseId, [...(this.digests.get(releaseId) ?? []), digest]);
  }

  private hearRelease(release: ReleaseNote, begunAfter: number): void {
    const before = this.releases.get(release.releaseId);
    this.releases.set(release.releaseId, release);
    if (before && before.status !== 'draft' && before.planHash !== release.planHash)
      this.faults.push('I5 the plan changed after the submission');
    if (!STARTED.has(release.status) || (before && STARTED.has(before.status))) return;
    this.judgeStart(release, begunAfter);
  }

  private judgeStart({ releaseId, planHash, content, makerIds }: ReleaseNote, begunAfter: number): void {
    const request = this.requests.get(releaseId);
    if (!request) return void this.faults.push('I1 deployed, and nobody was asked');
    const current = this.decisions.filter(
      (each) => each.releaseId === releaseId && each.round === request.round && each.planHash === planHash,
    );
    if (current.some(({ verdict }) => verdict === 'rejected'))
      this.faults.push('S15 deployed although somebody had rejected it');
    // Whoever loses a role while a deployment is written may be taken for either.
    const moments = this.members.slice(begunAfter);
    const might = (id: string): boolean =>
      moments.some((members) => request.roles.includes(members.get(id) ?? ''));
    const heard = new Set(current.map(({ approverId }) => approverId).filter(might));
    for (const id of makerIds) heard.delete(id);
    if (heard.size < request.minimum)
      this.faults.push(`I1 S13 deployed with ${heard.size} of ${request.minimum} approvals`);
    const approved = this.approvedContent.get(planHash);
    if (request.minimum > 0 && approved !== content)
      this.faults.push('S13 deployed something else than was approved');
    const digests = this.digests.get(releaseId) ?? [];
    if (digests.length === 0 || digests.some((digest) => !content.includes(digest)))
      this.faults.push('S13 hosts get something else than was approved');
  }
}

function membersAfter(
  before: ReadonlyMap<string, string>,
  notes: readonly Note[],
): ReadonlyMap<string, string> {
  const after = new Map(before);
  for (const { kind, data } of notes) {
    if (kind === 'member') after.set(data.userId, data.role);
    if (kind === 'member_gone') after.delete(data.userId);
  }
  return after;
}

function isSame(a: DecisionNote, b: DecisionNote): boolean {
  return (
    a.releaseId === b.releaseId &&
    a.planHash === b.planHash &&
    a.round === b.round &&
    a.approverId === b.approverId
  );
}
