import type { Answer, Person } from '../../../test/with-console.js';
import { Mailer } from '../../platform/mail/index.js';
import { withNotifying } from '../notifying.fixtures.js';

const PATH = '/notification-channels';
const ADDRESS = 'https://hooks.slack.com/services/T00000001/B00000001/very-secret-token';

describe('channels', () => {
  const stage = withNotifying();
  let owner: Person;
  let developer: Person;

  beforeAll(async () => {
    owner = await stage.console.member(stage.projectId, 'project_admin');
    developer = await stage.console.member(stage.projectId, 'developer');
  });

  let names = 0;
  const body = (more: object = {}): object => {
    names += 1;
    return { projectId: stage.projectId, name: `c ${names}`, kind: 'slack', url: ADDRESS, ...more };
  };
  const make = (more: object = {}, by = owner): Promise<Answer> => by.call('POST', PATH, body(more));
  const fieldsOf = ({ body: { errors = [] } }: Answer): readonly string[] =>
    errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);

  it('keep address and secret to themselves, in every answer and in the audit', async () => {
    const secret = 'SECvery-secret-signing';
    const url = 'https://oapi.dingtalk.com/robot/send?access_token=very-secret-token';
    const made = await make({ kind: 'dingtalk', url, secret });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      host: 'oapi.dingtalk.com',
      hasSecret: true,
      newSecret: null,
      health: 'good',
    });
    const path = `${PATH}/${made.body.id}`;
    const answers = [
      made,
      await owner.call('GET', PATH),
      await owner.call('GET', path),
      await owner.call('PUT', path, body({ kind: 'dingtalk', url: undefined })),
      await owner.call('GET', `/audit?projectId=${stage.projectId}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200]);
    expect(JSON.stringify(answers.map((answer) => answer.body))).not.toContain('very-secret');
    const rows = await stage.console.db.source.query('SELECT * FROM notification_channels');
    expect(JSON.stringify(rows)).not.toContain('very-secret');
  });

  it('make a signing secret for a webhook, and show it once', async () => {
    const made = await make({ kind: 'webhook', url: 'https://example.com/hook' });
    expect(made.body.newSecret).toMatch(/^whsec_/);
    expect((await owner.call('GET', `${PATH}/${made.body.id}`)).body).toMatchObject({ hasSecret: true });
    expect((await owner.call('GET', `${PATH}/${made.body.id}`)).body).not.toHaveProperty('newSecret');
  });

  it('of a webhook are always signed: its secret is replaced, and not taken away', async () => {
    const url = 'https://example.com/hook';
    const { body: made } = await make({ kind: 'webhook', url });
    const path = `${PATH}/${made.id}`;
    const put = (secret: string | null): Promise<Answer> =>
      owner.call('PUT', path, { ...body({ kind: 'webhook', url: undefined }), secret });
    expect(fieldsOf(await put(null))).toEqual(['secret always_signed']);
    expect((await put('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).body).toMatchObject({ hasSecret: true });
    const ding = await make({ kind: 'dingtalk', url, secret: 'SEC1' });
    const without = { ...body({ kind: 'dingtalk', url: undefined }), secret: null };
    expect((await owner.call('PUT', `${PATH}/${ding.body.id}`, without)).body.hasSecret).toBe(false);
  });

  it('of e-mail can be changed and switched off without a mail server, and neither made nor switched on', async () => {
    const mail = { kind: 'email', url: undefined, recipients: ['a@example.com'] };
    const { body: made } = await make(mail);
    const put = (more: object): Promise<Answer> =>
      owner.call('PUT', `${PATH}/${made.id}`, body({ ...mail, ...more }));
    const isSet = jest.spyOn(stage.get(Mailer), 'isSet', 'get').mockReturnValue(false);
    try {
      expect((await put({ name: 'mail' })).body).toMatchObject({ name: 'mail', isEnabled: true });
      expect((await put({ isEnabled: false })).body).toMatchObject({ isEnabled: false });
      expect((await put({ isEnabled: false, language: 'zh' })).body).toMatchObject({ language: 'zh' });
      for (const isEnabled of [true, undefined])
        expect((await put({ isEnabled })).body.code).toBe('MAIL_NOT_SET');
      for (const isEnabled of [true, false])
        expect((await make({ ...mail, isEnabled })).body.code).toBe('MAIL_NOT_SET');
    } finally {
      isSet.mockRestore();
    }
    expect((await put({ isEnabled: true })).body).toMatchObject({ isEnabled: true });
  });

  it.each<[string, object, string]>([
    ['an address that is none', { url: 'nowhere' }, 'url not_an_address'],
    ['an address with a password', { url: 'https://u:p@example.com' }, 'url not_an_address'],
    ['another protocol', { url: 'file:///etc/passwd' }, 'url not_an_address'],
    ['no address', { url: undefined }, 'url missing'],
    ['a secret where nothing is signed', { secret: 'x' }, 'secret not_of_kind'],
    ['a secret that is none', { kind: 'webhook', secret: 'whsec_short' }, 'secret not_a_secret'],
    ['mail to nobody', { kind: 'email', url: undefined }, 'recipients missing'],
    ['recipients of a robot', { recipients: ['a@example.com'] }, 'recipients not_of_kind'],
    [
      'a zone that is none',
      { quietHours: { timeZone: 'Nowhere', days: [1], from: '22:00', to: '08:00', isCriticalTold: true } },
      'quietHours.timeZone not_a_time',
    ],
    [
      'quiet hours that never end',
      {
        quietHours: {
          ...{ timeZone: 'UTC', days: [7, 6, 5, 4, 3, 2, 1], from: '08:00', to: '08:00' },
          isCriticalTold: true,
        },
      },
      'quietHours.to never_ends',
    ],
    [
      'a placeholder that is none',
      { templates: [{ eventType: 'alert.fired', title: '{{nope}}', body: '' }] },
      'templates[0].title unknown_placeholder',
    ],
    [
      'two texts for one event',
      {
        templates: [1, 2].map(() => ({ eventType: 'alert.fired', title: 'a', body: '' })),
      },
      'templates[1].eventType twice',
    ],
  ])('refuse %s', async (_, more, fault) => {
    const answer = await make(more);
    expect([answer.status, ...fieldsOf(answer)]).toEqual([400, fault]);
  });

  it('have a name of their own in their project, and are changed by one at a time', async () => {
    const first = await make({ name: 'taken' });
    expect((await make({ name: 'taken' })).body.code).toBe('CHANNEL_NAME_TAKEN');
    const path = `${PATH}/${first.body.id}`;
    const change = { ...body({ name: 'taken' }), url: undefined, expectedRevision: 1 };
    expect((await owner.call('PUT', path, change)).body.revision).toBe(2);
    expect((await owner.call('PUT', path, change)).body.code).toBe('STALE_REVISION');
    expect(fieldsOf(await owner.call('PUT', path, body({ kind: 'wecom' })))).toEqual(['kind fixed']);
  });

  it('are for whoever configures the project; those of no project are for admins', async () => {
    expect((await make({}, developer)).status).toBe(403);
    expect((await make({ projectId: null })).status).toBe(403);
    const everywhere = await make({ projectId: null }, stage.console.admin);
    expect(everywhere.status).toBe(201);
    expect((await owner.call('GET', `${PATH}/${everywhere.body.id}`)).status).toBe(404);
    const { body: listed } = await owner.call('GET', PATH);
    expect(
      listed.items.every(({ project }: { project: { id: string } }) => project.id === stage.projectId),
    ).toBe(true);
  });

  it('hear of their own project only', async () => {
    const other = await stage.console.newProject('other');
    const { body: channel } = await make();
    const put = (items: readonly object[]): Promise<Answer> =>
      owner.call('PUT', `${PATH}/${channel.id}/subscriptions`, { items });
    expect(fieldsOf(await put([{ projectId: other.id }]))).toEqual(['items[0].projectId unknown']);
    expect(fieldsOf(await put([{ environmentId: other.environments[0]?.id }]))).toEqual([
      'items[0].environmentId unknown',
    ]);
    const good = await put([{ environmentId: stage.environmentId, leastSeverity: 'warning' }]);
    expect(good.body.items).toMatchObject([
      {
        project: { id: stage.projectId },
        environment: { id: stage.environmentId },
        leastSeverity: 'warning',
      },
    ]);
  });

  it('are tested at once, with the answer of the other side, and no more often than the robot bears', async () => {
    const fake = await stage.fake('slack');
    const id = await stage.channel(fake);
    const test = (): Promise<Answer> => owner.call('POST', `${PATH}/${id}/test`);
    expect((await test()).body).toMatchObject({ outcome: 'sent', status: 200, answer: 'ok', why: null });
    expect(fake.got[0]?.body.text).toContain('Test message');
    expect((await test()).body).toMatchObject({ status: 429, code: 'CHANNEL_BUSY', retryAfterSeconds: 1 });
  });

  it('that lead into the own network are refused unless the operator allows it', async () => {
    const { body: channel } = await make({ kind: 'webhook', url: 'http://169.254.169.254/latest/meta-data' });
    const { body: said } = await owner.call('POST', `${PATH}/${channel.id}/test`);
    expect(said).toMatchObject({ outcome: 'refused', status: null });
    expect(said.why).toEqual({
      en: expect.stringContaining('not in the public network'),
      zh: expect.stringContaining('它不在公共网络中'),
    });
  });

  it('send again what was given up, under the same id', async () => {
    const fake = await stage.fake('webhook');
    const id = await stage.channel(fake);
    fake.whims.push({ status: 410 });
    await stage.happen();
    await stage.pump();
    const [failed] = await stage.deliveries(id, '?state=failed');
    expect(await stage.channelNow(id)).toMatchObject({ health: 'disabled' });
    const again = await owner.call('POST', `${PATH}/${id}/deliveries/redeliver`, {
      since: new Date(Date.now() - 3_600_000).toISOString(),
      until: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect(again.body).toEqual({ waiting: 1 });
    expect((await owner.call('POST', `${PATH}/${id}/test`)).body.outcome).toBe('sent');
    await stage.pump();
    expect(fake.got.map(({ body: sent }) => sent.type)).toEqual(['channel.test', 'release.paused']);
    expect(await stage.deliveries(id)).toMatchObject([{ id: failed.id, state: 'sent' }]);
  });

  it('show what a text would look like, of a sample and of what happened', async () => {
    const request = { eventType: 'release.paused', kind: 'wecom', language: 'zh', title: '{{event}}!' };
    const preview = (more: object): Promise<Answer> =>
      owner.call('POST', '/notification-templates/preview', { ...request, ...more });
    expect((await preview({})).body).toMatchObject({
      title: '已暂停!',
      payload: expect.stringContaining('markdown'),
    });
    expect(fieldsOf(await preview({ body: '{{x}}' }))).toEqual(['body unknown_placeholder']);
    const fake = await stage.fake('wecom');
    const channelId = await stage.channel(fake);
    await stage.happen({ data: { reason: 'a real reason' } });
    await stage.pump();
    const [{ event }] = await stage.deliveries(channelId);
    expect((await preview({ channelId, eventId: event.id })).body.body).toContain('a real reason');
    expect((await preview({ channelId, eventId: '999999' })).status).toBe(404);
    const foreign = { ...request, channelId, eventId: event.id };
    expect((await developer.call('POST', '/notification-templates/preview', foreign)).status).toBe(404);
    const { body: kinds } = await developer.call('GET', '/notification-templates');
    expect(kinds.items.length).toBeGreaterThan(15);
  });
});
