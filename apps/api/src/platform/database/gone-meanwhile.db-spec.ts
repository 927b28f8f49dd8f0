import { eventually, withConsole } from '../../../test/with-console.js';

describe('what a request refers to, and somebody removes while it is carried out', () => {
  const console = withConsole();

  it('is not there, as it would be a moment later', async () => {
    const { id: projectId } = await console.newProject('meanwhile');
    const { body } = await console.admin.call('POST', `/projects/${projectId}/environments`, {
      ...{ code: 'passing', name: 'Passing' },
    });
    await console.admin.call('POST', '/nodes', { id: 'n-1', name: 'n-1', memberships: [] });
    const other = console.db.source.createQueryRunner();
    await other.startTransaction();
    await other.query('DELETE FROM environments WHERE id = $1', [body.id]);
    const joining = console.admin.call('PUT', `/nodes/n-1/memberships/${projectId}`, {
      environmentId: body.id,
    });
    await eventually(async () =>
      expect(await other.query('SELECT 1 FROM pg_locks WHERE NOT granted')).not.toEqual([]),
    );
    await other.commitTransaction();
    await other.release();
    const { status, body: problem } = await joining;
    expect({ status, problem }).toMatchObject({
      status: 400,
      problem: { errors: [{ field: 'environmentId', code: 'unknown_environment' }] },
    });
  });
});
