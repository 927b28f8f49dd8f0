import { planDifferences, type Compared } from './plan-differences.js';

const compared = (plan: object, some: Partial<Compared> = {}): Compared => ({
  environment: { id: 'e1' },
  plan: {
    title: 'a title',
    bins: [{ bin: 'edge', version: '1' }],
    strategy: { type: 'rolling', batch: 1 },
    ...plan,
  },
  artifacts: [{ arch: 'amd64', sha256: 'x' }],
  ...some,
});

describe('in what two plans differ', () => {
  const base = compared({});
  it.each([
    ['the title says nothing', compared({ title: 'another' }), []],
    ['the order of fields says nothing', compared({ strategy: { batch: 1, type: 'rolling' } }), []],
    [
      'an empty list, null and nothing are the same',
      compared({ selector: { nodeIds: [], labels: {} }, hours: null }),
      [],
    ],
    ['a version', compared({ bins: [{ bin: 'edge', version: '2' }] }), ['bins']],
    ['a limit that only one has', compared({ maxUnavailable: 3 }), ['maxUnavailable']],
    ['zero is not nothing', compared({ minReadySeconds: 0 }), ['minReadySeconds']],
    ['the environment', compared({}, { environment: { id: 'e2' } }), ['environment']],
    ['the bytes under the same version', compared({}, { artifacts: [] }), ['artifacts']],
    ['the order of bins', compared({ bins: [{ bin: 'b' }, { bin: 'a' }] }), ['bins']],
  ])('%s', (_, other, expected) => {
    expect(planDifferences(base, other)).toEqual(expected);
    expect(planDifferences(other, base)).toEqual(expected);
  });
});
