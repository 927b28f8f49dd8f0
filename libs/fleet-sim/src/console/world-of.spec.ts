import type { Target } from '@release-console/rollout-core';
import { keyOf, MemoryStore, type StoredRelease } from './memory-store.js';
import { NOTHING_OBSERVED } from './report-fold.js';
import { noWayBackOf } from './world-of.js';

/** A node that ran `old`, of which a new build is asked that can't be undone. */
function hindrance(asked: 'stage' | 'activate' | 'revert', runs: string | null): unknown {
  const store = new MemoryStore();
  store.builds = [
    { digest: 'old', version: '1', isBarrier: false },
    { digest: 'new', version: '2', isBarrier: true },
  ];
  const running = { sha256: runs, healthy: true, generation: 1, order: 1, since: 0 };
  store.observed.set(keyOf('n1', 'web'), { ...NOTHING_OBSERVED, running });
  const bin = { binId: 'web', digest: 'new', asked, generation: 2, previous: { sha256: 'old' } };
  const target = { nodeId: 'n1', bins: [bin] } as unknown as Target;
  return noWayBackOf(store, { targets: new Map([['n1', target]]) } as unknown as StoredRelease);
}

describe('what is against going back', () => {
  it.each<[string, 'stage' | 'activate' | 'revert', string | null, boolean]>([
    ['a build that was activated', 'activate', 'old', true],
    ['one that lies ready', 'stage', 'old', false],
    ['one that lies ready where nobody knows what runs', 'stage', null, false],
    ['one that is laid ready once more while it runs since the try before', 'stage', 'new', true],
    ['one that is taken back already', 'revert', 'new', false],
  ])('of %s', (_, asked, runs, isHindered) => {
    expect(hindrance(asked, runs)).toEqual(isHindered ? { kind: 'barrier', version: '2' } : null);
  });
});
