import { withReleaseWorld } from './releases.fixtures.js';

describe('an approval by somebody who may no longer approve', () => {
  const world = withReleaseWorld(1);

  it('counts as little in the list and on the page as it does when the release is deployed', async () => {
    const path = `/projects/${world.project.id}/environments/${world.environment('production')}`;
    await world.console.admin.call('PUT', path, { requiredApprovals: 2 });
    const { id } = await world.create('1.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    const headlineInList = async (): Promise<string> =>
      (await world.manager.call('GET', '/releases')).body.items[0].headline.en;
    expect(await headlineInList()).toContain('Waits for 1 approval');

    const member = `/projects/${world.project.id}/members/${world.approver.id}`;
    expect((await world.console.admin.call('PUT', member, { role: 'viewer' })).status).toBe(200);
    expect(await headlineInList()).toContain('Waits for 2 approvals');
    const detail = await world.detail(id);
    expect(detail.approval).toMatchObject({ required: 2, given: 0 });
    expect(detail.headline.en).toContain('Waits for 2 approvals');
    expect(detail.blockedBy[0].text.en).toBe('Needs 2 approvals');
  });
});
