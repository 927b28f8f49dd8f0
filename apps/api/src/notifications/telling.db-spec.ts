import type { VendorFake } from '../../test/vendors/vendor-fake.js';
import { AlertStage } from '../monitoring/alerts/alerts.fixtures.js';
import { withReleaseWorld } from '../releases/releases.fixtures.js';
import { Notifying, NOTIFYING_ENV } from './notifying.fixtures.js';
import { ExpiringRequests } from './outbox/expiring-requests.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };

describe('what happens is told', () => {
  const world = withReleaseWorld(1, { ...NOTIFYING_ENV });
  let stage: Notifying;
  let fake: VendorFake;

  beforeAll(async () => {
    stage = new Notifying(world.console);
    await stage.prepare(world.project);
    fake = await stage.fake('webhook');
    await stage.channel(fake);
    await stage.made({ kind: 'email', recipients: ['team@example.com'] });
  });
  afterAll(() => stage.stop());

  /** Types and data of what was told since it was last asked. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as it was sent
  async function told(): Promise<readonly { readonly type: string; readonly data: any }[]> {
    await stage.pump(60_000);
    return fake.got.splice(0).map(({ body }) => body);
  }

  const typesTold = async (): Promise<readonly string[]> => (await told()).map(({ type }) => type);

  it('of a release, from the request to its end, and the decision names the request', async () => {
    const { id, number } = await world.create('1.0.0', { submit: true, ...ALL_AT_ONCE });
    const [request] = await told();
    expect(request).toMatchObject({
      type: 'approval.requested',
      data: {
        subject: { type: 'release', id, number },
        link: `https://console.example.com/approvals/${id}`,
        changes: [{ bin: 'edge-proxy', from: [], to: '1.0.0' }],
        nodes: 1,
        strategy: 'rolling',
        project: { code: 'edge' },
        environment: { code: 'production' },
      },
    });
    const [asked] = stage.mail.got.splice(0);
    expect(asked?.raw).toContain(`https://console.example.com/approvals/${id}`);
    await world.ok(world.approver, id, 'approve', { reason: 'looks good' });
    const [decision] = await told();
    expect(decision).toMatchObject({
      type: 'release.approved',
      data: { reason: 'looks good', decides: { id: expect.stringMatching(/^msg_/) } },
    });
    const [answer] = stage.mail.got.splice(0);
    const requestId = /^Message-ID: (.*)$/m.exec(asked?.raw ?? '')?.[1]?.trim();
    expect(/^In-Reply-To: (.*)$/m.exec(answer?.raw ?? '')?.[1]?.trim()).toBe(requestId);
    await world.ok(world.manager, id, 'deploy');
    await world.until(id, ({ status }) => status === 'completed');
    expect(await typesTold()).toEqual(['release.deployed', 'release.finished']);
  });

  it('of a question and of a rejection with its reason', async () => {
    const { id } = await world.create('2.0.0', { submit: true, ...ALL_AT_ONCE });
    await world.approver.call('POST', `/releases/${id}/questions`, { text: 'Was it tried?' });
    await world.ok(world.approver, id, 'reject', { reason: 'Not today' });
    const all = await told();
    expect(all.map(({ type }) => type)).toEqual(['approval.requested', 'approval.asked', 'release.rejected']);
    expect(all[1]?.data.reason).toBe('Was it tried?');
    expect(all[2]?.data).toMatchObject({ reason: 'Not today', decides: expect.anything() });
  });

  it('of nothing that was only tried', async () => {
    const { id } = await world.create('2.0.0', { submit: true, ...ALL_AT_ONCE });
    await told();
    expect((await world.approver.call('POST', `/releases/${id}/approve?dryRun=true`, {})).status).toBe(200);
    expect(await told()).toEqual([]);
    await world.ok(world.manager, id, 'cancel');
    expect(await typesTold()).toEqual(['release.cancelled']);
  });

  it('of a request that expires, once before and once when it has', async () => {
    const { id } = await world.create('3.0.0', { submit: true, ...ALL_AT_ONCE });
    await told();
    const look = (minutes: number): Promise<void> =>
      stage.get(ExpiringRequests).look(Date.now() + minutes * 60_000);
    await world.query('UPDATE approval_requests SET expires_at = $2 WHERE release_id = $1', [
      id,
      new Date(Date.now() + 90 * 60_000),
    ]);
    // What the samples promise, so that a text of somebody's own has something to name.
    const plan = { changes: [{ bin: 'edge-proxy', to: '3.0.0' }], nodes: 1, strategy: 'rolling' };
    const once = (type: string): object => [{ type, data: { ...plan, expiresAt: expect.anything() } }];
    for (const minutes of [0, 45, 46]) await look(minutes);
    expect(await told()).toMatchObject(once('approval.expiring'));
    for (const minutes of [91, 92]) await look(minutes);
    expect(await told()).toMatchObject(once('approval.expired'));
    await world.ok(world.manager, id, 'cancel');
    await told();
  });

  it('of a rollback that began by itself, as critical', async () => {
    const [node] = world.nodes;
    if (node) node.outcome = 'fails';
    const id = await world.deployed('2.0.0', ALL_AT_ONCE);
    await world.until(id, ({ status }) => status === 'rolled_back');
    if (node) node.outcome = 'good';
    const all = (await told()).slice(3);
    expect(all.map(({ type, data }) => [type, data.severity])).toEqual([
      ['rollback.started', 'critical'],
      ['release.finished', 'warning'],
    ]);
    expect(all[0]?.data).toMatchObject({ actor: null, detail: { en: expect.stringContaining('1 of 1') } });
  });

  it('of the emergency stop once, however many releases it holds, and of its end', async () => {
    const stop = await world.console.admin.call('POST', '/emergency-stop', { reason: 'fire' });
    expect(stop.status).toBe(200);
    const stopId = stop.body.items[0].id;
    const lift = await world.console.admin.call('DELETE', `/emergency-stop/${stopId}`, { reason: 'out' });
    expect(lift.status).toBe(200);
    const all = await told();
    expect(all.map(({ type, data }) => [type, data.severity, data.project, data.reason])).toEqual([
      ['emergency_stop.made', 'critical', null, 'fire'],
      ['emergency_stop.lifted', 'warning', null, 'out'],
    ]);
  });

  it('of an alert that begins and ends, in its own words', async () => {
    const alerts = new AlertStage(world);
    await alerts.standStill();
    const { id } = await world.create('3.0.0', { submit: true, ...ALL_AT_ONCE });
    const rule = await alerts.rule({ kind: 'release', states: ['pending_approval'] }, { name: 'waits long' });
    await alerts.look(20);
    await world.ok(world.manager, id, 'cancel');
    await alerts.look(40);
    const all = (await told()).filter(({ type }) => type.startsWith('alert.'));
    expect(all.map(({ type, data }) => [type, data.severity, data.subject.title])).toEqual([
      ['alert.fired', 'warning', 'waits long'],
      ['alert.resolved', 'warning', 'waits long'],
    ]);
    expect(all[0]?.data.detail.en).toContain('waiting for approval');
    await world.console.admin.call('DELETE', `/alert-rules/${rule.id}`);
  });

  it('of a configuration with the names of its keys, and without a value', async () => {
    const admin = world.console.admin;
    const file = {
      projectId: world.project.id,
      name: 'app.yaml',
      format: 'yaml',
      text: 'db:\n  host: hidden-value\n',
    };
    const made = await admin.call('POST', '/configs', file);
    expect(made.status).toBe(201);
    const publish = { environment: 'production', ...ALL_AT_ONCE };
    expect((await admin.call('POST', `/configs/${made.body.id}/publish`, publish)).status).toBe(201);
    await stage.pump(60_000);
    const mail = stage.mail.got
      .map(({ raw }) => raw.replace(/=\r?\n/g, ''))
      .filter((raw) => raw.includes('app.yaml'));
    expect(mail.join()).toContain('changes db.host');
    expect(mail.join() + JSON.stringify(fake.got)).not.toContain('hidden-value');
  });
});
