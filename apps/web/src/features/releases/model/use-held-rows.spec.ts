import { act, renderHook } from '@testing-library/react';
import { useHeldRows } from './use-held-rows';

interface Shown {
  readonly rows: readonly number[];
  readonly scope: string;
  readonly isPlaceholder?: boolean;
}

const shownFirst = (first: Shown) =>
  renderHook(
    ({ rows, scope, isPlaceholder = false }: Shown) => useHeldRows(rows, String, { scope, isPlaceholder }),
    { initialProps: first },
  );

it('what arrives above the first known row waits until it is asked for', () => {
  const { result, rerender } = shownFirst({ rows: [48, 45], scope: 'a' });
  rerender({ rows: [50, 49, 48, 45], scope: 'a' });
  expect(result.current).toMatchObject({ rows: [48, 45], heldCount: 2 });
  act(() => result.current.show());
  expect(result.current).toMatchObject({ rows: [50, 49, 48, 45], heldCount: 0 });
});

it('another question starts with its own answer, and not with the rows that stand there until it comes', () => {
  const { result, rerender } = shownFirst({ rows: [48, 45], scope: 'a' });
  rerender({ rows: [48, 45], scope: 'b', isPlaceholder: true });
  expect(result.current).toMatchObject({ rows: [48, 45], heldCount: 0 });
  rerender({ rows: [50, 49, 48, 45], scope: 'b' });
  expect(result.current).toMatchObject({ rows: [50, 49, 48, 45], heldCount: 0 });
});
