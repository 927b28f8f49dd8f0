import { withReleaseWorld } from '../releases.fixtures.js';

describe('what is told of a release', () => {
  const world = withReleaseWorld(1);

  it('a plan that is sent back with another version takes the name of that one, and keeps a title that was given', async () => {
    const { id } = await world.create('1.0.0');
    const changed = async (change: object): Promise<string> => {
      const { plan } = await world.detail(id);
      const answer = await world.manager.call('PUT', `/releases/${id}`, { ...plan, ...change });
      expect(answer.status).toBe(200);
      return (await world.detail(id)).title;
    };
    const second = [{ bin: 'edge-proxy', version: '2.0.0' }];
    expect(await changed({ bins: second })).toBe('edge-proxy 2.0.0');
    expect(await changed({ title: 'Hotfix' })).toBe('Hotfix');
    expect(await changed({ bins: [{ bin: 'edge-proxy', version: '3.0.0' }] })).toBe('Hotfix');
    await world.ok(world.manager, id, 'cancel');
  });
});
