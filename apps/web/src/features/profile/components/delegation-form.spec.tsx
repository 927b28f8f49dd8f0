import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Delegation, DelegationInput } from '../../../lib/api';
import { activateLanguage, setLanguage, withWords } from '../../../lib/i18n';
import { DelegationForm } from './delegation-form';

const bob = { id: 'bob', name: 'Bob' };
const delegation = {
  ...{ id: 'd', to: bob, startsAt: '2026-11-28T10:00:05.250Z', endsAt: '2026-12-28T10:00:59.999Z' },
} as Delegation;

let sent: DelegationInput[];

beforeAll(async () => {
  setLanguage('en');
  await withWords(['account', 'freezes'], async () => undefined)();
  await activateLanguage('en');
});
beforeEach(() => {
  sent = [];
  globalThis.fetch = (async (_: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body) as DelegationInput);
    return {
      ok: true,
      status: 200,
      headers: { get: () => null },
      text: async () => JSON.stringify(delegation),
    };
  }) as unknown as typeof fetch;
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <I18nProvider i18n={i18n}>
          <DelegationForm delegation={delegation} candidates={[bob]} onDone={() => undefined} />
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
});
afterEach(cleanup);

const save = (): boolean => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

it('sends times that nobody touched as they came', async () => {
  save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual({ deputyId: 'bob', startsAt: delegation.startsAt, endsAt: delegation.endsAt });
});

it('takes a day without a time for no beginning that was left out', async () => {
  const starts = screen.getByLabelText('From');
  fireEvent.change(starts, { target: { value: '' } });
  Object.defineProperty(starts, 'validity', { value: { badInput: true } });
  save();
  await screen.findByText('Choose a day and a time, or neither.');
  expect(sent).toEqual([]);
});
