import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from '../../../test/with-console.js';
import { withReleaseWorld } from '../releases.fixtures.js';
import { ReleaseTicker } from './release-ticker.js';

describe('an engine that is asked to end', () => {
  const world = withReleaseWorld(2);
  let other: NestFastifyApplication;

  beforeAll(async () => {
    await world.console.app.get(ReleaseTicker).beforeApplicationShutdown();
    other = await world.console.another();
  });

  /** Nobody can be asked while this lasts. */
  async function whileNobodyIsAsked(work: (letGo: () => Promise<void>) => Promise<void>): Promise<void> {
    const holder = world.console.db.source.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE desired_state IN SHARE MODE');
    let isHeld = true;
    const letGo = async (): Promise<void> => {
      if (isHeld) await holder.commitTransaction();
      isHeld = false;
    };
    await work(letGo).finally(async () => {
      await letGo();
      await holder.release();
    });
  }

  it('F52 finishes what it is at, and leaves a release of which all or nothing was written', async () => {
    const { id } = await world.create('1.0.0', {
      submit: true,
      strategy: { type: 'rolling', batch: '100%' },
    });
    await world.ok(world.approver, id, 'approve');
    for (const node of world.nodes) await node.sync();
    // That they called is written down a moment later; who never called is passed by.
    await eventually(async () =>
      expect(await world.query('SELECT 1 FROM node_presence', [])).toHaveLength(world.nodes.length),
    );
    await whileNobodyIsAsked(async (letGo) => {
      await world.ok(world.manager, id, 'deploy');
      await eventually(
        async () =>
          expect(
            await world.query(
              "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%desired_state%' AND datname = current_database()",
              [],
            ),
          ).toHaveLength(1),
        20_000,
      );
      let hasEnded = false;
      const ended = other.close().then(() => (hasEnded = true));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(hasEnded).toBe(false);
      await letGo();
      await ended;
    });
    const targets = (await world.manager.call('GET', `/releases/${id}/targets`)).body.items;
    expect(targets.map(({ status }: { status: string }) => status)).toEqual(['assigned', 'assigned']);
    const wanted = 'SELECT generation::int FROM desired_state WHERE release_id = $1';
    expect(await world.query(wanted, [id])).toEqual([{ generation: 1 }, { generation: 1 }]);
  }, 60_000);
});
