import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { activateLanguage, setLanguage } from '../../lib/i18n';
import { Dialog } from './dialog';
import { Notice } from './notice';

let closed: number;
let shown: string[];

beforeAll(async () => {
  setLanguage('en');
  await activateLanguage('en');
  HTMLElement.prototype.scrollIntoView = function seen(): void {
    shown.push(this.textContent);
  };
});
beforeEach(() => {
  cleanup();
  [closed, shown] = [0, []];
});

const opened = (isRefused: boolean) => (
  <MantineProvider env="test">
    <I18nProvider i18n={i18n}>
      {isRefused && (
        <Notice kind="error" isLive>
          on the page
        </Notice>
      )}
      <Dialog isOpen title="A freeze" onClose={() => (closed += 1)}>
        <input aria-label="Name" />
        {isRefused && (
          <Notice kind="error" isLive>
            in the dialog
          </Notice>
        )}
      </Dialog>
    </I18nProvider>
  </MantineProvider>
);
const clickBeside = (): void => {
  fireEvent.click(document.querySelector('.mantine-Modal-overlay') ?? document.body);
};

describe('a dialog', () => {
  it('is closed by a click beside it, until somebody has typed into it', () => {
    render(opened(false));
    clickBeside();
    expect(closed).toBe(1);
    fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Stock' } });
    clickBeside();
    expect(closed).toBe(1);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(closed).toBe(2);
  });

  it('shows what it is refused with, which may stand below what fits on the screen', () => {
    const { rerender } = render(opened(false));
    rerender(opened(true));
    expect(shown).toEqual(['in the dialog']);
  });
});
