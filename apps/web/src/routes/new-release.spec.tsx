import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import type { Session } from '../lib/api';
import { sessionStore } from '../lib/api/session-store';
import { activateLanguage, setLanguage, withWords } from '../lib/i18n';
import NewReleaseRoute from './new-release';

const signIn = (id: string): void => sessionStore.signIn({ accessToken: id, user: { id } } as Session);
const notes = (): HTMLTextAreaElement => screen.getByLabelText(/^Notes/);

beforeAll(async () => {
  setLanguage('en');
  await withWords(['wizard'], async () => undefined)();
  await activateLanguage('en');
  globalThis.fetch = (async () => ({
    ...{ ok: true, status: 200, headers: { get: () => null } },
    text: async () => JSON.stringify({ items: [], nextCursor: null }),
  })) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

it('shows nobody what another person left unfinished in the same tab', async () => {
  signIn('ann');
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <I18nProvider i18n={i18n}>
          <MemoryRouter>
            <NewReleaseRoute />
          </MemoryRouter>
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  fireEvent.change(notes(), { target: { value: 'half a sen' } });
  await act(async () => signIn('bob'));
  expect(notes().value).toBe('');
  await act(async () => signIn('ann'));
  expect(notes().value).toBe('half a sen');
});
