import { interleavingsOf, scheduleOf, type Sent } from './interleavings.js';

const DEPLOY = { actor: 'deployer', step: 0, order: 'deploy' };
const APPROVE = { actor: 'ben', step: 0, order: 'approve' };

/** `d` and `a` are statements of the two, `D` and `A` their first, with which a transaction begins, and `!` waits. */
function sent(order: string): Sent[] {
  return (order.match(/[dDaA]!?/g) ?? []).map((turn) => ({
    doing: turn.toLowerCase().startsWith('d') ? DEPLOY : APPROVE,
    isBegin: /[DA]/.test(turn),
    hasWaited: turn.endsWith('!'),
  }));
}

describe('which orders came in between which', () => {
  it.each([
    ['one after the other', 'DdddAaaa', []],
    ['only begun in between', 'DdAddaaa', []],
    ['one in the other', 'DdAaaadd', ['approve within deploy']],
    ['both in each other', 'DdAadada', ['approve within deploy', 'deploy within approve']],
    ['one that waits for the other', 'DdAa!ddaa', ['approve within deploy']],
    ['around one that has nothing yet', 'AaDd!aadd', ['deploy within approve']],
  ])('%s', (_, order, expected) => {
    expect([...interleavingsOf(sent(order))].sort()).toEqual(expected);
  });
});

describe('the schedule of a race', () => {
  const race = { minimum: 1, isDraft: false, given: [], actors: new Map() };

  it('is the same for the same, and another one for another order', () => {
    const one = scheduleOf(race, sent('DdAadada'));
    expect(scheduleOf(race, sent('DdAadada'))).toBe(one);
    expect(scheduleOf(race, sent('DdAaadda'))).not.toBe(one);
    expect(scheduleOf({ ...race, minimum: 2 }, sent('DdAadada'))).not.toBe(one);
  });
});
