import { digestOf, withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };

describe('what a release counts on', () => {
  const world = withReleaseWorld(5);

  it('nodes without the label that caps count by are asked like those of any other group', async () => {
    const [first] = world.nodes;
    await world.query(`UPDATE nodes SET labels = labels || '{"rack": "r1"}' WHERE id = $1`, [first?.id]);
    const id = await world.deployed('1.0.0', {
      ...ALL_AT_ONCE,
      maxUnavailablePerGroup: { label: 'rack', max: 2 },
    });
    const ended = await world.until(id, ({ status }) => status === 'completed');
    expect(ended.progress.succeeded).toBe(5);
    world.markGood('1.0.0');
  }, 60_000);

  it('I24 a canary that falls silent while it soaks takes its build back, and nobody else gets it', async () => {
    const strategy = {
      type: 'canary',
      steps: [{ setWeight: 20 }, { pause: { seconds: 8 } }, { setWeight: 100 }],
    };
    const limits = { darkAfterSeconds: 3, failureThreshold: 0, rollbackDeadlineSeconds: 10 };
    const id = await world.deployed('2.0.0', { strategy, ...limits });
    await world.until(id, ({ progress }) => progress.succeeded === 1);
    const canary = world.nodes.find((node) => node.runs() === digestOf('2.0.0'));
    if (canary) canary.isSilent = true;
    const ended = await world.until(id, ({ status }) => status === 'rolled_back_with_exceptions', {
      withinMs: 40_000,
    });
    expect(ended.exceptions).toMatchObject([{ nodeId: canary?.id, status: 'revert_failed' }]);
    expect(world.nodes.filter((node) => node.runs() === digestOf('2.0.0'))).toEqual([canary]);
    if (canary) canary.isSilent = false;
  }, 90_000);
});
