import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { activateLanguage, setLanguage, withWords } from '../../../lib/i18n';
import { FreezeForm } from './freeze-form';

let sent: unknown[];

beforeAll(async () => {
  setLanguage('en');
  await withWords(['freezes'], async () => undefined)();
  await activateLanguage('en');
});
beforeEach(() => {
  sent = [];
  globalThis.fetch = (async (_: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body));
    return { ok: true, status: 200, headers: { get: () => null }, text: async () => '{}' };
  }) as unknown as typeof fetch;
});
afterEach(cleanup);

const type = (label: RegExp, value: string): boolean =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

it('a day without a time is no end that was left out', async () => {
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <I18nProvider i18n={i18n}>
          <FreezeForm scope={null} environments={[]} freeze={null} onDone={() => undefined} />
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  type(/^Name/, 'Weekends');
  type(/^Reason/, 'Nobody is there');
  fireEvent.click(screen.getByRole('radio', { name: 'Every week' }));
  const until = screen.getByLabelText('Last time before');
  Object.defineProperty(until, 'validity', { value: { badInput: true }, configurable: true });
  fireEvent.click(screen.getByRole('button', { name: 'Add freeze' }));
  await screen.findByText('Choose a day and a time, or neither.');
  expect(sent).toEqual([]);
  Object.defineProperty(until, 'validity', { value: { badInput: false }, configurable: true });
  fireEvent.click(screen.getByRole('button', { name: 'Add freeze' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ times: { kind: 'weekly', validUntil: null } });
});
