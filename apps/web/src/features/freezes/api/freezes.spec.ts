import type { Freeze, NewFreeze } from '../../../lib/api';
import { answerWith } from '../../../testing/server';
import { replaceFreeze } from './freezes';

const times = {
  kind: 'once',
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2026-01-02T00:00:00Z',
} as const;
const wish: NewFreeze = { name: 'Fair', reason: 'Sales', times };
const freeze: Freeze = {
  ...{ ...wish, id: 'f', projectId: null, environmentId: null, occurrences: [] },
  ...{ revision: 3, changedBy: 'Ana', changedAt: '2026-01-01T00:00:00Z' },
};

it('replaces a freeze as it was read, not one that somebody else changed since', async () => {
  const sent: unknown[] = [];
  answerWith(({ body }) => {
    sent.push(body);
    return {};
  });
  await replaceFreeze(freeze, wish);
  expect(sent).toEqual([{ ...wish, expectedRevision: 3 }]);
});
