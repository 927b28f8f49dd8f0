import type { FakeKind } from '../../../test/vendors/vendor-fake.js';
import { withNotifying } from '../notifying.fixtures.js';
import { Spreader } from '../outbox/spreader.js';
import { DeliveryWorker } from './delivery-worker.js';
import { LanesRepository } from './lanes.repository.js';
import { MessageSender } from './message-sender.js';

const HOUR = 3_600_000;
const other = (digit: number): string => `0191d0a0-1111-7111-8111-11111111111${digit}`;

describe('messages', () => {
  const stage = withNotifying();

  it.each<FakeKind>(['dingtalk', 'wecom', 'feishu', 'slack', 'webhook'])(
    'arrive at %s as it wants them, and the log has its answer',
    async (kind) => {
      const fake = await stage.fake(kind);
      const id = await stage.channel(fake);
      await stage.happen();
      await stage.pump();
      expect([fake.got.length, fake.refused]).toEqual([1, []]);
      const [delivery] = await stage.deliveries(id);
      expect(delivery).toMatchObject({
        state: 'sent',
        event: { type: 'release.paused', title: expect.stringContaining('release #7 Faster start') },
        attempts: [{ outcome: 'sent', status: 200 }],
      });
      expect(await stage.channelNow(id)).toMatchObject({ health: 'good', waiting: 0 });
      await stage.console.admin.call('DELETE', `/notification-channels/${id}`);
    },
  );

  it('are not sent twice, however often somebody looks', async () => {
    const fake = await stage.fake('webhook');
    await stage.channel(fake);
    await stage.happen();
    await stage.pump();
    await stage.pump(HOUR);
    expect(fake.got).toHaveLength(1);
  });

  it('with a wrong secret are refused in the body, and the channel is given up with a notice by another way', async () => {
    const fake = await stage.fake('dingtalk');
    const wrong = await stage.channel(fake, { secret: 'SECwrong' }, [{ eventTypes: ['release.stopped'] }]);
    const watching = await stage.fake('webhook');
    await stage.channel(watching, {}, [{ eventTypes: ['channel.disabled'] }]);
    for (const digit of [2, 3, 4]) await stage.happen({ type: 'release.stopped', releaseId: other(digit) });
    await stage.pump();
    expect(await stage.channelNow(wrong)).toMatchObject({
      health: 'disabled',
      lastError: {
        en: 'It answered 200: {"errcode":310000,"errmsg":"sign not match"}',
        zh: '对方返回 200：{"errcode":310000,"errmsg":"sign not match"}',
      },
    });
    expect(watching.got.map(({ body }) => body.type)).toEqual(['channel.disabled']);
    expect(watching.got[0]?.body.data.detail.zh).toMatch(
      /^控制台不再向“.*期间的消息会保留等待。对方返回 200：/,
    );
    const admins = stage.mail.got.filter(({ raw }) => raw.includes('Messages no longer arrive'));
    expect(admins.map(({ to }) => to)).toEqual([['admin@example.com']]);
  });

  it('are tried again after a reset, silence, 502 and garbage, and arrive', async () => {
    const fake = await stage.fake('wecom');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.resumed'] }]);
    stage.get(MessageSender).timeoutMs = 300;
    fake.whims.push('reset', 'silence', { status: 502 }, { status: 200, body: '<html>' });
    await stage.happen({ type: 'release.resumed' });
    for (const later of [0, 7_000, 400_000, HOUR, 3 * HOUR]) await stage.pump(later);
    expect(fake.got).toHaveLength(1);
    const [{ attempts }] = await stage.deliveries(id);
    expect(attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'sent',
      ...Array.from({ length: 4 }, () => 'retry'),
    ]);
    expect(attempts[3]).toMatchObject({
      ...{ status: null, answer: '' },
      why: { en: expect.stringContaining('it took too long'), zh: expect.stringContaining('等待时间过长') },
    });
    stage.get(MessageSender).timeoutMs = 15_000;
  });

  it('wait as long as the other side asks for', async () => {
    const fake = await stage.fake('slack');
    await stage.channel(fake, {}, [{ eventTypes: ['release.failed'] }]);
    fake.whims.push({ status: 429, headers: { 'retry-after': '120' } });
    await stage.happen({ type: 'release.failed' });
    await stage.pump();
    await stage.pump(100_000);
    expect(fake.got).toHaveLength(0);
    await stage.pump(30_000);
    expect(fake.got).toHaveLength(1);
  });

  it('I29 keep the order of a release while others find out whether the other side is back', async () => {
    const fake = await stage.fake('webhook');
    await stage.channel(fake, {}, [{ eventTypes: ['release.deployed', 'release.finished'] }]);
    fake.whims.push({ status: 503 }, { status: 503 }, { status: 503 });
    await stage.happen({ type: 'release.deployed', releaseId: other(2) });
    // The fourth attempt is in half an hour.
    for (const later of [0, 7_000, 400_000]) await stage.pump(later);
    await stage.happen({ type: 'release.finished', releaseId: other(2) });
    await stage.pump(301_000);
    expect(fake.got).toHaveLength(0);
    await stage.happen({
      type: 'release.finished',
      releaseId: other(3),
      subject: { type: 'release', id: other(3) },
    });
    await stage.pump();
    const told = fake.got.map(({ body }) => `${body.type} ${body.data.subject.number ?? 'other'}`);
    expect(told).toEqual(['release.finished other', 'release.deployed 7', 'release.finished 7']);
  });

  it('are merged when there are more than the robot bears, which never says that it was too much', async () => {
    const fake = await stage.fake('dingtalk');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['alert.fired'] }]);
    const happen = (from: number): Promise<unknown> =>
      Promise.all(
        Array.from({ length: 9 }, (_, at) =>
          stage.happen({
            type: 'alert.fired',
            releaseId: null,
            subject: { type: 'alert', id: other(1), title: `alert ${from + at}` },
          }),
        ),
      );
    for (let round = 0; round < 8; round += 1) {
      await happen(round * 9);
      await stage.pump(2_000);
    }
    await stage.pump(60_000);
    expect(fake.refused).toEqual([]);
    const said = JSON.stringify(fake.got.map(({ body }) => body));
    for (let at = 0; at < 72; at += 1) expect(said).toMatch(new RegExp(`alert ${at}\\b`));
    expect(fake.got.length).toBeLessThan(20);
    const merged = await stage.deliveries(id, '?limit=100');
    expect(merged.every(({ state }) => state === 'sent')).toBe(true);
    expect(merged.filter(({ mergedWith }) => mergedWith !== null).length).toBeGreaterThan(40);
  });

  it('go to machines one by one', async () => {
    const fake = await stage.fake('webhook');
    await stage.channel(fake, {}, [{ eventTypes: ['alert.resolved'] }]);
    for (let at = 0; at < 80; at += 1) await stage.happen({ type: 'alert.resolved', releaseId: null });
    await stage.pump();
    await stage.pump(10_000);
    expect(fake.got).toHaveLength(80);
    expect(new Set(fake.got.map(({ headers }) => headers['webhook-id'])).size).toBe(80);
  });

  it('are sent again under the same id by a process that follows one that died after sending', async () => {
    const fake = await stage.fake('webhook');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.rejected'] }]);
    await stage.happen({ type: 'release.rejected' });
    const lanes = stage.get(LanesRepository);
    const dying = jest.spyOn(lanes, 'release').mockRejectedValueOnce(new Error('killed'));
    await expect(stage.pump()).rejects.toThrow('killed');
    dying.mockRestore();
    await stage.pump(60_000);
    expect(fake.got).toHaveLength(1);
    await stage.pump(70_000);
    expect(fake.got).toHaveLength(2);
    const [first, second] = fake.got.map(({ headers }) => headers['webhook-id']);
    expect(second).toBe(first);
    expect(await stage.deliveries(id)).toMatchObject([{ state: 'sent' }]);
  });

  it('are sent by several at once, each once', async () => {
    const fake = await stage.fake('webhook');
    await stage.channel(fake, {}, [{ eventTypes: ['release.cancelled'] }]);
    for (let at = 0; at < 30; at += 1) await stage.happen({ type: 'release.cancelled' });
    await stage.ahead(async () => {
      const now = Date.now() + stage.aheadMs;
      await Promise.all(Array.from({ length: 3 }, () => stage.get(Spreader).spread(now)));
      const run = async (): Promise<void> => {
        for (let idle = 0; idle < 5; idle += 1) while (await stage.get(DeliveryWorker).once()) idle = 0;
      };
      await Promise.all([run(), run(), run(), run()]);
    });
    const ids = fake.got.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
  });
});
