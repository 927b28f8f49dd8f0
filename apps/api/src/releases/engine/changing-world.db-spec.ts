import { eventually, type Answer } from '../../../test/with-console.js';
import { digestOf, withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };

describe('a world that changes while a release is on its way', () => {
  const world = withReleaseWorld(4);

  async function setApprovals(requiredApprovals: number): Promise<void> {
    const path = `/projects/${world.project.id}/environments/${world.environment('production')}`;
    const { status } = await world.console.admin.call('PUT', path, { requiredApprovals });
    expect(status).toBe(200);
  }

  it('passes by a node that moved to another environment, and one that is held on its host', async () => {
    await world.until(await world.deployed('1.0.0', ALL_AT_ONCE), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    const { id } = await world.create('2.0.0', { submit: true, strategy: { type: 'rolling', batch: '50%' } });
    await world.ok(world.approver, id, 'approve');
    for (const node of world.nodes) await node.sync();
    await world.ok(world.manager, id, 'deploy');
    await world.ok(world.manager, id, 'pause');
    const { items } = (await world.manager.call('GET', `/releases/${id}/targets`)).body;
    const [moved, held] = [items[2].nodeId, items[3].nodeId];
    await world.query('UPDATE node_memberships SET environment_id = $2 WHERE node_id = $1', [
      moved,
      world.environment('dev'),
    ]);
    await world.query(`UPDATE nodes SET held_reason = 'looking at it' WHERE id = $1`, [held]);
    await world.ok(world.manager, id, 'resume');
    const waiting = await world.until(
      id,
      ({ progress }) => progress.succeeded === 2 && progress.skipped === 2,
    );
    expect(waiting.exceptions.map(({ error }: { error: { code: string } }) => error.code).sort()).toEqual([
      'NODE_HELD',
      'NODE_LEFT',
    ]);
    await world.query('UPDATE nodes SET held_reason = NULL WHERE id = $1', [held]);
    const done = await world.until(id, ({ status }) => status === 'completed_with_exceptions', {
      withinMs: 25_000,
    });
    expect(done.exceptions).toEqual([expect.objectContaining({ nodeId: moved })]);
    expect(world.nodes.find((node) => node.id === moved)?.acted).toHaveLength(1);
    const path = `/environments/${world.environment('production')}/baselines`;
    expect((await world.manager.call('GET', path)).body.items).toMatchObject([{ version: '2.0.0' }]);
    world.markGood('2.0.0');
  }, 60_000);

  it('deploys under the policy that it was asked for under, whatever the environment wants since', async () => {
    const { id } = await world.create('1.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    await setApprovals(2);
    await world.ok(world.manager, id, 'deploy');
    await world.ok(world.manager, id, 'abort');

    const later = await world.create('1.0.0', { submit: true });
    await world.ok(world.approver, later.id, 'approve');
    await setApprovals(1);
    expect(await world.detail(later.id)).toMatchObject({
      status: 'pending_approval',
      approval: { required: 2 },
    });
    await world.ok(world.console.admin, later.id, 'approve');
    await world.ok(world.manager, later.id, 'deploy');
    await world.ok(world.manager, later.id, 'abort');
  });

  it('does not count the approval of somebody who may approve no more', async () => {
    const { id } = await world.create('1.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    const path = `/projects/${world.project.id}/members/${world.approver.id}`;
    await world.console.admin.call('PUT', path, { role: 'viewer' });
    expect((await world.manager.call('POST', `/releases/${id}/deploy`)).body).toMatchObject({
      code: 'APPROVAL_MISSING',
    });
    await world.console.admin.call('PUT', path, { role: 'release_manager' });
    await world.ok(world.manager, id, 'cancel');
  });

  it('refuses to submit a draft of what is no longer what it was', async () => {
    const { id } = await world.create('3.0.0');
    await world.addVersion('3.0.0', 'arm64');
    expect((await world.manager.call('POST', `/releases/${id}/submit`)).body).toMatchObject({
      status: 409,
      code: 'PLAN_CHANGED',
    });
  });

  it('tells a node of unknown architecture why it is given nothing, when a release has several', async () => {
    await world.addVersion('4.0.0', 'amd64');
    await world.addVersion('4.0.0', 'arm64');
    const node = await world.addNode('bare');
    const ask = (): Promise<Answer> =>
      world.console.call('GET', `/bins/${world.bin}`, { headers: { authorization: `Bearer ${node.token}` } });
    await world.query('UPDATE nodes SET arch = NULL WHERE id = $1', [node.id]);
    await eventually(async () => expect((await ask()).status).toBe(404));
    const { id } = await world.create('4.0.0', { submit: true, ...ALL_AT_ONCE });
    expect((await ask()).status).toBe(404);
    await world.ok(world.approver, id, 'approve');
    const refused = await world.manager.call('POST', `/releases/${id}/deploy`);
    expect(refused.body).toMatchObject({ status: 409, code: 'NODE_ARCH_UNKNOWN', nodeIds: ['bare'] });
    expect((await ask()).body).toMatchObject({
      status: 409,
      code: 'NODE_ARCH_UNKNOWN',
      archs: ['amd64', 'arm64'],
    });
    await world.ok(world.manager, id, 'cancel');
    expect((await ask()).status).toBe(404);
  });

  it('leaves out a host of unknown architecture that never called, and gives it the baseline when it does', async () => {
    await world.query('DELETE FROM node_memberships WHERE node_id = $1', ['bare']);
    const ask = (): Promise<Answer> =>
      world.manager.call('POST', '/releases/preview', world.draft('4.0.0', ALL_AT_ONCE));
    const before = (await ask()).body.nodeCount as number;
    const host = await world.addNode('boxed');
    world.nodes = world.nodes.filter(({ id }) => id !== host.id && id !== 'bare');
    await world.query('UPDATE nodes SET arch = NULL WHERE id = $1', [host.id]);
    const preview = await ask();
    expect(preview.body.nodeCount).toBe(before);
    expect(preview.body.warnings).toContainEqual({
      en: '1 node has never called, so nobody knows the architecture: left out, and given the baseline or a place in the last wave after the first call.',
      zh: expect.stringContaining('1 个节点从未上报') as string,
    });
    const id = await world.deployed('4.0.0', ALL_AT_ONCE);
    await world.until(id, ({ status }) => status === 'completed', { withinMs: 20_000 });
    const facts = { agent: { version: '0.3.0', instance: host.id }, facts: { arch: 'arm64', os: 'linux' } };
    await host.send(facts);
    await host.sync();
    expect(host.runs()).toBe(digestOf('4.0.0arm64'));
  }, 40_000);
});
