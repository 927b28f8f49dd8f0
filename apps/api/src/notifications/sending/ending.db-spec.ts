import type { Person } from '../../../test/with-console.js';
import { Database } from '../../platform/database/index.js';
import { DeliveriesRepository } from '../deliveries/deliveries.repository.js';
import { withNotifying } from '../notifying.fixtures.js';
import { ChannelTests } from './channel-tests.js';

const DAY = 24 * 3_600_000;
const release = (digit: number): string => `0191d0a0-1111-7111-8111-33333333333${digit}`;

describe('what is not sent any more', () => {
  const stage = withNotifying();

  const query = <T>(sql: string, values: readonly unknown[]): Promise<T[]> =>
    stage.get(Database).reader.query<T[]>(sql, [...values]);

  /** Three messages wait for somebody, since the mail server did not take the first of them. */
  async function waitingFor(): Promise<Person> {
    const person = await stage.console.member(stage.projectId, 'viewer');
    const wanted = {
      isEnabled: true,
      language: 'en',
      subscriptions: [{ eventTypes: ['release.cancelled'] }],
    };
    await person.call('PUT', '/me/notifications', wanted);
    stage.mail.refusals.push(451);
    for (const digit of [1, 2, 3])
      await stage.happen({ type: 'release.cancelled', releaseId: release(digit) });
    await stage.pump();
    return person;
  }

  const fatesOf = ({ id }: Person): Promise<object[]> =>
    query(
      `SELECT DISTINCT d.state, d.why, c.disabled_at AS "disabledAt", c.refusals FROM notification_channels c
       JOIN notification_deliveries d ON d.channel_id = c.id WHERE c.user_id = $1`,
      [id],
    );

  it('is what somebody may not see any more', async () => {
    const person = await waitingFor();
    await stage.console.admin.call('DELETE', `/projects/${stage.projectId}/members/${person.id}`);
    await stage.pump(10_000);
    expect(stage.mail.got.filter(({ to }) => to.includes(person.email))).toEqual([]);
    const why = {
      en: 'They may not see it any more.',
      zh: '收件人已无权查看。',
    };
    expect(await fatesOf(person)).toEqual([{ state: 'failed', why, disabledAt: null, refusals: 0 }]);
  });

  it('is what waits for somebody who cannot sign in any more, and their channel is not to blame', async () => {
    const person = await waitingFor();
    const disabled = await stage.console.admin.call('PATCH', `/users/${person.id}`, { disabled: true });
    expect(disabled.status).toBe(200);
    await stage.pump(10_000);
    const why = { en: 'Their account is disabled.', zh: '收件人的账号已停用。' };
    expect(await fatesOf(person)).toEqual([{ state: 'failed', why, disabledAt: null, refusals: 0 }]);
  });

  it('is what waited when its channel was switched off', async () => {
    const fake = await stage.fake('webhook');
    const channel = { name: 'off and on', kind: 'webhook' };
    const id = await stage.channel(fake, channel, [{ eventTypes: ['release.failed'] }]);
    fake.whims.push({ status: 503 });
    await stage.happen({ type: 'release.failed' });
    await stage.pump();
    for (const isEnabled of [false, true]) {
      const whole = { ...channel, projectId: stage.projectId, language: 'en', isEnabled };
      const path = `/notification-channels/${id}`;
      expect((await stage.console.admin.call('PUT', path, whole)).status).toBe(200);
    }
    await stage.pump(10_000);
    expect(fake.got).toEqual([]);
    const why = { en: 'The channel was switched off.', zh: '渠道已停用。' };
    expect(await stage.deliveries(id)).toMatchObject([{ state: 'failed', nextAt: null, why }]);
  });

  it('is what waited too long, until somebody has it sent again', async () => {
    const fake = await stage.fake('webhook');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.rejected'] }]);
    fake.whims.push({ status: 410 });
    for (const digit of [1, 2]) await stage.happen({ type: 'release.rejected', releaseId: release(digit) });
    await stage.pump();
    const later = new Date(Date.now() + stage.aheadMs + 5 * DAY);
    await stage.get(Database).transaction((tx) => stage.get(DeliveriesRepository).tidy(tx, later));
    const [waited, gone] = await stage.deliveries(id);
    expect([waited.state, waited.why]).toEqual([
      'failed',
      { en: 'It waited too long.', zh: '等待时间过长。' },
    ]);
    expect(gone).toMatchObject({ state: 'failed', why: null });
    const again = `/notification-channels/${id}/deliveries/redeliver`;
    await stage.console.admin.call('POST', again, { deliveryIds: [waited.id] });
    expect(await stage.deliveries(id, '?state=waiting')).toMatchObject([{ id: waited.id, why: null }]);
  });

  it('is a test while the other side asks to be left alone, unless only the console is waiting', async () => {
    const fake = await stage.fake('webhook');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.deployed'] }]);
    const test = (): Promise<unknown> => stage.ahead(() => stage.get(ChannelTests).test(id));
    fake.whims.push({ status: 503 }, { status: 429, headers: { 'retry-after': '600' } });
    await stage.happen({ type: 'release.deployed' });
    await stage.pump();
    expect(await test()).toMatchObject({ outcome: 'retry', status: 429 });
    await expect(test()).rejects.toMatchObject({
      code: 'CHANNEL_BUSY',
      words: {
        en: expect.stringContaining('asks not to be written to'),
        zh: expect.stringContaining('对方要求'),
      },
    });
    await stage.pump(10_000);
    expect(fake.got).toEqual([]);
    stage.aheadMs += 600_000;
    expect(await test()).toMatchObject({ outcome: 'sent' });
  });
});
