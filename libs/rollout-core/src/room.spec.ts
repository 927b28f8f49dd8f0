import { fullGroups, roomLeft, type Rollout } from './index.js';
import { groupsWithRoom, roomOf } from './room.js';
import { underWay } from './under-way.fixtures.js';

const groups = { a: { size: 4, down: 1, dark: 0 }, b: { size: 4, down: 2, dark: 0 } };

/** Of eight nodes three are down: one in group a, two in group b. */
function rolloutWith(maxUnavailable: number, perGroup: number | null): Rollout {
  const maxUnavailablePerGroup = perGroup === null ? null : { label: 'pop', max: perGroup };
  const counts = [{ updating: 3, pending: 1 }, { pending: 4 }];
  return underWay(counts, { down: 3, groups }, { maxUnavailable, maxUnavailablePerGroup });
}

describe('the room for more nodes to be down', () => {
  it('is what the plan allows of all waves, less those that are down', () => {
    expect(roomLeft(rolloutWith(5, null))).toBe(2);
    expect(roomLeft(rolloutWith(100, null))).toBe(5);
  });

  it('is used up in one go, and by group', () => {
    const room = roomOf(rolloutWith(8, 3));
    expect(['a', 'a', 'a', 'b', 'b'].map((group) => room.take(group))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
    const narrow = roomOf(rolloutWith(4, 3));
    expect(['a', 'a'].map((group) => narrow.take(group))).toEqual([true, false]);
  });

  it('is known of each group that has some, where groups matter', () => {
    expect(groupsWithRoom(rolloutWith(8, 2))).toEqual([{ group: 'a', room: 1 }]);
    expect(groupsWithRoom(rolloutWith(8, null))).toBeNull();
    expect(fullGroups(rolloutWith(8, 2))).toEqual(['b']);
    expect(fullGroups(rolloutWith(8, 3))).toEqual([]);
    expect(fullGroups(rolloutWith(8, null))).toEqual([]);
  });
});
