import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { activateLanguage, setLanguage } from '../../../lib/i18n';
import { Events } from './events';

beforeAll(async () => {
  setLanguage('en');
  await activateLanguage('en');
});
afterEach(cleanup);

const event = { seq: 60, type: 'x', at: '2026-11-23T10:00:00.000Z', actor: null, data: {} };

it('asks the server for what people did, and does not say that nothing happened when they did nothing', async () => {
  globalThis.fetch = (async (path: string) => {
    const items = path.includes('by=user') ? [] : [{ ...event, text: { en: 'It began.', zh: '开始。' } }];
    const text = async () => JSON.stringify({ items, nextCursor: null });
    return { ok: true, status: 200, headers: { get: () => null }, text };
  }) as unknown as typeof fetch;
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <I18nProvider i18n={i18n}>
          <MemoryRouter>
            <Events releaseId="r1" marked={new Set()} />
          </MemoryRouter>
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByText(/It began/);
  fireEvent.click(screen.getByRole('radio', { name: 'People' }));
  await screen.findByText('Nothing matches');
  expect(screen.queryByText('Nothing has happened yet')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await screen.findByText(/It began/);
});
