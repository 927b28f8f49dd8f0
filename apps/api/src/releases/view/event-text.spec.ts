import type { ReleaseEvent } from '@release-console/rollout-core';
import { eventText } from './event-text.js';

const en = (event: object): string => eventText(event as ReleaseEvent, (id) => `host ${id}`).en;

it.each([
  [{ type: 'release.deployed', waveSizes: [1] }, 'Started: one wave of 1 node'],
  [{ type: 'release.deployed', waveSizes: [2] }, 'Started: one wave of 2 nodes'],
  [{ type: 'release.deployed', waveSizes: [1, 9] }, 'Started: 2 waves of 1, 9 nodes'],
  [{ type: 'release.retried', nodes: 1 }, 'Retried 1 node'],
  [{ type: 'targets.joined', groupSizes: { a: 1, b: 2 } }, '3 nodes joined, in the last wave'],
])('%j says: %s', (event, sentence) => expect(en(event)).toBe(sentence));

it.each([
  [3, 'host 0, host 1, host 2 succeeded'],
  [4, '4 nodes succeeded'],
])('%d nodes that changed at once', (count, sentence) => {
  const changes = Array.from({ length: count }, (_, id) => ({
    nodeId: String(id),
    to: { status: 'succeeded' },
  }));
  expect(en({ type: 'targets.changed', changes })).toBe(sentence);
});
