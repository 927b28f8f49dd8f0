import type { Answer, Person } from '../../../test/with-console.js';
import { withReleaseWorld } from '../releases.fixtures.js';

describe('the preview of a release', () => {
  const world = withReleaseWorld(1);

  it('names nobody as an approver of their own work, and says when nobody is left', async () => {
    const previewBy = async (person: Person): Promise<Answer['body']> =>
      (await person.call('POST', '/releases/preview', world.draft('1.0.0'))).body;
    const lacks = ({ warnings }: Answer['body']): boolean =>
      warnings.some(({ en }: { en: string }) => en.includes('can be given by nobody'));
    const before = await previewBy(world.manager);
    const ids = before.whoMayApprove.map(({ id }: { id: string }) => id);
    expect(ids).toContain(world.approver.id);
    expect(ids).not.toContain(world.manager.id);
    expect(lacks(before)).toBe(false);
    const path = `/projects/${world.project.id}/environments/${world.environment('production')}/approval-policy`;
    const level = { roles: [], userIds: [world.manager.id], minimum: 1 };
    const policy = (allowsOwnWork: boolean): Promise<Answer> =>
      world.console.admin.call('PUT', path, { levels: [level], allowsOwnWork });
    expect((await policy(false)).status).toBe(200);
    const own = await previewBy(world.manager);
    expect([own.whoMayApprove, lacks(own)]).toEqual([[], true]);
    expect((await previewBy(world.approver)).whoMayApprove).toMatchObject([{ id: world.manager.id }]);
    await policy(true);
    expect((await previewBy(world.manager)).whoMayApprove).toMatchObject([{ id: world.manager.id }]);
  });

  it('refuses named nodes that the environment does not have, and warns of those that are not active', async () => {
    await world.query(
      `INSERT INTO nodes (id, name, arch, labels, lifecycle) VALUES ('idle', 'Idle', 'amd64', '{}', 'maintenance'), ('far', 'Far', 'amd64', '{}', 'active')`,
      [],
    );
    await world.query(
      `INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ('idle', $1, $2), ('far', $1, $3)`,
      [world.project.id, world.environment('production'), world.environment('staging')],
    );
    const named = (nodeIds: readonly string[]): object => world.draft('1.0.0', { selector: { nodeIds } });
    for (const path of ['/releases/preview', '/releases']) {
      const { body } = await world.manager.call('POST', path, named(['node-0', 'far', 'gone']));
      expect(body).toMatchObject({
        status: 400,
        errors: [{ field: 'selector.nodeIds', code: 'not_in_environment' }],
      });
      expect(body.errors[0].message).toContain('far, gone');
    }
    const { body } = await world.manager.call('POST', '/releases/preview', named(['node-0', 'idle']));
    expect(body.nodeCount).toBe(1);
    expect(body.warnings).toContainEqual({
      en: '1 node is not active, and left out: Idle.',
      zh: '1 个节点未启用，不包含在内：Idle。',
    });
  });
});
