import { aPlan, aRolling, Fleet, OLD } from './fleet.fixtures.js';
import { allCounts, hasActivated, openWave } from './index.js';

describe('the engine in single cases', () => {
  it('takes a good build through canary, pause, promotion and the rest', () => {
    const fleet = new Fleet(
      aPlan({
        strategy: {
          type: 'canary',
          steps: [{ setWeight: 10 }, { pause: { seconds: null } }, { setWeight: 100 }],
          stratifyBy: [],
        },
      }),
      Array.from({ length: 10 }, () => 'good' as const),
    );
    fleet.deploy();
    fleet.runFor(20);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'step' } });
    expect(allCounts(fleet.rollout).succeeded).toBe(1);
    fleet.command({ type: 'promote', isFull: false });
    fleet.runFor(80);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('S05 S06 rolls a build that fails at the canary back without touching anybody else', () => {
    const fleet = new Fleet(
      aPlan(),
      Array.from({ length: 10 }, () => 'fails' as const),
    );
    fleet.deploy();
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('rolled_back');
    expect([...fleet.targets.values()].filter(hasActivated)).toHaveLength(1);
  });

  it('F26 S06 names a node that vanished in mid-update and ends', () => {
    const fleet = new Fleet(aPlan({ failureThreshold: 1, maxUnavailable: 3 }), [
      ...Array.from({ length: 9 }, () => 'good' as const),
      'silent_after',
    ]);
    fleet.deploy();
    fleet.runFor(300);
    expect(fleet.rollout.status).toBe('completed_with_exceptions');
    expect(
      [...fleet.targets.values()].filter(({ status }) => status === 'dark').map(({ nodeId }) => nodeId),
    ).toEqual(['node-9']);
  });

  it('opens no gate on a wave that nobody answered', () => {
    const fleet = new Fleet(
      aPlan(),
      Array.from({ length: 10 }, () => 'offline' as const),
    );
    fleet.deploy();
    fleet.runFor(30);
    expect(fleet.rollout).toMatchObject({ status: 'deploying', step: 0 });
    fleet.runFor(120);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'no_evidence', wave: 0 } });
  });

  it('goes on by itself when the nodes of a wave that were all offline come back', () => {
    const fleet = new Fleet(
      aPlan({ strategy: aRolling('100%'), maxUnavailable: 5 }),
      Array.from({ length: 3 }, () => 'late' as const),
    );
    fleet.deploy();
    fleet.runFor(120);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('I21 waits for a node that came back during a pause before it opens what comes next', () => {
    const fleet = new Fleet(
      aPlan({
        strategy: {
          type: 'canary',
          steps: [{ setWeight: 50 }, { pause: { seconds: null } }],
          stratifyBy: [],
        },
        maxUnavailable: 4,
      }),
      ['good', 'good', 'late', 'late'],
    );
    fleet.deploy();
    fleet.runFor(89);
    const [late] = [...fleet.targets.values()].filter(({ status }) => status === 'skipped');
    if (!late) throw new Error('nobody of the first wave was away');
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'step' } });
    fleet.runFor(1);
    fleet.command({ type: 'promote', isFull: false });
    fleet.runFor(1);
    expect(fleet.targets.get(late.nodeId)?.status).toBe('assigned');
    expect(openWave(fleet.rollout)).toBe(0);
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('F41 S06 goes one way only, whenever a rollback meets reports of success', () => {
    let seconds = 0;
    for (let isOver = false; !isOver; seconds += 1) {
      const again: string[] = [];
      const fleet = new Fleet(
        aPlan({ maxUnavailable: 3 }),
        Array.from({ length: 10 }, () => 'good' as const),
        (_, before, { desired }) => {
          if (before.status !== 'rolling_back') return;
          again.push(...desired.flatMap(({ action, nodeId }) => (action === 'activate' ? [nodeId] : [])));
        },
      );
      fleet.deploy();
      fleet.runFor(seconds);
      isOver = !fleet.command({ type: 'rollback', actor: 'somebody' });
      if (isOver) break;
      fleet.runFor(120);
      expect([seconds, fleet.rollout.status, again]).toEqual([seconds, 'rolled_back', []]);
      for (const { id, facts } of fleet.nodes.values()) {
        expect(facts.bins[0]?.observed?.sha256).toBe(OLD);
        expect(['pending', 'reverted']).toContain(fleet.targets.get(id)?.status);
      }
    }
    // Several batches went by before it was completed.
    expect(seconds).toBeGreaterThan(40);
  });
});
