import { withNotifying } from '../notifying.fixtures.js';
import { ChannelTests } from './channel-tests.js';

const HOUR = 3_600_000;
const release = (digit: number): { releaseId: string; subject: { type: 'release'; id: string } } => {
  const id = `0191d0a0-1111-7111-8111-22222222222${digit}`;
  return { releaseId: id, subject: { type: 'release', id } };
};

describe('what waits', () => {
  const stage = withNotifying();

  const clockIn = (ms: number): string =>
    new Date(Date.now() + stage.aheadMs + ms).toISOString().slice(11, 16);
  const quiet = (fromMs: number, toMs: number): object => ({
    ...{ timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], isCriticalTold: true },
    ...{ from: clockIn(fromMs), to: clockIn(toMs) },
  });

  it('I29 for the morning goes with what is critical of the same release, before it, and nothing else does', async () => {
    const fake = await stage.fake('webhook');
    const types = { eventTypes: ['release.deployed', 'rollback.started'] };
    await stage.channel(fake, { quietHours: quiet(-HOUR, 2 * HOUR) }, [types]);
    await stage.happen({ type: 'release.deployed', severity: 'info', ...release(1) });
    await stage.happen({ type: 'release.deployed', severity: 'info', ...release(2) });
    await stage.pump();
    expect(fake.got).toEqual([]);
    await stage.happen({ type: 'rollback.started', severity: 'critical', ...release(1) });
    await stage.pump();
    expect(fake.got.map(({ body }) => body.type)).toEqual(['release.deployed', 'rollback.started']);
    await stage.pump(3 * HOUR);
    expect(fake.got).toHaveLength(3);
  });

  it('for another attempt waits on when quiet hours were set meanwhile', async () => {
    const fake = await stage.fake('webhook');
    const channel = { name: 'quiet later', kind: 'webhook', url: fake.url };
    const id = await stage.channel(fake, channel, [{ eventTypes: ['release.paused'] }]);
    fake.whims.push({ status: 503 });
    await stage.happen(release(3));
    await stage.pump();
    const quietHours = quiet(-HOUR, 2 * HOUR);
    await stage.console.admin.call('PUT', `/notification-channels/${id}`, {
      ...changed(channel),
      quietHours,
    });
    await stage.pump(10_000);
    expect(fake.got).toEqual([]);
    const [{ nextAt }] = await stage.deliveries(id);
    expect(nextAt.slice(11, 16)).toBe(clockIn(2 * HOUR - 10_000));
    await stage.pump(3 * HOUR);
    expect(fake.got).toHaveLength(1);
  });

  it('for the end of quiet hours goes out when there are none any more', async () => {
    const fake = await stage.fake('webhook');
    const channel = { name: 'quiet no more', kind: 'webhook' };
    const more = { ...channel, quietHours: quiet(-HOUR, 2 * HOUR) };
    const id = await stage.channel(fake, more, [{ eventTypes: ['release.failed'] }]);
    await stage.happen({ type: 'release.failed', ...release(4) });
    await stage.pump();
    expect(fake.got).toEqual([]);
    await stage.console.admin.call('PUT', `/notification-channels/${id}`, changed(channel));
    await stage.pump();
    expect(fake.got).toHaveLength(1);
  });

  it('in a channel that was given up does not go out at night when somebody tests it, but the test does', async () => {
    const fake = await stage.fake('webhook');
    const more = { quietHours: quiet(HOUR, 4 * HOUR) };
    const id = await stage.channel(fake, more, [{ eventTypes: ['release.resumed'] }]);
    fake.whims.push({ status: 410 });
    await stage.happen({ type: 'release.resumed', ...release(5) });
    await stage.pump();
    await stage.happen({ type: 'release.resumed', ...release(6) });
    await stage.pump();
    await stage.pump(2 * HOUR);
    await stage.ahead(() => stage.get(ChannelTests).test(id));
    await stage.pump();
    expect(fake.got.map(({ body }) => body.type)).toEqual(['channel.test']);
    await stage.pump(3 * HOUR);
    expect(fake.got.map(({ body }) => body.type)).toEqual(['channel.test', 'release.resumed']);
  });

  it('I29 keeps the order of what is about the same alert or stop', async () => {
    const fake = await stage.fake('webhook');
    await stage.channel(fake, {}, [{ eventTypes: ['alert.fired', 'alert.resolved'] }]);
    const about = (id: string): object => ({ releaseId: null, subject: { type: 'alert', id, title: id } });
    fake.whims.push({ status: 503 }, { status: 503 }, { status: 503 });
    await stage.happen({ type: 'alert.fired', ...about('a') });
    // The fourth attempt is in half an hour.
    for (const later of [0, 7_000, 400_000]) await stage.pump(later);
    await stage.happen({ type: 'alert.resolved', ...about('a') });
    await stage.pump(301_000);
    expect(fake.got).toEqual([]);
    await stage.happen({ type: 'alert.fired', ...about('b') });
    await stage.pump();
    const told = fake.got.map(({ body }) => `${body.type} ${body.data.subject.title}`);
    expect(told).toEqual(['alert.fired b', 'alert.fired a', 'alert.resolved a']);
  });

  /** As somebody saves it who has not typed its address again. */
  function changed({ name, kind }: { readonly name: string; readonly kind: string }): object {
    return { projectId: stage.projectId, name, kind, language: 'en' };
  }
});
