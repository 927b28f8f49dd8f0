import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Dialog } from './dialog';
import { Notice } from './notice';
import { around } from '../../testing/around';
import { readingIn } from '../../testing/reading-in';

let closed: number;
let shown: string[];

beforeAll(async () => {
  await readingIn('en');
  HTMLElement.prototype.scrollIntoView = function seen(): void {
    shown.push(this.textContent);
  };
});
beforeEach(() => {
  cleanup();
  [closed, shown] = [0, []];
});

const opened = (isRefused: boolean) =>
  around(
    <>
      {' '}
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
    </>,
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
