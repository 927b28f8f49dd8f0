import { withConsole, type Answer, type Person } from '../../test/with-console.js';
import { AuditLog } from './audit-log.repository.js';

describe('the audit log', () => {
  const console = withConsole();
  const actions = ({ body }: Answer): string[] => body.items.map(({ action }: { action: string }) => action);
  let shop = '';
  let manager: Person;

  beforeAll(async () => {
    shop = (await console.newProject('shop')).id;
    manager = await console.member(shop, 'release_manager');
    await console.newProject('bank');
  });

  it('is append-only, for every way there is', async () => {
    for (const sql of [
      "UPDATE audit_entries SET action = 'x'",
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
    ]) {
      await expect(console.db.source.query(sql)).rejects.toThrow('never changed or removed');
    }
  });

  it('shows a project to those who may read its audit, and the rest to admins only', async () => {
    const seen = await manager.call('GET', '/audit');
    expect(new Set(seen.body.items.map(({ projectId }: { projectId: string }) => projectId))).toEqual(
      new Set([shop]),
    );
    expect(actions(await console.admin.call('GET', '/audit'))).toContain('user.signed_in');
    expect((await manager.call('GET', `/audit?projectId=${shop}`)).status).toBe(200);
    const bank = (await console.admin.call('GET', '/projects/bank')).body.id as string;
    expect((await manager.call('GET', `/audit?projectId=${bank}`)).status).toBe(404);
    for (const role of ['developer', 'operator', 'viewer'] as const)
      expect((await (await console.member(shop, role)).call('GET', '/audit')).status).toBe(403);
  });

  it('hides a project where the person only reads from the audit of another', async () => {
    const bank = (await console.admin.call('GET', '/projects/bank')).body.id as string;
    await console.admin.call('PUT', `/projects/bank/members/${manager.id}`, { role: 'viewer' });
    const answer = await manager.call('GET', '/audit');
    expect(answer.body.items.some(({ projectId }: { projectId: string }) => projectId === bank)).toBe(false);
  });

  it('can be searched by action, actor, subject and time, and paged', async () => {
    const created = await console.admin.call(
      'GET',
      `/audit?action=project.created&subjectType=project&subjectId=${shop}&actorId=${console.admin.id}`,
    );
    expect(actions(created)).toEqual(['project.created']);
    expect(new Set(actions(await console.admin.call('GET', '/audit?action=member.')))).toEqual(
      new Set(['member.set']),
    );
    const { at } = created.body.items[0] as { at: string };
    expect(actions(await console.admin.call('GET', `/audit?subjectId=${shop}&to=${at}`))).toEqual([]);
    expect(
      actions(await console.admin.call('GET', `/audit?subjectId=${shop}&from=${at}&action=project.created`)),
    ).toEqual(['project.created']);
    const first = await console.admin.call('GET', '/audit?limit=1');
    const second = await console.admin.call('GET', `/audit?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body.items[0].id < first.body.items[0].id).toBe(true);
    expect((await console.admin.call('GET', '/audit?from=yesterday')).status).toBe(400);
  });

  it('D9 is written with the change or not at all', async () => {
    const log = console.app.get(AuditLog, { strict: false });
    const actor = { kind: 'system', id: null, name: 'Test' } as const;
    const undone = console.db.database.transaction(async (tx) => {
      await log.record(tx, { actor, action: 'test.undone', subject: { type: 'test', id: '1' } });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(actions(await console.admin.call('GET', '/audit?action=test.undone'))).toEqual([]);
    await console.db.source.query('ALTER TABLE audit_entries RENAME TO audit_entries_gone');
    const refused = await console.admin.call('PUT', '/projects/shop', { name: 'Unrecorded' });
    await console.db.source.query('ALTER TABLE audit_entries_gone RENAME TO audit_entries');
    expect(refused.status).toBe(500);
    expect((await console.admin.call('GET', '/projects/shop')).body.name).toBe('Project shop');
  });
});
