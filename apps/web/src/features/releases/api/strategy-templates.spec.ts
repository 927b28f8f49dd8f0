import type { StrategyTemplate } from '../../../lib/api';
import { saveTemplate } from './strategy-templates';

const about = { name: 'Careful', defaultForEnvironmentIds: [] };
const rules = { strategy: { type: 'rolling', batch: 2 } } as const;
const template: StrategyTemplate = {
  ...{ ...about, ...rules, id: 't' },
  ...{ revision: 3, changedBy: 'Ana', changedAt: '2026-01-01T00:00:00Z' },
};

it('replaces a template as it was read, not one that somebody else changed since', async () => {
  const sent: unknown[] = [];
  globalThis.fetch = (async (_: string, { method, body }: { method: string; body: string }) => {
    sent.push([method, JSON.parse(body)]);
    return { ok: true, status: 200, headers: { get: () => null }, text: async () => '{}' };
  }) as unknown as typeof fetch;
  await saveTemplate('p', template, { ...about, ...rules });
  await saveTemplate('p', null, { ...about, ...rules });
  expect(sent).toEqual([
    ['PUT', { ...about, ...rules, expectedRevision: 3 }],
    ['POST', { ...about, ...rules }],
  ]);
});
