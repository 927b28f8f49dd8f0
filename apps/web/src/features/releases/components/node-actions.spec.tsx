import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ApiProblem } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { activateLanguage, setLanguage } from '../../../lib/i18n';
import { aRelease } from '../../../testing/builders';
import { NodeActions } from './node-actions';

const release = aRelease({
  actions: [{ id: 'retry', allowed: true, reason: null, confirmLevel: 'confirm', consequences: [] }],
});

beforeAll(async () => {
  setLanguage('en');
  await activateLanguage('en');
});
afterEach(cleanup);

it('says when the nodes of a group cannot be had, and asks again for the groups once this one is gone', async () => {
  const cache = new QueryClient();
  const asked = jest.spyOn(cache, 'invalidateQueries');
  let fail: (reason: unknown) => void = () => undefined;
  const nodeIds = (): Promise<readonly string[]> => new Promise((_, reject) => (fail = reject));
  render(
    <MantineProvider>
      <QueryClientProvider client={cache}>
        <I18nProvider i18n={i18n}>
          <NodeActions release={release} statuses={['failed']} nodeIds={nodeIds} />
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  const button = screen.getByRole('button', { name: 'Retry' });
  await act(async () => void fireEvent.click(button));
  await waitFor(() => expect(button.getAttribute('data-loading')).toBe('true'));
  await act(async () => fail(new ApiProblem(404, 'NOT_FOUND', 'Not found', '', null)));
  await waitFor(() => expect(button.getAttribute('data-loading')).toBeNull());
  expect(screen.getByRole('alert').textContent).toContain('does not exist');
  expect(asked).toHaveBeenCalledWith({ queryKey: queryKeys.releaseFailures('r1') });
});
