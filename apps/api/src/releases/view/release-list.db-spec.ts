import { Database } from '../../platform/database/index.js';
import { withReleaseWorld } from '../releases.fixtures.js';
import { ReleaseListReadModel } from './release-list.read-model.js';

describe('a list of releases', () => {
  const world = withReleaseWorld(1);

  it('does not carry the nodes that plans name, of which a way back may have a hundred thousand', async () => {
    const { id } = await world.create('1.0.0', { selector: { nodeIds: ['node-0'] } });
    const { app } = world.console;
    const { reader } = app.get(Database);
    const list = app.get(ReleaseListReadModel, { strict: false });
    const { items } = await list.list(reader, { projectIds: undefined, limit: 10 });
    expect(items.map((item) => item.id)).toEqual([id]);
    expect(JSON.stringify(items)).not.toContain('node-0');
    expect((await list.one(reader, id))?.rollout.plan.selector.nodeIds).toEqual(['node-0']);
    expect((await world.detail(id)).plan.selector.nodeIds).toEqual(['node-0']);
  });
});
