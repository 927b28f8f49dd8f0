import { withNotifying } from '../notifying.fixtures.js';

describe('more messages than a robot bears', () => {
  const stage = withNotifying();
  const idOf = (at: number): string => `0191d0a0-1111-7111-8111-${String(at).padStart(12, '0')}`;

  it('are merged as far as they fit, each with its own link, and the rest goes out after them', async () => {
    const fake = await stage.fake('wecom');
    const channel = await stage.channel(fake, { language: 'zh' }, [{ eventTypes: ['approval.requested'] }]);
    for (let at = 0; at < 60; at += 1)
      await stage.happen({
        ...{ type: 'approval.requested', severity: 'info', releaseId: idOf(at) },
        subject: { type: 'release', id: idOf(at), number: at, title: '更快地启动'.repeat(20) },
        data: { changes: [{ bin: `bin-${at}`, from: ['1.0.0'], to: '1.1.0' }] },
      });
    await stage.pump();
    const [first] = fake.got.map(({ body }) => body.markdown.content as string);
    expect(first).toMatch(/条消息/);
    const left = (await stage.deliveries(channel, '?state=waiting&limit=100')).length;
    for (let more = 0; more < 10; more += 1) await stage.pump(5_000);
    const all = fake.got.map(({ body }) => body.markdown.content as string).join('\n');
    for (let at = 0; at < 60; at += 1) {
      expect(all).toContain(`(https://console.example.com/approvals/${idOf(at)})`);
      expect(all).toContain(`bin-${at} 1.0.0 → 1.1.0`);
    }
    expect(fake.refused).toEqual([]);
    expect(all).not.toContain('另有');
    expect(left).toBeGreaterThan(0);
    expect(fake.got.length).toBeLessThan(16);
    const deliveries = await stage.deliveries(channel, '?limit=100');
    expect(deliveries.map(({ state, attempts }) => `${state} ${attempts.length}`)).toEqual(
      deliveries.map(() => 'sent 1'),
    );
  });
});
