import type { Person } from '../../../test/with-console.js';
import { withNotifying } from '../notifying.fixtures.js';

const MINE = '/me/notifications';
const ALL = { isEnabled: true, language: 'en', subscriptions: [{}] } as const;

describe('what people are told by e-mail', () => {
  const stage = withNotifying();

  const tell = async (person: Person, more: object = {}): Promise<void> => {
    const { status, body } = await person.call('PUT', MINE, { ...ALL, ...more });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const mailTo = ({ email }: Person): readonly string[] =>
    stage.mail.got.flatMap(({ to, raw }) => (to.includes(email) ? [raw] : []));

  it('is nothing until they ask, and then what they ask for in their language', async () => {
    const viewer = await stage.console.member(stage.projectId, 'viewer');
    expect((await viewer.call('GET', MINE)).body).toMatchObject({
      revision: 0,
      subscriptions: [],
      isMailSet: true,
    });
    await stage.happen();
    await tell(viewer, { language: 'zh', subscriptions: [{ eventTypes: ['release.failed'] }] });
    await stage.happen({ type: 'release.failed' });
    await stage.happen({ type: 'release.resumed' });
    await stage.pump();
    const [mail, ...rest] = mailTo(viewer);
    expect(rest).toEqual([]);
    expect(mail).toContain('=E5=8F=91=E5=B8=83');
    expect((await viewer.call('GET', MINE)).body).toMatchObject({ revision: 1, language: 'zh' });
  });

  it('is that their approval is wanted, for approvers who have not said anything yet', async () => {
    const approver = await stage.console.member(stage.projectId, 'release_manager');
    const silent = await stage.console.member(stage.projectId, 'release_manager');
    const developer = await stage.console.member(stage.projectId, 'developer');
    const usual = { project: null, environment: null, leastSeverity: 'info' };
    expect((await approver.call('GET', MINE)).body).toMatchObject({
      revision: 0,
      subscriptions: [
        { ...usual, eventTypes: ['approval.requested', 'approval.asked', 'approval.expiring'] },
      ],
    });
    await tell(silent, { subscriptions: [] });
    const wanted = { type: 'approval.requested', severity: 'info' } as const;
    await stage.happen();
    await stage.happen(wanted);
    await stage.pump();
    await stage.happen({ ...wanted, type: 'approval.expiring' });
    await stage.happen({ type: 'release.finished' });
    await stage.pump();
    expect([approver, silent, developer].map((person) => mailTo(person).length)).toEqual([2, 0, 0]);
    await tell(approver, { subscriptions: [] });
    await stage.happen(wanted);
    await stage.pump();
    expect(mailTo(approver)).toHaveLength(2);
  });

  it('comes in the language that channels of the project speak, and stays after a test', async () => {
    const { id: projectId, environments } = await stage.console.newProject('chinese');
    const environmentId = environments[0]?.id ?? null;
    await stage.made({ projectId, kind: 'email', recipients: ['team@example.com'], language: 'zh' }, []);
    const [told, tried] = [
      await stage.console.member(projectId, 'release_manager'),
      await stage.console.member(projectId, 'project_admin'),
    ];
    await tried.call('POST', `${MINE}/test`);
    await stage.happen({ type: 'approval.requested', severity: 'info', projectId, environmentId });
    await stage.pump();
    expect((await told.call('GET', MINE)).body).toMatchObject({ language: 'zh', revision: 1 });
    expect([told, tried].map((person) => mailTo(person).length)).toEqual([1, 2]);
  });

  it('ends with the right to see the project', async () => {
    const viewer = await stage.console.member(stage.projectId, 'viewer');
    const stranger = await stage.console.newPerson();
    await tell(viewer);
    await tell(stranger);
    await stage.happen();
    await stage.pump();
    expect([mailTo(viewer).length, mailTo(stranger).length]).toEqual([1, 0]);
    await stage.console.admin.call('DELETE', `/projects/${stage.projectId}/members/${viewer.id}`);
    await stage.happen();
    await stage.pump();
    expect(mailTo(viewer)).toHaveLength(1);
    const foreign = { ...ALL, subscriptions: [{ projectId: stage.projectId }] };
    expect((await stranger.call('PUT', MINE, foreign)).body.errors).toMatchObject([
      { field: 'subscriptions[0].projectId', code: 'unknown' },
    ]);
  });

  it('is only what is bad enough, and waits while it is quiet unless it is critical', async () => {
    const viewer = await stage.console.member(stage.projectId, 'viewer');
    const from = new Date(Date.now() + stage.aheadMs - 3_600_000).toISOString().slice(11, 16);
    const to = new Date(Date.now() + stage.aheadMs + 2 * 3_600_000).toISOString().slice(11, 16);
    const quietHours = { timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from, to, isCriticalTold: true };
    await tell(viewer, { quietHours, subscriptions: [{ leastSeverity: 'warning' }] });
    for (const severity of ['info', 'warning', 'critical'] as const)
      await stage.happen({
        severity,
        releaseId: null,
        subject: { type: 'alert', id: severity, title: `so ${severity}` },
      });
    await stage.pump();
    expect(mailTo(viewer).map((raw) => /so (\w+)/.exec(raw)?.[1])).toEqual(['critical']);
    await stage.pump(3 * 3_600_000);
    expect(mailTo(viewer).map((raw) => /so (\w+)/.exec(raw)?.[1])).toEqual(['critical', 'warning']);
  });

  it('waits where the server does not take it now, and is given up where nobody is there', async () => {
    const viewer = await stage.console.member(stage.projectId, 'viewer');
    await tell(viewer, { subscriptions: [{ eventTypes: ['release.cancelled'] }] });
    stage.mail.refusals.push(451);
    await stage.happen({ type: 'release.cancelled', severity: 'info' });
    await stage.pump();
    expect(mailTo(viewer)).toEqual([]);
    expect((await viewer.call('GET', MINE)).body.lastError).toEqual({
      en: expect.stringMatching(/^It answered 451: /),
      zh: expect.stringMatching(/^对方返回 451：/),
    });
    await stage.pump(10_000);
    expect(mailTo(viewer)).toHaveLength(1);
    for (const _ of [1, 2, 3]) {
      stage.mail.refusals.push(550);
      await stage.happen({ type: 'release.cancelled', severity: 'info' });
      await stage.pump(10_000);
    }
    expect((await viewer.call('GET', MINE)).body.disabledAt).not.toBeNull();
  });

  it('can be tried', async () => {
    const viewer = await stage.console.member(stage.projectId, 'viewer');
    expect((await viewer.call('POST', `${MINE}/test`)).body).toMatchObject({ outcome: 'sent', status: 250 });
    expect(mailTo(viewer)[0]).toContain('Test message');
  });

  it('is made once, whoever asks first, at the same moment', async () => {
    const people = await Promise.all([1, 2, 3].map(() => stage.console.member(stage.projectId, 'viewer')));
    const asked = people.flatMap((person) => [
      ...[1, 2].map(() => person.call('POST', `${MINE}/test`)),
      ...[1, 2].map(() => person.call('PUT', MINE, ALL)),
    ]);
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it('is changed by one at a time', async () => {
    const viewer = await stage.console.member(stage.projectId, 'viewer');
    await tell(viewer, { expectedRevision: 0 });
    expect((await viewer.call('PUT', MINE, { ...ALL, expectedRevision: 0 })).body.code).toBe(
      'STALE_REVISION',
    );
  });
});
