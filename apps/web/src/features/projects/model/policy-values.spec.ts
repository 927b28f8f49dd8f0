import { isLevelComplete, newLevel, policyValues } from './policy-values';

describe('the values of a policy', () => {
  it('are what was read, with open requests kept', () => {
    const level = {
      roles: ['admin' as const],
      people: [{ id: 'u1', name: 'Ana' }],
      minimum: 2,
      couldApprove: 3,
    };
    const policy = { levels: [level], allowsOwnWork: true, expiresAfterHours: 24 };
    const around = { warnings: [], openRequests: 1, candidates: [], revision: 7 };
    expect(policyValues({ ...policy, ...around })).toEqual({
      levels: [{ roles: ['admin'], userIds: ['u1'], minimum: 2 }],
      allowsOwnWork: true,
      expiresAfterHours: 24,
      openRequests: 'keep',
    });
  });

  it('are complete when a level names a role, or people enough', () => {
    expect(isLevelComplete(newLevel())).toBe(true);
    expect(isLevelComplete({ roles: [], userIds: ['u1'], minimum: 1 })).toBe(true);
    expect(isLevelComplete({ roles: [], userIds: ['u1'], minimum: 2 })).toBe(false);
  });
});
