import { withReleaseWorld } from '../releases.fixtures.js';

describe('the preview of a release', () => {
  const world = withReleaseWorld(1);

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
