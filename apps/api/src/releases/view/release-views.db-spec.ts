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

  it('pages through what people did, and through what happened by itself', async () => {
    const id = await world.deployed('1.0.0', { strategy: { type: 'rolling', batch: '100%' } });
    await world.until(id, ({ status }) => status === 'completed');
    const events = async (query: string): Promise<{ seq: number; actor: object | null }[]> => {
      const first = await world.manager.call('GET', `/releases/${id}/events?limit=2${query}`);
      expect(first.body.items).toHaveLength(2);
      const rest = await world.manager.call(
        'GET',
        `/releases/${id}/events?cursor=${first.body.nextCursor}${query}`,
      );
      return [...first.body.items, ...rest.body.items];
    };
    const all = await events('');
    expect(await events('&by=user')).toEqual(all.filter(({ actor }) => actor !== null));
    expect(await events('&by=system')).toEqual(all.filter(({ actor }) => actor === null));
    const unknown = await world.manager.call('GET', `/releases/${id}/events?by=nobody`);
    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ field: 'by' }] } });
  });
});
