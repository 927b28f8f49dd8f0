import { withConsole } from '../../../test/with-console.js';
import { Realtime } from '../../realtime/index.js';

const NIGHTS = {
  kind: 'weekly',
  timeZone: 'Europe/Berlin',
  days: [6],
  from: '22:00',
  to: '06:00',
  validFrom: null,
  validUntil: null,
};
const FREEZE = { name: ' Nights ', reason: 'nobody is awake', times: NIGHTS };
const RANGE = '?from=2026-03-27T00:00:00Z&to=2026-04-06T00:00:00Z';

describe('freezes of projects and of everything', () => {
  const console = withConsole();

  it('F21 are kept, listed with their occurrences, replaced, deleted and recorded', async () => {
    const project = (await console.admin.call('POST', '/projects', { code: 'shop', name: 'Shop' })).body;
    const path = `/projects/${project.id}/freezes`;
    const made = await console.admin.call('POST', path, FREEZE);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'Nights', times: NIGHTS, environmentId: null });
    const listed = (await console.admin.call('GET', `${path}${RANGE}`)).body.items;
    expect(listed).toMatchObject([
      {
        id: made.body.id,
        occurrences: [
          { startsAt: '2026-03-28T21:00:00.000Z', endsAt: '2026-03-29T04:00:00.000Z' },
          { startsAt: '2026-04-04T20:00:00.000Z', endsAt: '2026-04-05T04:00:00.000Z' },
        ],
      },
    ]);
    const once = { kind: 'once', startsAt: '2026-04-01T00:00:00.000Z', endsAt: '2026-04-02T00:00:00.000Z' };
    const [environment] = project.environments;
    const replaced = await console.admin.call('PUT', `${path}/${made.body.id}`, {
      ...FREEZE,
      times: once,
      environmentId: environment.id,
    });
    expect(replaced.body).toMatchObject({ times: once, environmentId: environment.id });
    expect((await console.admin.call('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
    expect((await console.admin.call('GET', path)).body.items).toEqual([]);
    const actions = await console.db.source.query(
      `SELECT action FROM audit_entries WHERE action LIKE 'freeze.%' ORDER BY action`,
    );
    expect(actions.map(({ action }: { action: string }) => action)).toEqual([
      'freeze.changed',
      'freeze.created',
      'freeze.deleted',
    ]);
  });

  it('are told to open pages: those of a project to its people, those of everywhere to all', async () => {
    const project = (await console.admin.call('POST', '/projects', { code: 'pier', name: 'Pier' })).body;
    const publish = jest.spyOn(console.app.get(Realtime), 'publish');
    const told = () => publish.mock.lastCall?.[1];
    const { id } = (await console.admin.call('POST', `/projects/${project.id}/freezes`, FREEZE)).body;
    expect(told()).toMatchObject({ topic: 'project', projectId: project.id });
    await console.admin.call('DELETE', `/projects/${project.id}/freezes/${id}`);
    const everywhere = (await console.admin.call('POST', '/freezes', FREEZE)).body.id;
    expect(told()).toEqual({ topic: 'project', id: everywhere, projectId: null });
    publish.mockClear();
    await console.admin.call('DELETE', `/freezes/${everywhere}`);
    expect(told()).toEqual({ topic: 'project', id: everywhere, projectId: null });
    publish.mockRestore();
  });

  it('are replaced only as they were read, when one says how', async () => {
    const project = (await console.admin.call('POST', '/projects', { code: 'dock', name: 'Dock' })).body;
    for (const path of [`/projects/${project.id}/freezes`, '/freezes']) {
      const { id, revision } = (await console.admin.call('POST', path, FREEZE)).body;
      expect(revision).toBe(1);
      const replace = (more: object, headers?: Record<string, string>) =>
        console.admin.call('PUT', `${path}/${id}`, { ...FREEZE, ...more }, headers);
      const both = await Promise.all(
        ['Ana', 'Bo'].map((name) => replace({ name, expectedRevision: revision })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
        code: 'STALE_REVISION',
        revision: 2,
      });
      expect((await replace({}, { 'if-match': '"1"' })).body.code).toBe('STALE_REVISION');
      const seen = await replace({}, { 'if-match': '"2"' });
      expect([seen.status, seen.body.revision, seen.headers['etag']]).toEqual([200, 3, '"3"']);
      expect((await replace({})).body.revision).toBe(4);
      const [listed] = (await console.admin.call('GET', path)).body.items;
      expect(listed.revision).toBe(4);
      const bad = await replace({ times: { ...NIGHTS, days: [] }, expectedRevision: 4 });
      expect(bad.body.errors).toMatchObject([{ field: 'times.days' }]);
      await console.admin.call('DELETE', `${path}/${id}`);
    }
  });

  it('are made by those who may: of a project by its admin, of everything by an admin only', async () => {
    const project = (await console.admin.call('POST', '/projects', { code: 'mill', name: 'Mill' })).body;
    const path = `/projects/${project.id}/freezes`;
    const admin = await console.member(project.id, 'project_admin');
    const manager = await console.member(project.id, 'release_manager');
    expect((await manager.call('POST', path, FREEZE)).status).toBe(403);
    expect((await admin.call('POST', path, FREEZE)).status).toBe(201);
    expect((await admin.call('POST', '/freezes', FREEZE)).status).toBe(403);
    const everywhere = await console.admin.call('POST', '/freezes', FREEZE);
    expect(everywhere.status).toBe(201);
    expect((await manager.call('GET', path)).body.items).toHaveLength(2);
    expect((await manager.call('GET', '/freezes')).body.items).toHaveLength(1);
    expect((await admin.call('DELETE', `${path}/${everywhere.body.id}`)).status).toBe(404);
    expect((await admin.call('DELETE', `/freezes/${everywhere.body.id}`)).status).toBe(403);
  });

  it('refuse times that can not be, environments of others and ranges without an end', async () => {
    const [one, other] = await Promise.all(
      ['left', 'right'].map(
        async (code) => (await console.admin.call('POST', '/projects', { code, name: code })).body,
      ),
    );
    const path = `/projects/${one.id}/freezes`;
    const bad = { ...NIGHTS, timeZone: 'Mars/Base', days: [], from: '25:00' };
    const refused = await console.admin.call('POST', path, { ...FREEZE, times: bad });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'times.timeZone',
      'times.days',
      'times.from',
    ]);
    const [startsAt, endsAt] = ['2026-12-24T00:00:00Z', '2026-12-27T00:00:00Z'];
    for (const [field, times] of [
      ['times.startsAt', { ...NIGHTS, startsAt, endsAt }],
      ['times.validUntil', { kind: 'once', startsAt, endsAt, validUntil: endsAt }],
    ] as const) {
      const { body } = await console.admin.call('POST', path, { ...FREEZE, times });
      expect(body.errors).toMatchObject([{ field, code: 'other_kind' }]);
    }
    const { times: _, ...timeless } = FREEZE;
    expect((await console.admin.call('POST', path, timeless)).body.errors).toEqual([
      expect.objectContaining({ field: 'times' }),
    ]);
    const foreign = { ...FREEZE, environmentId: other.environments[0].id };
    expect((await console.admin.call('POST', path, foreign)).status).toBe(404);
    const wide = '?from=2026-01-01T00:00:00Z&to=2028-01-01T00:00:00Z';
    expect((await console.admin.call('GET', `${path}${wide}`)).status).toBe(400);
  });
});
