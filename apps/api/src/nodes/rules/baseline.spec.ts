import { MAX_EXISTING, refusalOf, type BaselineWish } from './baseline.js';

const WISH: BaselineWish = {
  isWithdrawn: false,
  needsApproval: false,
  wasReleasedHere: false,
  includesExisting: false,
  existing: 0,
};

describe('S05: a baseline by hand', () => {
  it.each<[string | undefined, Partial<BaselineWish>]>([
    [undefined, {}],
    [undefined, { existing: 500 }],
    [undefined, { needsApproval: true, wasReleasedHere: true, existing: 500 }],
    [undefined, { includesExisting: true, existing: MAX_EXISTING }],
    ['VERSION_WITHDRAWN', { isWithdrawn: true, wasReleasedHere: true }],
    ['BASELINE_NOT_RELEASED_HERE', { needsApproval: true }],
    ['BASELINE_NEEDS_RELEASE', { needsApproval: true, wasReleasedHere: true, includesExisting: true }],
    ['BASELINE_TOO_MANY_NODES', { includesExisting: true, existing: MAX_EXISTING + 1 }],
  ])('%s: %j', (refusal, change) => {
    expect(refusalOf({ ...WISH, ...change })).toBe(refusal);
  });
});
