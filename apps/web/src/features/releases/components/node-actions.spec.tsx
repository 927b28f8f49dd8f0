import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ApiProblem } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { aRelease } from '../../../testing/builders';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { NodeActions } from './node-actions';

const release = aRelease({
  actions: [{ id: 'retry', allowed: true, reason: null, confirmLevel: 'confirm', consequences: [] }],
});

beforeAll(() => readingIn('en'));
afterEach(cleanup);

it('says when the nodes of a group cannot be had, and asks again for the groups once this one is gone', async () => {
  const cache = new QueryClient();
  const asked = jest.spyOn(cache, 'invalidateQueries');
  let fail: (reason: unknown) => void = () => undefined;
  const nodeIds = (): Promise<readonly string[]> => new Promise((_, reject) => (fail = reject));
  render(around(<NodeActions release={release} statuses={['failed']} nodeIds={nodeIds} />, cache));
  const button = screen.getByRole('button', { name: 'Retry' });
  await act(async () => void fireEvent.click(button));
  await waitFor(() => expect(button.getAttribute('data-loading')).toBe('true'));
  await act(async () => fail(new ApiProblem(404, 'NOT_FOUND', 'Not found', '', null)));
  await waitFor(() => expect(button.getAttribute('data-loading')).toBeNull());
  expect(screen.getByRole('alert').textContent).toContain('does not exist');
  expect(asked).toHaveBeenCalledWith({ queryKey: queryKeys.releaseFailures('r1') });
});
