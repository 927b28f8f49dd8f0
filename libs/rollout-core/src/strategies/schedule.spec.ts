import { aBlueGreen } from '../fleet.fixtures.js';
import {
  matches,
  scheduleOf,
  type CanaryStep,
  type RollingStrategy,
  type Schedule,
  type Strategy,
} from '../index.js';

interface Named {
  readonly nodeId: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Their names begin with their pop. */
const NODES: readonly Named[] = ['a1', 'b2', 'a3', 'c4', 'b5'].map((nodeId) => ({
  nodeId,
  labels: { pop: nodeId.slice(0, 1), rack: 'x' },
}));
const canary = (...steps: readonly CanaryStep[]): Strategy => ({ type: 'canary', steps, stratifyBy: [] });
const rolling = (change: Partial<RollingStrategy>): Strategy => ({
  ...{ type: 'rolling', batch: null, waves: [], pause: null },
  ...change,
});
const wavesOf = ({ waves }: Schedule<Named>): readonly (readonly string[])[] =>
  waves.map((wave) => wave.map(({ nodeId }) => nodeId));
const wave = (index: number, size: number, weightPercent: number | null) => ({
  ...{ kind: 'wave', wave: index, size, weightPercent },
});

describe('a canary', () => {
  it('goes on to everything after its last step, and not twice', () => {
    const half = scheduleOf(canary({ setWeight: 40 }, { pause: { seconds: 5 } }), NODES);
    expect(half.steps).toEqual([wave(0, 2, 40), { kind: 'pause', seconds: 5 }, wave(1, 3, 100)]);
    expect(wavesOf(half)).toEqual([
      ['a1', 'b2'],
      ['a3', 'c4', 'b5'],
    ]);
    expect(scheduleOf(canary({ setWeight: 100 }), NODES).steps).toEqual([wave(0, 5, 100)]);
  });

  it('names what it takes by labels, and counts it into the weights', () => {
    const select = { pop: ['a', 'b'], rack: ['x'] };
    const analysis = { seconds: 60, waitSeconds: 5 };
    const { steps, waves } = scheduleOf(canary({ select }, { analysis }, { setWeight: 20 }), NODES);
    expect(steps).toEqual([
      { ...wave(0, 4, null), name: 'pop=a|b rack=x' },
      { kind: 'analysis', ...analysis },
      wave(1, 0, 20),
      wave(2, 1, 100),
    ]);
    expect(wavesOf({ steps, waves })).toEqual([['a1', 'b2', 'a3', 'b5'], [], ['c4']]);
  });

  it('takes one node at least, where there is one', () => {
    expect(scheduleOf(canary({ setWeight: 1 }), NODES).steps[0]).toEqual(wave(0, 1, 1));
    expect(scheduleOf(canary({ setWeight: 1 }), []).steps[0]).toEqual(wave(0, 0, 1));
  });
});

describe('waves one after another', () => {
  it('hold as many as a batch, in order', () => {
    const schedule = scheduleOf(rolling({ batch: 2 }), NODES);
    expect(wavesOf(schedule)).toEqual([['a1', 'b2'], ['a3', 'c4'], ['b5']]);
    expect(schedule.steps).toEqual(
      [0, 1, 2].map((at) => ({ ...wave(at, at < 2 ? 2 : 1, null), name: null })),
    );
    expect(scheduleOf(rolling({ batch: 2 }), [])).toEqual({ steps: [], waves: [] });
    expect(wavesOf(scheduleOf(rolling({}), NODES))).toEqual([NODES.map(({ nodeId }) => nodeId)]);
  });

  it('go by labels and keep their names', () => {
    const waves = [
      { name: 'near', labels: { pop: ['b'] } },
      { name: null, labels: { pop: ['b', 'a'] } },
    ];
    const schedule = scheduleOf(rolling({ waves }), NODES);
    expect(wavesOf(schedule)).toEqual([['b2', 'b5'], ['a1', 'a3'], ['c4']]);
    expect(schedule.steps).toMatchObject([{ name: 'near' }, { name: null }, { name: null }]);
  });

  it.each<[string, Partial<RollingStrategy>, readonly string[]]>([
    ['nothing where nothing is said', {}, []],
    ['a pause', { pause: { seconds: 5 } }, ['pause']],
    ['a judge', { analysis: { seconds: 60, waitSeconds: 0 } }, ['analysis']],
  ])('have between them %s', (_, change, between) => {
    const { steps } = scheduleOf(rolling({ batch: 4, ...change }), NODES);
    expect(steps.map(({ kind }) => kind)).toEqual(['wave', ...between, 'wave']);
  });
});

describe('a switch', () => {
  const last = wave(0, 5, 100);
  it.each([
    [true, 0, [{ kind: 'stage' }, last]],
    [false, 0, [{ kind: 'stage' }, { kind: 'pause', seconds: null }, last]],
    [true, 1, [{ kind: 'stage' }, last, { kind: 'pause', seconds: 1 }]],
  ])('that is automatic (%s) and keeps the old build for %i s', (isAutomatic, seconds, expected) => {
    const strategy = aBlueGreen({ isAutomatic, rollbackWindowSeconds: seconds });
    expect(scheduleOf(strategy, NODES)).toEqual({ steps: expected, waves: [NODES] });
  });
});

describe('a selector', () => {
  it.each([
    [{}, true],
    [{ pop: ['b', 'a'] }, true],
    [{ pop: ['b'] }, false],
    [{ pop: ['a'], rack: ['y'] }, false],
    [{ zone: [''] }, true],
    [{ zone: ['z'] }, false],
  ])('%j matches a node of pop a: %s', (labels, expected) => {
    const node = { nodeId: 'a1', labels: { pop: 'a', rack: 'x' } };
    expect(matches(node, labels)).toBe(expected);
  });
});
