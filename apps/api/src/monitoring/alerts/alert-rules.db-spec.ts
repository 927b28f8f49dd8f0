import type { Answer, Person } from '../../../test/with-console.js';
import { withReleaseWorld } from '../../releases/releases.fixtures.js';
import { AlertStage } from './alerts.fixtures.js';

const OFFLINE = { kind: 'nodes', state: 'silent', atLeast: 1 };
const PAUSED = { kind: 'release', states: ['paused'], forSeconds: 900 };

describe('alert rules and silences', () => {
  const world = withReleaseWorld(2);
  const stage = new AlertStage(world);
  const nodeIds = ['node-0', 'node-1'];
  let viewer: Person;
  let stranger: Person;

  beforeAll(async () => {
    await stage.standStill();
    viewer = await world.console.member(world.project.id, 'viewer');
    const other = await world.console.newProject('mill');
    stranger = await world.console.member(other.id, 'project_admin');
  });
  afterEach(() => stage.dropRules());

  const admin = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer> =>
    world.console.admin.call(method, path, body);

  /** All nodes are silent from the beginning on. */
  async function firing(more: object = {}): Promise<Answer['body']> {
    const rule = await stage.rule(OFFLINE, more);
    stage.base += 10_000;
    await stage.heard(nodeIds, -100);
    await stage.lookUntil(0, 40);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing' });
    return rule;
  }

  const silence = (body: object, by: Person = world.manager): Promise<Answer> =>
    by.call('POST', '/alert-silences', {
      projectId: world.project.id,
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      reason: 'we know',
      ...body,
    });

  it('are made, read, replaced by who read them last, deleted, and recorded', async () => {
    const body = { name: ' Paused too long ', severity: 'critical', bin: 'edge-proxy', environmentId: null };
    const rule = await stage.rule(PAUSED, body);
    expect(rule).toMatchObject({
      name: 'Paused too long',
      severity: 'critical',
      isEnabled: true,
      condition: PAUSED,
      project: { code: 'edge' },
      environment: null,
      bin: 'edge-proxy',
      firing: 0,
      pending: 0,
      revision: 1,
    });
    const path = `/alert-rules/${rule.id}`;
    const read = await viewer.call('GET', path);
    expect([read.body, read.headers['etag']]).toEqual([rule, '"1"']);
    const change = stage.ruleBody(OFFLINE, { name: 'Silent' });
    const changed = await admin('PUT', path, { ...change, expectedRevision: 1 });
    expect(changed.body).toMatchObject({
      revision: 2,
      name: 'Silent',
      condition: { ...OFFLINE, forSeconds: 0 },
    });
    const late = await admin('PUT', path, { ...change, expectedRevision: 1 });
    expect(late.body).toMatchObject({ status: 409, code: 'STALE_REVISION', revision: 2 });
    const taken = await admin('POST', '/alert-rules', stage.ruleBody(PAUSED, { name: 'Silent' }));
    expect(taken.body).toMatchObject({ status: 409, code: 'ALERT_RULE_NAME_TAKEN' });
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
    const entries = (await world.query(
      `SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY seq`,
      [rule.id],
    )) as readonly { action: string }[];
    expect(entries.map(({ action }) => action)).toEqual([
      'alert_rule.created',
      'alert_rule.changed',
      'alert_rule.deleted',
    ]);
  });

  it.each<[string, object, object, string]>([
    [
      'an environment of another project',
      PAUSED,
      { environmentId: '00000000-0000-7000-8000-000000000000' },
      'environmentId',
    ],
    ['a bin that there is not', PAUSED, { bin: 'nothing' }, 'bin'],
    ['a bin for nodes', OFFLINE, { bin: 'edge-proxy' }, 'bin'],
    ['a name that nobody sees', PAUSED, { name: ' ' }, 'name'],
    ['more than a day', { ...PAUSED, forSeconds: 86_401 }, {}, 'condition.forSeconds'],
    ['no status', { ...PAUSED, states: [] }, {}, 'condition.states'],
    ['a draft', { ...PAUSED, states: ['draft'] }, {}, 'condition.states'],
    ['no nodes', { ...OFFLINE, atLeast: 0 }, {}, 'condition.atLeast'],
    ['half a share', { ...OFFLINE, atLeast: '1.5%' }, {}, 'condition.atLeast'],
    ['a window of half a minute', { kind: 'metric', windowSeconds: 30 }, {}, 'condition.windowSeconds'],
    [
      'a window that is no whole minutes',
      { kind: 'metric', windowSeconds: 90 },
      {},
      'condition.windowSeconds',
    ],
    [
      'a figure without a threshold',
      { kind: 'metric', figure: 'cpus', comparison: 'above', windowSeconds: 60 },
      {},
      'condition.threshold',
    ],
    ['an unknown part', { ...OFFLINE, what: 1 }, {}, 'condition.what'],
  ])('refuse %s by its field', async (_, condition, more, field) => {
    for (const path of ['/alert-rules', '/alert-rules/preview']) {
      const { status, body } = await admin('POST', path, stage.ruleBody(condition, more));
      expect([status, body.errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
    }
  });

  it('are at most two hundred in a project', async () => {
    await world.query(
      `INSERT INTO alert_rules (project_id, name, severity, is_enabled, condition, changed_by_name, changed_at)
       SELECT $1, 'r' || n, 'info', false, $2, 'x', now() FROM generate_series(1, 200) n`,
      [world.project.id, JSON.stringify(PAUSED)],
    );
    const { body } = await admin('POST', '/alert-rules', stage.ruleBody(PAUSED));
    expect(body).toMatchObject({ status: 409, code: 'TOO_MANY_ALERT_RULES' });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await viewer.call('GET', `/alert-rules?limit=90${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      if (page.body.nextCursor === null) break;
      cursor = page.body.nextCursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([200, 200]);
    await world.query('DELETE FROM alert_rules', []);
  });

  it('end their alerts when they change, which then begin anew, and when they are deleted', async () => {
    const rule = await firing();
    await admin(
      'PUT',
      `/alert-rules/${rule.id}`,
      stage.ruleBody({ ...OFFLINE, atLeast: 2 }, { name: rule.name }),
    );
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'resolved', ending: 'rule_changed' });
    await stage.look(60);
    expect((await stage.alerts(`ruleId=${rule.id}`)).map(({ state }) => state)).toEqual([
      'firing',
      'resolved',
    ]);
    await admin('DELETE', `/alert-rules/${rule.id}`);
    expect(await stage.alertOf(rule)).toMatchObject({
      state: 'resolved',
      ending: 'rule_deleted',
      rule: { id: rule.id, name: rule.name },
    });
    expect(await stage.news(rule)).toEqual(['fired', 'resolved', 'fired', 'resolved']);
    await stage.look(80);
    expect(await stage.alerts(`ruleId=${rule.id}&state=firing`)).toEqual([]);
  });

  it('are not looked at when they are switched off or their project is archived', async () => {
    const rule = await firing();
    await world.query('UPDATE projects SET archived_at = now() WHERE id = $1', [world.project.id]);
    await stage.look(60);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'resolved', ending: 'rule_changed' });
    const refused = await admin('POST', '/alert-rules', stage.ruleBody(OFFLINE));
    expect(refused.body).toMatchObject({ status: 409, code: 'PROJECT_ARCHIVED' });
    await world.query('UPDATE projects SET archived_at = NULL WHERE id = $1', [world.project.id]);
    await admin(
      'PUT',
      `/alert-rules/${rule.id}`,
      stage.ruleBody(OFFLINE, { name: rule.name, isEnabled: false }),
    );
    await stage.look(80);
    expect(await stage.alerts(`ruleId=${rule.id}&state=firing`)).toEqual([]);
  });

  it('are silenced: what fires is shown and not told, until the silence ends', async () => {
    const rule = await stage.rule(OFFLINE, { severity: 'critical' });
    const held = await silence({ ruleId: rule.id });
    expect(held.body).toMatchObject({ rule: { id: rule.id }, isOn: true, firing: 0, reason: 'we know' });
    stage.base = Math.floor(Date.now() / 1_000);
    await world.query('DELETE FROM alert_looks', []);
    await stage.heard(nodeIds, -1_000);
    await stage.lookUntil(0, 60);
    const alert = await stage.alertOf(rule);
    expect(alert).toMatchObject({ state: 'firing', silenced: { id: held.body.id, reason: 'we know' } });
    expect(await stage.news(rule)).toEqual([]);
    const counts = async (): Promise<unknown> => (await viewer.call('GET', '/alerts/summary')).body;
    expect(await counts()).toMatchObject({ critical: 0, silenced: 1 });
    expect((await viewer.call('GET', '/alert-silences')).body.items[0]).toMatchObject({ firing: 1 });

    expect((await world.manager.call('DELETE', `/alert-silences/${held.body.id}`)).status).toBe(204);
    await stage.look(80);
    expect(await stage.news(rule)).toEqual(['fired']);
    expect(await stage.alertOf(rule)).toMatchObject({ id: alert.id, silenced: null });
    expect(await counts()).toMatchObject({ critical: 1, silenced: 0 });
    const metrics = await admin('GET', '//metrics');
    expect(metrics.body).toContain('release_console_alerts_firing{severity="critical"} 1');

    // Known and silenced again, it is told again when nobody silences it any more.
    const again = await silence({ severity: 'critical' });
    await stage.look(100);
    await world.manager.call('DELETE', `/alert-silences/${again.body.id}`);
    await stage.look(120);
    expect(await stage.news(rule)).toEqual(['fired', 'fired']);
    const over = await world.manager.call('DELETE', `/alert-silences/${again.body.id}`);
    expect(over.body).toMatchObject({ status: 409, code: 'SILENCE_OVER' });
    const open = await viewer.call('GET', '/alert-silences?state=open');
    const past = await viewer.call('GET', '/alert-silences?state=over');
    expect([open.body.items.length, past.body.items.length]).toEqual([0, 2]);
  });

  it.each<[string, object, string]>([
    ['an end in the past', { endsAt: '2020-01-01T00:00:00Z' }, 'endsAt'],
    ['more than thirty days', { endsAt: new Date(Date.now() + 31 * 86_400_000).toISOString() }, 'endsAt'],
    [
      'a beginning far ahead',
      { startsAt: '2100-01-01T00:00:00Z', endsAt: '2100-01-02T00:00:00Z' },
      'startsAt',
    ],
    ['a rule that there is not', { ruleId: '00000000-0000-7000-8000-000000000000' }, 'ruleId'],
    ['a foreign environment', { environmentId: '00000000-0000-7000-8000-000000000000' }, 'environmentId'],
    ['no reason', { reason: ' ' }, 'reason'],
  ])('are not silenced with %s', async (_, body, field) => {
    const answer = await silence(body);
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([400, field]);
  });

  it('are seen by members of the project only, and changed by those who may', async () => {
    const rule = await firing();
    const alert = await stage.alertOf(rule);
    for (const path of ['/alerts', '/alerts/groups', '/alert-rules', '/alert-silences'])
      expect((await stranger.call('GET', path)).body.items).toEqual([]);
    expect((await stranger.call('GET', '/alerts/summary')).body).toMatchObject({ warning: 0 });
    expect((await stranger.call('GET', `/alert-rules/${rule.id}`)).status).toBe(404);
    expect((await stranger.call('POST', `/alerts/${alert.id}/acknowledge`, {})).status).toBe(404);
    expect((await viewer.call('POST', `/alerts/${alert.id}/acknowledge`, {})).status).toBe(403);
    expect((await silence({}, viewer)).status).toBe(403);
    expect((await silence({}, stranger)).status).toBe(404);
    expect((await world.manager.call('POST', '/alert-rules', stage.ruleBody(OFFLINE))).status).toBe(403);
    expect((await stranger.call('POST', '/alert-rules', stage.ruleBody(OFFLINE))).status).toBe(404);
  });

  it('have alerts that somebody takes on while they fire', async () => {
    const rule = await firing();
    const { id } = await stage.alertOf(rule);
    const taken = await world.manager.call('POST', `/alerts/${id}/acknowledge`, { comment: ' On it ' });
    expect(taken.body).toMatchObject({ id, state: 'firing', acknowledged: { comment: 'On it' } });
    await stage.look(60);
    expect(await stage.alertOf(rule)).toMatchObject({ acknowledged: { comment: 'On it' } });
    await admin('DELETE', `/alert-rules/${rule.id}`);
    const late = await world.manager.call('POST', `/alerts/${id}/acknowledge`, {});
    expect(late.body).toMatchObject({ status: 409, code: 'ALERT_NOT_FIRING' });
  });

  it('have groups by rule and place, pages of them, and a history of a month', async () => {
    await world.query('DELETE FROM alerts', []);
    const [one, two] = [
      await firing({ name: 'one' }),
      await stage.rule(OFFLINE, { name: 'two', severity: 'info' }),
    ];
    await admin('PUT', `/alert-rules/${one.id}`, stage.ruleBody(OFFLINE, { name: 'one' }));
    await stage.look(60);
    const groups = async (query: string): Promise<Answer['body']> =>
      (await viewer.call('GET', `/alerts/groups?${query}`)).body;
    const all = await groups('');
    const counts = all.items.map((group: Answer['body']) => [
      group.alerts[0].rule.name,
      group.count,
      group.alerts.length,
    ]);
    expect(counts.sort()).toEqual([
      ['one', 2, 2],
      ['two', 1, 1],
    ]);
    const first = await groups('limit=1');
    const second = await groups(`limit=1&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ key }: { key: string }) => key)).toEqual(
      all.items.map(({ key }: { key: string }) => key),
    );
    expect(second.nextCursor).toBeNull();
    expect((await groups('state=firing&severity=info')).items).toMatchObject([
      { count: 1, alerts: [{ rule: { id: two.id } }] },
    ]);
    const page = await viewer.call('GET', '/alerts?limit=2');
    const rest = await viewer.call('GET', `/alerts?limit=2&cursor=${page.body.nextCursor}`);
    expect([page.body.items.length, rest.body.items.length, rest.body.nextCursor]).toEqual([2, 1, null]);
    expect((await viewer.call('GET', '/alerts?cursor=bm8')).status).toBe(400);

    await stage.look(29 * 86_400);
    expect(await stage.alerts(`ruleId=${one.id}&state=resolved`)).toHaveLength(1);
    await stage.look(29.9 * 86_400);
    expect(await stage.alerts(`ruleId=${one.id}&state=resolved`)).toEqual([]);
    expect(await stage.alerts(`ruleId=${one.id}&state=firing`)).toHaveLength(1);
  });
});
