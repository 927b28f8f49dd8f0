import { aTarget, aTargetBin } from './fleet.fixtures.js';
import { pairsOf, settle } from './observation.js';
import { NOW, someFacts } from './under-way.fixtures.js';

describe('a target that changes', () => {
  const before = aTarget({ status: 'updating', since: NOW - 5_000 });

  it('stands where it stands since the moment at which that changed', () => {
    expect(settle(before, NOW, { status: 'baking' })).toEqual({ ...before, status: 'baking', since: NOW });
    expect(settle(before, NOW, { status: 'updating' })).toEqual(before);
    expect(settle(before, NOW, { dueAt: NOW })).toEqual({ ...before, dueAt: NOW });
  });
});

describe('the bins of a target', () => {
  it('are looked at only as far as something is known of them', () => {
    const [bin, other] = [aTargetBin(), aTargetBin({ binId: 'worker' })];
    const facts = someFacts();
    expect(pairsOf(aTarget({ bins: [bin, other] }), facts)).toEqual([[bin, facts.bins[0]]]);
  });
});
