import { act, fireEvent, render, screen } from '@testing-library/react';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { activateLanguage, withWords } from '../../lib/i18n';
import type { ChartData, ChartPanel, PanelView } from './chart-types';
import { CrosshairLayer } from './crosshair-layer';
import { Crosshair } from './model/crosshair';
import { CANARY_LOOK } from './model/line-looks';
import { OpenMark } from './open-mark';
import { Readout } from './readout';
import type { ChartClock } from './use-chart-clock';

const clock: ChartClock = { offsetMs: () => 0, tick: String, moment: (atMs) => `second ${atMs / 1_000}` };

const SCALE = { ticks: [0, 40], bottom: 0, top: 40, isEmpty: false };

const aPanel = (id: string, values: readonly (number | null)[]): ChartPanel => ({
  id,
  title: id,
  short: id,
  least: 1,
  format: (value) => `${value} ms`,
  values: new Map([['all', values]]),
});

const data: ChartData = {
  axis: { fromMs: 0, toMs: 40_000, stepMs: 10_000, knownUntilMs: 30_000 },
  lines: [{ id: 'all', label: 'All', look: CANARY_LOOK }],
  panels: [aPanel('P50', [1, 2, 3, null]), aPanel('P99', [10, null, 30, null])],
  marks: [{ id: 'm', atMs: 12_000, text: '#7 paused' }],
};

const opened: string[] = [];

function renderDeck(): { readonly readers: readonly HTMLElement[]; readonly cells: () => readonly string[] } {
  const crosshair = new Crosshair();
  const layers = data.panels.map((panel) => {
    const view: PanelView = { ...data, panel };
    return (
      <CrosshairLayer
        key={panel.id}
        view={view}
        widthPx={400}
        scale={SCALE}
        crosshair={crosshair}
        clock={clock}
      />
    );
  });
  render(
    <I18nProvider i18n={i18n}>
      <OpenMark value={({ id }) => opened.push(id)}>
        <Readout data={data} crosshair={crosshair} clock={clock} />
        {layers}
      </OpenMark>
    </I18nProvider>,
  );
  const texts = (role: string): readonly string[] =>
    screen.getAllByRole(role).map(({ textContent }) => textContent.trim());
  return {
    readers: screen.getAllByRole('slider'),
    cells: () => [texts('columnheader')[0] ?? '', ...texts('cell')],
  };
}

const crosses = (): number => document.querySelectorAll('[data-crosshair]').length;

/** jsdom has none. */
class PointedAt extends MouseEvent {
  readonly pointerType: string;
  constructor(type: string, init: PointerEventInit = {}) {
    super(type, init);
    this.pointerType = init.pointerType ?? 'mouse';
  }
}

beforeAll(async () => {
  Object.assign(window, { PointerEvent: PointedAt });
  await withWords(['monitoring'], () => Promise.resolve())();
  await activateLanguage('en');
});

describe('the crosshair of many panels', () => {
  it('stands nowhere at first, and the row tells the last step that is whole', () => {
    const { cells } = renderDeck();
    expect(crosses()).toBe(0);
    expect(cells()).toEqual(['Last, second 20', '3 ms', '30 ms']);
  });

  it('goes with the arrow keys through all of them, and the row tells what it meets', () => {
    const { readers, cells } = renderDeck();
    act(() => readers[1]?.focus());
    fireEvent.keyDown(readers[1] as HTMLElement, { key: 'ArrowLeft' });
    expect(crosses()).toBe(2);
    expect(readers.map((reader) => reader.getAttribute('aria-valuenow'))).toEqual(['1', '1']);
    expect(readers[1]?.getAttribute('aria-valuetext')).toBe('second 10: All –, #7 paused');
    expect(cells()).toEqual(['second 10 #7 paused', '2 ms', '–']);
    fireEvent.keyDown(readers[1] as HTMLElement, { key: 'Escape' });
    expect(crosses()).toBe(0);
  });

  it('follows a pointer to the nearest step, and leaves with a mouse but not with a finger', () => {
    const { readers, cells } = renderDeck();
    const reader = readers[0] as HTMLElement;
    fireEvent.pointerMove(reader, { clientX: 90 });
    expect(cells()[0]).toBe('second 10 #7 paused');
    fireEvent.pointerLeave(reader, { pointerType: 'touch' });
    expect(crosses()).toBe(2);
    fireEvent.pointerLeave(reader, { pointerType: 'mouse' });
    expect(crosses()).toBe(0);
  });

  it('leads to what happened at the step that it stands at, and from the mark that is clicked', () => {
    const { readers } = renderDeck();
    const reader = readers[1] as HTMLElement;
    opened.length = 0;
    act(() => reader.focus());
    fireEvent.keyDown(reader, { key: 'Enter' });
    expect(opened).toEqual([]);
    fireEvent.keyDown(reader, { key: 'ArrowLeft' });
    fireEvent.keyDown(reader, { key: 'Enter' });
    fireEvent.click(reader, { clientX: 200 });
    fireEvent.click(reader, { clientX: 117 });
    expect(opened).toEqual(['m', 'm']);
  });
});
