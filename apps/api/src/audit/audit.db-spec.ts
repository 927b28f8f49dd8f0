import { withConsole, type Answer, type Person } from '../../test/with-console.js';
import { parseCsv } from '../platform/csv/index.js';
import { AuditLog } from './audit-log.repository.js';

const FREEZE_TIMES = { kind: 'once', startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };

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
    expect(second.body.items[0].seq).toBe(first.body.items[0].seq - 1);
    expect((await console.admin.call('GET', '/audit?from=yesterday')).status).toBe(400);
  });

  it('says from where a change came and which request made it, whatever headers claim', async () => {
    const headers = {
      'user-agent': 'x'.repeat(300),
      'x-forwarded-for': '203.0.113.9',
      'x-real-ip': '203.0.113.9',
    };
    const name = 'Shop & Söhne';
    const changed = await console.admin.call('PUT', '/projects/shop', { name }, headers);
    const requestId = String(changed.headers['x-request-id']);
    const { body } = await console.admin.call('GET', `/audit?requestId=${requestId}`);
    expect(body.items).toEqual([
      expect.objectContaining({
        actor: { kind: 'user', id: console.admin.id, name: expect.any(String), token: null },
        action: 'project.changed',
        data: { name: { from: 'Project shop', to: name } },
        requestId,
        address: '127.0.0.1',
        userAgent: 'x'.repeat(200),
      }),
    ]);
    const found = async (q: string) =>
      actions(await console.admin.call('GET', `/audit?subjectId=${shop}&q=${encodeURIComponent(q)}`));
    expect(await found('SHOP & sö')).toContain('project.changed');
    expect(await found('%')).toEqual([]);
    await console.admin.call('PUT', '/projects/shop', { name: 'Project shop' });
  });

  it('writes what the console does by itself down to no request, even inside of one', async () => {
    const { body } = await console.admin.call('GET', '/audit?action=audit.sealed');
    expect(body.items).toEqual([
      expect.objectContaining({ seq: 1, requestId: null, address: null, userAgent: null }),
    ]);
  });

  it('S35 is taken along with the same filters and the same access, and no cell of it is a formula', async () => {
    const reason = '=HYPERLINK("http://203.0.113.1")';
    await console.admin.call('POST', '/freezes', { name: 'x', reason, times: FREEZE_TIMES });
    const csv = await console.admin.call('GET', '/audit/export?format=csv&action=freeze.');
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
    });
    expect(csv.body).toContain(`,"'=HYPERLINK(""http://203.0.113.1"")",`);
    const [header = [], row = [], ...others] = parseCsv(csv.body as string) ?? [];
    expect(others).toEqual([]);
    expect(row[header.indexOf('reason')]).toBe(reason);
    const listed = (await console.admin.call('GET', '/audit?limit=200')).body.items as object[];
    const all = await console.admin.call('GET', '/audit/export?format=json');
    expect(all.body).toEqual(listed);
    const own = (await manager.call('GET', '/audit/export?format=json')).body as { projectId: string }[];
    expect(new Set(own.map(({ projectId }) => projectId))).toEqual(new Set([shop]));
    expect(own.length).toBeGreaterThan(0);
    const none = await console.admin.call('GET', '/audit/export?format=json&requestId=none');
    expect(none.body).toEqual([]);
    expect((await console.admin.call('GET', '/audit/export')).status).toBe(400);
    const viewer = await console.member(shop, 'viewer');
    expect((await viewer.call('GET', '/audit/export?format=csv')).status).toBe(403);
    const bank = (await console.admin.call('GET', '/projects/bank')).body.id as string;
    expect((await manager.call('GET', `/audit/export?format=csv&projectId=${bank}`)).status).not.toBe(200);
  });

  it('is proven whole for admins, and for nobody else', async () => {
    const { status, body } = await console.admin.call('GET', '/audit/verify');
    expect([status, body]).toEqual([200, expect.objectContaining({ whole: true, fault: null, unsealed: 0 })]);
    expect((await console.admin.call('GET', `/audit/verify?receipt=${body.receipt}`)).body.whole).toBe(true);
    expect((await manager.call('GET', '/audit/verify')).status).toBe(403);
    expect((await console.admin.call('GET', '/audit/verify?receipt=1')).status).toBe(400);
    const other = `${body.entries}:${'0'.repeat(64)}`;
    const replaced = await console.admin.call('GET', `/audit/verify?receipt=${other}`);
    expect(replaced.body).toMatchObject({
      whole: false,
      fault: { kind: 'not_what_was_noted', seq: body.entries, entry: { seq: body.entries } },
    });
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
