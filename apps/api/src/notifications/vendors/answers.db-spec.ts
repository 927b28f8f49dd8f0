import { withNotifying } from '../notifying.fixtures.js';

describe('what the other side answers at length', () => {
  const stage = withNotifying();
  const LONG = 'x'.repeat(200_000);

  it('is no reason to send a webhook again that was taken', async () => {
    const fake = await stage.fake('webhook');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.paused'] }]);
    fake.whims.push({ status: 200, body: LONG });
    await stage.happen();
    for (const later of [0, 7_000, 400_000]) await stage.pump(later);
    const [{ state, attempts }] = await stage.deliveries(id);
    expect([state, attempts.length, attempts[0].status]).toEqual(['sent', 1, 200]);
  });

  it('is judged by its status, so that who is gone is heard', async () => {
    const fake = await stage.fake('webhook');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.resumed'] }]);
    fake.whims.push({ status: 410, body: LONG });
    await stage.happen({ type: 'release.resumed' });
    await stage.pump();
    expect(await stage.channelNow(id)).toMatchObject({ health: 'disabled' });
  });

  it('of a robot means nothing, since its code can not be read', async () => {
    const fake = await stage.fake('wecom');
    const id = await stage.channel(fake, {}, [{ eventTypes: ['release.stopped'] }]);
    fake.whims.push({ status: 200, body: LONG });
    await stage.happen({ type: 'release.stopped' });
    await stage.pump();
    expect(await stage.deliveries(id)).toMatchObject([
      { state: 'waiting', attempts: [{ outcome: 'retry' }] },
    ]);
  });
});
