import { Crosshair } from './crosshair';
import { stepAfterKey } from './crosshair-keys';

describe('the crosshair', () => {
  it('tells those who look once for each change', () => {
    const crosshair = new Crosshair();
    const seen: unknown[] = [];
    const stop = crosshair.subscribe(() => seen.push(crosshair.current()));
    crosshair.point('p99', 10);
    crosshair.point('p99', 10);
    crosshair.point('p50', 10);
    crosshair.clear();
    crosshair.clear();
    stop();
    crosshair.point('p99', 20);
    expect(seen).toEqual([
      { atMs: 10, panelId: 'p99' },
      { atMs: 10, panelId: 'p50' },
      { atMs: null, panelId: null },
    ]);
  });

  it.each([
    ['ArrowLeft', false, 4],
    ['ArrowRight', false, 6],
    ['ArrowRight', true, 15],
    ['ArrowLeft', true, 0],
    ['PageUp', false, 15],
    ['PageDown', false, 0],
    ['Home', false, 0],
    ['End', false, 20],
    ['Enter', false, null],
  ])('%s (with shift: %s) leads from 5 of 20 to %s', (key, shiftKey, step) =>
    expect(stepAfterKey({ key, shiftKey }, 5, 20)).toBe(step),
  );
});
