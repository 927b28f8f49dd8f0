import { inOrder, stableHash } from './index.js';

interface Named {
  readonly nodeId: string;
  readonly labels: Readonly<Record<string, string>>;
}

const SEED = 'web@2';
/** Their hashes with that seed are the same. */
const TWINS = ['15884c', '459a77'] as const;
const node = (nodeId: string, rack = ''): Named => ({ nodeId, labels: { rack } });
const order = (nodes: readonly Named[]): readonly string[] =>
  inOrder(nodes, SEED, ['rack']).map(({ nodeId }) => nodeId);

describe('the hash by which nodes are put in order', () => {
  it.each([
    ['', 2_872_998_923],
    ['release', 2_469_642_049],
    ['web@2\nn-1', 1_140_386_411],
    ['版本', 1_571_819_227],
  ])('is for ever the same: %j', (text, hash) => expect(stableHash(text)).toBe(hash));
});

describe('the order in which nodes are asked', () => {
  it('is for ever the same', () => {
    const nodes = Array.from({ length: 8 }, (_, index) => node(`n-${index}`));
    expect(order(nodes)).toEqual(['n-7', 'n-3', 'n-0', 'n-1', 'n-5', 'n-6', 'n-2', 'n-4']);
  });

  it('takes of strata of different sizes as evenly as these allow, beginning with the larger', () => {
    const nodes = ['a', 'b', 'b', 'a', 'b', 'b'].map((rack, index) => node(`${rack}${index}`, rack));
    expect(order(nodes).map(([rack]) => rack)).toEqual(['b', 'a', 'b', 'b', 'a', 'b']);
  });

  it('is that of the hashes where strata stand at the same place', () => {
    const nodes = Array.from({ length: 20 }, (_, index) => node(`n-${index}`, `rack-${index}`));
    const hashes = order(nodes).map((nodeId) => stableHash(`${SEED}\n${nodeId}`));
    expect(hashes).toEqual([...hashes].sort((a, b) => a - b));
  });

  it.each([
    ['in one stratum', 'x'],
    ['in several', 'y'],
  ])('is that of the names where hashes are the same, %s, whoever is named first', (_, rack) => {
    const [first, second] = TWINS;
    const twins = [node(first, 'x'), node(second, rack)];
    expect(order(twins)).toEqual(TWINS);
    expect(order(twins.reverse())).toEqual(TWINS);
  });
});
