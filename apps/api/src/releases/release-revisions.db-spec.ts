import type { Answer } from '../../test/with-console.js';
import { withReleaseWorld } from './releases.fixtures.js';

describe('what a decision about a release was made on', () => {
  const world = withReleaseWorld(2);
  const ask = (path: string, headers: Record<string, string> = {}, body: object = {}): Promise<Answer> =>
    world.manager.call('POST', path, body, headers);

  it('I7 is named by expectedRevision or If-Match, in a dry run too; what is out of date changes nothing', async () => {
    const { id, revision } = await world.create('1.0.0');
    const read = await world.manager.call('GET', `/releases/${id}`);
    expect(read.headers['etag']).toBe(`"${revision}"`);
    const stale = {
      status: 409,
      body: { code: 'RELEASE_CHANGED', status: 409, revision, releaseStatus: 'draft' },
    };
    expect(await ask(`/releases/${id}/submit`, { 'if-match': '"9"' })).toMatchObject(stale);
    expect(await ask(`/releases/${id}/submit`, {}, { expectedRevision: 9 })).toMatchObject(stale);
    expect(await ask(`/releases/${id}/submit?dryRun=true`, { 'if-match': '"9"' })).toMatchObject({
      status: 200,
      body: { allowed: false, code: 'RELEASE_CHANGED' },
    });
    const edit = await world.manager.call('PUT', `/releases/${id}`, read.body.plan, { 'if-match': '"9"' });
    expect(edit).toMatchObject({ status: 409, body: { code: 'RELEASE_CHANGED' } });
    expect((await ask(`/releases/${id}/submit`, { 'if-match': 'yesterday' })).status).toBe(400);
    expect((await world.manager.call('GET', `/releases/${id}`)).body).toMatchObject({
      status: 'draft',
      revision,
    });
    const submitted = await ask(`/releases/${id}/submit`, { 'if-match': String(read.headers['etag']) });
    expect(submitted).toMatchObject({ status: 200, body: { status: 'pending_approval' } });
    expect(submitted.headers['etag']).toBe(`"${submitted.body.revision}"`);
    expect((await ask(`/releases/${id}/cancel`, { 'if-match': '*' })).status).toBe(200);
  });

  it('tells the status of the release beside the status of the answer', async () => {
    const { id } = await world.create('1.0.0');
    expect((await ask(`/releases/${id}/pause`)).body).toMatchObject({ status: 409, releaseStatus: 'draft' });
    await world.ok(world.manager, id, 'cancel');
  });

  it.each(['yes', 'TRUE', 'on', '', 'true&dryRun=true'])(
    'carries nothing out when a dry run is asked for as %j',
    async (word) => {
      const { id } = await world.create('1.0.0');
      const answer = await ask(`/releases/${id}/submit?dryRun=${word}`);
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'dryRun' }] } });
      expect((await world.manager.call('GET', `/releases/${id}`)).body.status).toBe('draft');
      await world.ok(world.manager, id, 'cancel');
    },
  );
});
