import {
  lastKnownStep,
  loneSteps,
  nearestStep,
  onSteps,
  placeOf,
  stepBegin,
  stepTimes,
  type TimeAxis,
} from './time-axis';

const axis: TimeAxis = { fromMs: 10_000, toMs: 60_000, stepMs: 10_000, knownUntilMs: 45_000 };

describe('steps of time', () => {
  it('begin where the axis does and end before it', () =>
    expect(stepTimes(axis)).toEqual([10_000, 20_000, 30_000, 40_000, 50_000]));

  it('that nobody told of are gaps, and what is outside is left out', () => {
    const samples = [
      { atMs: 0, value: 9 },
      { atMs: 10_000, value: 1 },
      { atMs: 30_000, value: 0 },
      { atMs: 40_000, value: null },
      { atMs: 60_000, value: 9 },
    ];
    expect(onSteps(axis, samples)).toEqual([1, null, 0, null, null]);
  });

  it.each([
    [-5, 0],
    [10_000, 0],
    [24_900, 1],
    [25_100, 2],
    [99_000, 4],
  ])('%d is nearest to the step %d', (atMs, step) => expect(nearestStep(axis, atMs)).toBe(step));

  it.each([
    [45_000, 2],
    [50_000, 3],
    [5_000, 0],
    [900_000, 4],
  ])('known until %d, the last whole one is %d', (knownUntilMs, step) =>
    expect(lastKnownStep({ ...axis, knownUntilMs })).toBe(step),
  );

  it.each([
    [10_000, 10_000],
    [29_999, 20_000],
    [30_000, 30_000],
  ])('%d lies in the step from %d on', (atMs, begin) => expect(stepBegin(axis, atMs)).toBe(begin));

  it('stand at their share of the width', () => {
    expect([10_000, 35_000, 60_000].map((atMs) => placeOf(axis, atMs))).toEqual([0, 0.5, 1]);
  });

  it.each([
    [
      [1, null, 2, 3, null, 4],
      [0, 5],
    ],
    [[null, 0, null], [1]],
    [[1, 2], []],
    [[null], []],
  ])('of %j those at %j have no neighbour to draw a line to', (values, lone) =>
    expect([...loneSteps(values)]).toEqual(lone),
  );
});
