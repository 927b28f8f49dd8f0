import {
  decide,
  draftRollout,
  isAllowed,
  isFinal,
  isLive,
  MOVES,
  RELEASE_STATUSES,
  TRANSITIONS,
  type Command,
  type Rollout,
} from './index.js';
import { aPlan, aTarget } from './fleet.fixtures.js';

const COMMANDS: readonly Command[] = [
  { type: 'edit', plan: aPlan() },
  { type: 'submit', isApproved: false },
  { type: 'approve' },
  { type: 'reject', reason: null },
  { type: 'cancel', reason: null },
  { type: 'deploy', steps: [{ kind: 'wave', wave: 0, size: 1, weightPercent: 100 }], groupSizes: { '': 1 } },
  { type: 'schedule', at: 5_000, actor: null },
  { type: 'unschedule' },
  { type: 'fail', error: { code: 'NODES_GREW', message: 'more nodes' } },
  { type: 'override_freeze', actor: null, reason: 'a fix' },
  { type: 'override_soak', actor: null, reason: 'a fix' },
  { type: 'break_glass', actor: null, reason: 'a fix' },
  { type: 'void_approvals', actor: null, isApproved: false },
  { type: 'pause', actor: null },
  { type: 'halt', actor: null },
  { type: 'retry', targets: [aTarget({ status: 'failed' }), aTarget({ status: 'revert_failed' })] },
  { type: 'skip', targets: [aTarget({ status: 'pending' })] },
  { type: 'supersede', by: 7 },
  { type: 'resume', lost: [] },
  { type: 'promote', isFull: true },
  { type: 'abort', reason: null },
  { type: 'rollback', actor: null },
];

function inStatus(status: Rollout['status']): Rollout {
  return {
    ...draftRollout(aPlan()),
    status,
    pause: status === 'paused' ? { kind: 'person', actor: null } : null,
  };
}

describe('the status machine', () => {
  it('reaches every status from draft', () => {
    const seen = new Set<string>(['draft']);
    for (const status of seen) {
      for (const next of Object.values(TRANSITIONS[status as 'draft']).flat()) seen.add(next);
    }
    expect([...seen].sort()).toEqual([...RELEASE_STATUSES].sort());
  });

  it('I6 has no way out of a final status, and every move is used', () => {
    const finals = RELEASE_STATUSES.filter(isFinal);
    expect(finals).toEqual([
      'completed',
      'completed_with_exceptions',
      'rolled_back',
      'rolled_back_with_exceptions',
      'stopped',
      'failed',
      'rejected',
      'cancelled',
      'superseded',
    ]);
    expect(finals.some(isLive)).toBe(false);
    for (const move of MOVES) expect(RELEASE_STATUSES.some((status) => isAllowed(status, move))).toBe(true);
  });

  describe.each(RELEASE_STATUSES)('S16 a release that is %s', (status) => {
    it.each(COMMANDS.map((command) => [command.type, command] as const))(
      'answers %s as the table says',
      (type, command) => {
        const rollout = inStatus(status);
        const decided = decide(rollout, command, 1_000);
        expect(decided.ok).toBe(isAllowed(status, type));
        if (decided.ok) {
          expect(TRANSITIONS[status][type]).toContain(decided.rollout.status);
          expect(decided.rollout.revision).toBe(rollout.revision + 1);
        } else {
          expect(decided.refusal.code).toBe('ILLEGAL_TRANSITION');
        }
      },
    );
  });
});
