import { markNear, marksIn } from './near-mark';

const axis = { fromMs: 0, toMs: 300, stepMs: 10, knownUntilMs: 300 };
const marks = [50, 58, 200].map((atMs) => ({ id: String(atMs), atMs, text: '' }));

describe('the mark under a pointer', () => {
  it.each([
    [49, '50'],
    [53, '50'],
    [54, '50'],
    [55, '58'],
    [64, '58'],
    [65, null],
    [206, '200'],
  ])('at pixel %d is %s', (px, id) => expect(markNear(axis, marks, px, 300)?.id ?? null).toBe(id));
});

it.each([
  [5, ['50', '58']],
  [6, []],
  [20, ['200']],
])('in the step %d happened %j', (step, ids) =>
  expect(marksIn(axis, marks, step).map(({ id }) => id)).toEqual(ids),
);
