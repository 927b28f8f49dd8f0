import { ApprovalPolicies1795000001900 } from '../../migrations/1795000001900-approval-policies.js';
import { entities } from '../app.module.js';
import { withDatabase } from '../../test/with-database.js';

describe('the migration from a number of approvals to a policy', () => {
  const database = withDatabase({ entities });

  it('keeps how many people each environment asks for, and goes back to that', async () => {
    const runner = database.source.createQueryRunner();
    const migration = new ApprovalPolicies1795000001900();
    await migration.down(runner);
    const [project] = await runner.query(
      `INSERT INTO projects (code, name, created_at, updated_at) VALUES ('edge', 'Edge', now(), now()) RETURNING id`,
    );
    await runner.query(
      `INSERT INTO environments (project_id, code, name, position, required_approvals)
       VALUES ($1, 'dev', 'Dev', 0, 0), ($1, 'production', 'Production', 1, 2)`,
      [project.id],
    );
    await migration.up(runner);
    expect(await runner.query('SELECT code, approval_policy FROM environments ORDER BY position')).toEqual([
      { code: 'dev', approval_policy: { levels: [], allowsOwnWork: false, expiresAfterHours: null } },
      {
        code: 'production',
        approval_policy: {
          levels: [{ roles: ['admin', 'project_admin', 'release_manager'], userIds: [], minimum: 2 }],
          allowsOwnWork: false,
          expiresAfterHours: null,
        },
      },
    ]);
    await migration.down(runner);
    expect(await runner.query('SELECT required_approvals FROM environments ORDER BY position')).toEqual([
      { required_approvals: 0 },
      { required_approvals: 2 },
    ]);
    await runner.release();
  });
});
