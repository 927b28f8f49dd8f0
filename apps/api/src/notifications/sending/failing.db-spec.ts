import { Database } from '../../platform/database/index.js';
import { withNotifying } from '../notifying.fixtures.js';
import { ChannelTests } from './channel-tests.js';
import { MessageSender, type SendResult } from './message-sender.js';

const MINUTE = 60_000;
const REFUSED: SendResult = {
  ...{ outcome: 'refused', waitMs: null, isGone: false, status: 404, answer: '', why: null, durationMs: 1 },
};

describe('a channel', () => {
  const stage = withNotifying();
  afterEach(() => jest.restoreAllMocks());

  /** While the first message is on its way. */
  function meanwhile(work: () => Promise<unknown>, result: SendResult): void {
    jest.spyOn(stage.get(MessageSender), 'send').mockImplementationOnce(async () => {
      await work();
      return result;
    });
  }

  it('that is corrected while a message is on its way is not given up for what the old address answers', async () => {
    const [wrong, right] = [await stage.fake('webhook'), await stage.fake('webhook')];
    const channel = { name: 'corrected', kind: 'webhook' };
    const id = await stage.channel(wrong, channel, [{ eventTypes: ['release.failed'] }]);
    const whole = { ...channel, projectId: stage.projectId, language: 'en', url: right.url };
    const correct = (): Promise<unknown> =>
      stage.console.admin.call('PUT', `/notification-channels/${id}`, whole);
    meanwhile(correct, { ...REFUSED, isGone: true });
    await stage.happen({ type: 'release.failed' });
    await stage.pump();
    expect(right.got).toHaveLength(1);
    expect(await stage.channelNow(id)).toMatchObject({ health: 'good', lastError: null, waiting: 0 });
    expect(await stage.deliveries(id)).toMatchObject([
      { state: 'sent', attempts: [{ outcome: 'sent' }, { outcome: 'refused' }] },
    ]);
  });

  it('whose test succeeds while a message is on its way stays good, whatever that message comes to', async () => {
    const fake = await stage.fake('webhook');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.rejected'] }]);
    meanwhile(() => stage.get(ChannelTests).test(id), { ...REFUSED, isGone: true });
    await stage.happen({ type: 'release.rejected' });
    await stage.pump();
    expect(await stage.channelNow(id)).toMatchObject({ health: 'good', lastError: null });
  });

  it.each([500, 400])(
    'that answers %d to one message, whenever it comes, is not silent for the others, and asked as the schedule says',
    async (status) => {
      const fake = await stage.fake('webhook');
      const id = await stage.channel(fake, {}, [{ eventTypes: ['alert.fired'] }]);
      neverTaken(id, status);
      await happen('never');
      await stage.pump();
      for (let at = 1; at <= 30; at += 1) {
        await happen(`alert ${at}`);
        await stage.pump(MINUTE);
        expect([at, fake.got.length]).toEqual([at, at]);
      }
      expect(await attemptsOf(id, 'never')).toBe(3);
      expect(await stage.channelNow(id)).toMatchObject({ health: 'good', lastError: null });
      await stage.console.admin.call('DELETE', `/notification-channels/${id}`);
    },
  );

  it('whose robot never takes one of many that went out in one message takes the others one by one', async () => {
    const fake = await stage.fake('dingtalk');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['alert.fired'] }]);
    neverTaken(id, 500);
    await happen('never');
    for (let at = 1; at <= 9; at += 1) await happen(`alert ${at}`);
    await stage.pump();
    for (let at = 1; at <= 16; at += 1) await stage.pump(MINUTE);
    const said = JSON.stringify(fake.got.map(({ body }) => body));
    for (let at = 1; at <= 9; at += 1) expect(said).toMatch(new RegExp(`alert ${at}\\b`));
    expect(await stage.channelNow(id)).toMatchObject({ health: 'good', waiting: 1 });
  });

  const happen = (title: string): Promise<void> =>
    stage.happen({
      ...{ type: 'alert.fired', releaseId: null, subject: { type: 'alert', id: title, title } },
    });

  /** Whatever has the title `never` in it is answered so, and what has not goes on. */
  function neverTaken(channelId: string, status: number): void {
    const sender = stage.get(MessageSender);
    const send = sender.send.bind(sender);
    jest
      .spyOn(sender, 'send')
      .mockImplementation((lane, events) =>
        lane.id === channelId && events.some(({ subject }) => subject.title === 'never')
          ? Promise.resolve({ ...REFUSED, outcome: 'retry', status })
          : send(lane, events),
      );
  }

  async function attemptsOf(channelId: string, title: string): Promise<number> {
    const [row] = await stage.get(Database).reader.query<{ attempts: number }[]>(
      `SELECT d.attempts FROM notification_deliveries d JOIN notification_events e ON e.id = d.event_id
       WHERE d.channel_id = $1 AND e.subject ->> 'title' = $2`,
      [channelId, title],
    );
    return row?.attempts ?? 0;
  }
});
