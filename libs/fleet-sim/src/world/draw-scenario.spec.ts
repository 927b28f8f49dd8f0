import { drawScenario } from './draw-scenario.js';
import { FAULTS, type Fault, type Scenario } from './scenario.js';

const SEEDS = 500;
const drawn = (mostNodes: number): readonly Scenario[] =>
  Array.from({ length: SEEDS }, (_, index) => drawScenario(index * 7_919, mostNodes));

describe('a drawn scenario', () => {
  it.each([1, 5, 9, 40])(
    'has at least five nodes and three faults when at most %d nodes are asked for',
    (most) => {
      const tooSmall = drawn(most).filter(({ nodes, faults }) => nodes.length < 5 || faults.length < 3);
      expect(tooSmall.map(({ seed }) => seed)).toEqual([]);
    },
  );

  it('has faults that hit somebody, end when it is calm or never, and are of each kind in some', () => {
    const kinds = new Set<string>();
    for (const { nodes, faults, calmAt } of drawn(9)) {
      const ids = new Set(nodes.map(({ id }) => id));
      const isSound = ({ kind, from, until, nodeIds }: Fault): boolean => {
        const mayLast = kind === 'dark' || kind === 'late';
        const hasEnd = until <= calmAt || (mayLast && until === Number.POSITIVE_INFINITY);
        return from < until && hasEnd && nodeIds.size > 0 && [...nodeIds].every((id) => ids.has(id));
      };
      expect(faults.filter((fault) => !isSound(fault))).toEqual([]);
      for (const { kind } of faults) kinds.add(kind);
    }
    expect([...kinds].sort()).toEqual([...FAULTS].sort());
  });

  it('is the same for the same seed, also where a kind of fault is left out', () => {
    const whole = drawScenario(4_711, 9);
    expect(drawScenario(4_711, 9)).toEqual(whole);
    const [fault] = whole.faults;
    const without = drawScenario(4_711, 9, fault ? [fault.kind] : []);
    expect(without).toEqual({ ...whole, faults: whole.faults.filter(({ kind }) => kind !== fault?.kind) });
  });
});
