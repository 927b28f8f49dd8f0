import type { StrategyTemplate } from '../../../lib/api';
import { answerWith } from '../../../testing/server';
import { saveTemplate } from './strategy-templates';

const about = { name: 'Careful', defaultForEnvironmentIds: [] };
const rules = { strategy: { type: 'rolling', batch: 2 } } as const;
const template: StrategyTemplate = {
  ...{ ...about, ...rules, id: 't' },
  ...{ revision: 3, changedBy: 'Ana', changedAt: '2026-01-01T00:00:00Z' },
};

it('replaces a template as it was read, not one that somebody else changed since', async () => {
  const sent: unknown[] = [];
  answerWith(({ method, body }) => {
    sent.push([method, body]);
    return {};
  });
  await saveTemplate('p', template, { ...about, ...rules });
  await saveTemplate('p', null, { ...about, ...rules });
  expect(sent).toEqual([
    ['PUT', { ...about, ...rules, expectedRevision: 3 }],
    ['POST', { ...about, ...rules }],
  ]);
});
