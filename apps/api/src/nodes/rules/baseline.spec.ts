import { MAX_EXISTING, refusalOf, type BaselineWish } from './baseline.js';

const WISH: BaselineWish = {
  isWithdrawn: false,
  requiredApprovals: 0,
  wasReleasedHere: false,
  includesExisting: false,
  existing: 0,
};

describe('S05: a baseline by hand', () => {
  it.each<[string | undefined, Partial<BaselineWish>]>([
    [undefined, {}],
    [undefined, { existing: 500 }],
    [undefined, { requiredApprovals: 1, wasReleasedHere: true, existing: 500 }],
    [undefined, { includesExisting: true, existing: MAX_EXISTING }],
    ['VERSION_WITHDRAWN', { isWithdrawn: true, wasReleasedHere: true }],
    ['BASELINE_NOT_RELEASED_HERE', { requiredApprovals: 1 }],
    ['BASELINE_NEEDS_RELEASE', { requiredApprovals: 1, wasReleasedHere: true, includesExisting: true }],
    ['BASELINE_TOO_MANY_NODES', { includesExisting: true, existing: MAX_EXISTING + 1 }],
  ])('%s: %j', (refusal, change) => {
    expect(refusalOf({ ...WISH, ...change })).toBe(refusal);
  });
});
