import { withNotifying } from '../notifying.fixtures.js';

const MINUTE = 60_000;
const OPS = ['a@example.com', 'b@example.com'];
const other = (digit: number): string => `0191d0a0-1111-7111-8111-11111111111${digit}`;

describe('an e-mail to several', () => {
  const stage = withNotifying();
  const { mail } = stage;
  let id = '';

  beforeEach(async () => {
    mail.got.splice(0);
    mail.recipientRefusals.clear();
    id = await stage.made({ kind: 'email', recipients: OPS }, [{ eventTypes: ['release.paused'] }]);
  });
  afterEach(() => stage.console.admin.call('DELETE', `/notification-channels/${id}`));

  const sentTo = (): readonly (readonly string[])[] => mail.got.map(({ to }) => to);
  const state = async (): Promise<string> => (await stage.deliveries(id))[0].state;

  it('is sent again to those who were refused for now, and to nobody else', async () => {
    mail.recipientRefusals.set('b@example.com', [451]);
    await stage.happen();
    await stage.pump();
    expect([await state(), sentTo()]).toEqual(['waiting', [['a@example.com']]]);
    await stage.pump(10_000);
    expect([await state(), sentTo()]).toEqual(['sent', [['a@example.com'], ['b@example.com']]]);
    const [first, second] = mail.got.map(({ raw }) => /^Message-ID: .*$/m.exec(raw)?.[0]);
    expect(second).toBe(first);
  });

  it('is not sent again to those who will never take it', async () => {
    mail.recipientRefusals.set('b@example.com', [550]);
    await stage.happen();
    await stage.pump();
    await stage.pump(10 * MINUTE);
    expect([await state(), sentTo()]).toEqual(['sent', [['a@example.com']]]);
    const [{ attempts }] = await stage.deliveries(id);
    expect(attempts[0].answer).toContain('rejected: b@example.com 550');
  });

  it('does not wait long for a full mailbox, so that the others hear what comes next', async () => {
    mail.recipientRefusals.set(
      'b@example.com',
      Array.from({ length: 20 }, () => 452),
    );
    await stage.happen({ releaseId: other(2) });
    for (const later of [0, 7_000, 7 * MINUTE]) await stage.pump(later);
    expect([await state(), sentTo()]).toEqual(['sent', [['a@example.com']]]);
    await stage.happen({ releaseId: other(2) });
    await stage.pump();
    expect(sentTo()).toEqual([['a@example.com'], ['a@example.com']]);
    expect(await stage.channelNow(id)).toMatchObject({ disabledAt: null });
  });

  it('goes to all when somebody has it sent again', async () => {
    mail.recipientRefusals.set('b@example.com', [451]);
    await stage.happen({ releaseId: other(3) });
    for (const later of [0, 7_000]) await stage.pump(later);
    const [delivery] = await stage.deliveries(id);
    mail.got.splice(0);
    const path = `/notification-channels/${id}/deliveries/redeliver`;
    expect((await stage.console.admin.call('POST', path, { deliveryIds: [delivery.id] })).status).toBe(200);
    await stage.pump(MINUTE);
    expect(sentTo()).toEqual([OPS]);
  });
});
