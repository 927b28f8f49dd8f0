import { decide, type Command } from '@release-console/rollout-core';
import { DecisionWriter } from '../engine/decision-writer.js';
import { withReleaseWorld } from '../releases.fixtures.js';
import type { Release } from './release.entity.js';
import { ReleasesRepository } from './releases.repository.js';

describe('decisions that were made on the same revision', () => {
  const world = withReleaseWorld(0);

  /** Without the lock that keeps people and engines apart. */
  function carryOut(before: Release, command: Command): Promise<Release> {
    const decided = decide(before.rollout, command, Date.now());
    if (!decided.ok) throw new Error(decided.refusal.message);
    return world.console.db.database.transaction((tx) =>
      world.console.app.get(DecisionWriter).write(tx, before, decided, null),
    );
  }

  it('I7 F03 are written once, with one revision and one line of history, and the others not at all', async () => {
    const { id } = await world.create('1.0.0');
    const releases = world.console.app.get(ReleasesRepository);
    const before = await releases.find(world.console.db.source.manager, id);
    if (!before) throw new Error('the release is gone');
    const outcomes = await Promise.allSettled([
      carryOut(before, { type: 'submit', isApproved: false }),
      carryOut(before, { type: 'submit', isApproved: true }),
      carryOut(before, { type: 'cancel', reason: null }),
      carryOut(before, { type: 'cancel', reason: 'again' }),
    ]);
    const written = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect([written.length, refused.length]).toEqual([1, 3]);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'RELEASE_CHANGED' });
    const after = await releases.find(world.console.db.source.manager, id);
    expect(after).toMatchObject({ revision: before.revision + 1, status: written[0]?.status });
    const history = await world.query('SELECT DISTINCT revision FROM release_events WHERE release_id = $1', [
      id,
    ]);
    expect(history).toEqual([{ revision: before.revision + 1 }]);
  });
});
