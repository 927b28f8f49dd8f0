import { Draft } from './decision.js';
import { aTarget, aTargetBin } from './fleet.fixtures.js';
import type { Target } from './index.js';
import { NOW, underWay } from './under-way.fixtures.js';

const start = underWay([{ assigned: 2 }]);
const before = aTarget();
const drafted = (...afters: readonly Target[]): Draft => {
  const draft = new Draft(start, NOW);
  for (const after of afters) draft.change([{ before, after }]);
  return draft;
};

describe('a decision', () => {
  it.each<[string, Partial<Target>]>([
    ['where it stands', { status: 'updating' }],
    ['whether it is down', { isDown: false }],
    ['whether it is forgiven', { isForgiven: true }],
    ['at which generation it is asked', { bins: [aTargetBin({ generation: 8 })] }],
  ])('tells of a target %s', (_, change) => {
    const { events, targets } = drafted({ ...before, ...change }).finish();
    expect(events).toMatchObject([{ type: 'targets.changed', changes: [{ nodeId: 'n' }] }]);
    expect(targets).toEqual([{ ...before, ...change }]);
  });

  it('keeps what is nobody else’s matter, and tells nothing of it', () => {
    const later = { ...before, dueAt: NOW + 1 };
    expect(drafted(later).finish()).toMatchObject({ events: [], targets: [later] });
  });

  it('keeps nothing where nothing changed', () => {
    expect(drafted({ ...before }).finish()).toMatchObject({ rollout: start, events: [], targets: [] });
  });

  it('is a new revision only when it is more than reports', () => {
    expect(drafted({ ...before, status: 'updating' }).finish().rollout.revision).toBe(start.revision);
    const more = drafted({ ...before, status: 'updating' });
    more.add({ type: 'release.resumed' });
    expect(more.finish().rollout.revision).toBe(start.revision + 1);
    expect(drafted().finish().rollout.revision).toBe(start.revision);
  });
});
