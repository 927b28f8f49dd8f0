import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { useEventShown, type LoadedEvents } from './use-event-shown';

const seen: string[] = [];
const list = { current: document.createElement('ul') };

function row(seq: number): HTMLElement {
  const line = document.createElement('li');
  line.id = `event-${seq}`;
  line.tabIndex = -1;
  line.scrollIntoView = () => void seen.push(`scrolled to ${seq}`);
  return line;
}

beforeAll(() => {
  list.current.append(row(9), row(8), row(7));
  document.body.append(list.current);
});
beforeEach(() => void (seen.length = 0));

const loaded = (some: Partial<LoadedEvents> = {}): LoadedEvents => ({
  ...{ shown: [9, 8, 7], isFiltered: false, hasOlder: true, isBusy: false },
  onUnfilter: () => void seen.push('unfiltered'),
  onOlder: () => void seen.push('asked for older'),
  ...some,
});

function show(hash: string, ...looks: readonly LoadedEvents[]): number | null {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <MemoryRouter initialEntries={[`/releases/1${hash}`]}>{children}</MemoryRouter>
  );
  const [first = loaded(), ...later] = looks;
  const { result, rerender } = renderHook((events: LoadedEvents) => useEventShown(list, events), {
    wrapper,
    initialProps: first,
  });
  for (const look of later) rerender(look);
  return result.current;
}

describe('the event that the address points at', () => {
  it('is scrolled to and has the focus, once', () => {
    expect(show('#event-8', loaded(), loaded())).toBe(8);
    expect(seen).toEqual(['scrolled to 8']);
    expect(document.activeElement?.id).toBe('event-8');
  });

  it.each<[string, string, readonly LoadedEvents[], readonly string[]]>([
    ['is none', '#metrics', [loaded()], []],
    ['waits for the list', '#event-8', [loaded({ shown: null })], []],
    [
      'is looked for without the filter first',
      '#event-8',
      [loaded({ shown: [9], isFiltered: true }), loaded()],
      ['unfiltered', 'scrolled to 8'],
    ],
    [
      'is looked for among older ones',
      '#event-7',
      [loaded({ shown: [9, 8] }), loaded({ shown: [9, 8], isBusy: true }), loaded()],
      ['asked for older', 'scrolled to 7'],
    ],
    [
      'is given up when there is none, and the list left alone',
      '#event-10',
      [loaded(), loaded({ isFiltered: true })],
      [],
    ],
  ])('%s', (_, hash, looks, expected) => {
    show(hash, ...looks);
    expect(seen).toEqual(expected);
  });
});
