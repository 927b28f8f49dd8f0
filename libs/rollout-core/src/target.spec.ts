import { aTargetBin } from './fleet.fixtures.js';
import {
  darkAfterMs,
  hasActivated,
  isExposed,
  isInFlight,
  isLost,
  isOffline,
  isStaging,
  TARGET_STATUSES,
  type TargetStatus,
} from './index.js';
import { NOW, someFacts } from './under-way.fixtures.js';

describe('a node', () => {
  it.each([
    ['on the dot of a minute', 1, 60_000, false],
    ['after a minute', 1, 60_001, true],
    ['within ten of its calls', 30, 300_000, false],
    ['after ten of its calls', 30, 300_001, true],
  ])('that was last heard %s is away', (_, intervalSeconds, ago, expected) => {
    expect(isOffline({ lastSeenAt: NOW - ago, intervalSeconds }, NOW)).toBe(expected);
  });

  it('that was never heard is away', () => {
    expect(isOffline({ lastSeenAt: null, intervalSeconds: 1 }, NOW)).toBe(true);
  });

  it('is dark by the plan, but not before it could have called twice', () => {
    expect(darkAfterMs(someFacts({ intervalSeconds: 10 }), 30)).toBe(30_000);
    expect(darkAfterMs(someFacts({ intervalSeconds: 60 }), 30)).toBe(150_000);
  });
});

describe('a target', () => {
  const inFlight: readonly TargetStatus[] = ['assigned', 'updating', 'baking'];
  const lost: readonly TargetStatus[] = ['failed', 'timed_out', 'dark'];
  const lying: readonly TargetStatus[] = ['staging', 'staged'];
  it.each(TARGET_STATUSES)('that is %s is counted where it belongs', (status) => {
    expect(isInFlight(status)).toBe(inFlight.includes(status));
    expect(isLost(status)).toBe(lost.includes(status));
    expect(isStaging(status)).toBe(lying.includes(status));
    const exposed = [...inFlight, ...lost, ...lying, 'succeeded', 'retrying'];
    expect(isExposed(status)).toBe(exposed.includes(status));
  });

  it.each([
    [null, false],
    ['stage', false],
    ['activate', true],
    ['revert', true],
  ] as const)('of which one bin was asked for %s has activated: %s', (asked, expected) => {
    expect(hasActivated({ bins: [aTargetBin({ asked: null }), aTargetBin({ asked })] })).toBe(expected);
  });
});
