import { QueryClient, useQuery } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { queryKeys } from '../../../lib/api/query-keys';
import { aRelease } from '../../../testing/builders';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { answerWith } from '../../../testing/server';
import { actionEntries, nodeAction } from '../model/actions';
import { useAction } from './use-action';
import { useQuickAction } from './use-quick-action';

const release = aRelease({
  actions: [
    { id: 'retry', allowed: true, reason: null, confirmLevel: 'confirm', consequences: [] },
    { id: 'pause', allowed: true, reason: null, confirmLevel: 'none', consequences: [] },
  ],
});
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

let sent: unknown[];
let cache: QueryClient;
const wrapper = ({ children }: { readonly children: ReactNode }) => around(children, cache);

beforeAll(() => readingIn('en'));
beforeEach(() => {
  [sent, cache] = [[], new QueryClient()];
  answerWith(async ({ path, body = {} }) => {
    await wait(1);
    if (!path.includes('dryRun')) sent.push((body as { nodeIds?: unknown }).nodeIds);
    return release;
  });
});
afterEach(cleanup);

/** Something of the release on screen that is answered once, and the second time not at all. */
function useSlowList(): void {
  const queryKey = [...queryKeys.releases, 'slow'];
  useQuery({
    queryKey,
    queryFn: () => (cache.getQueryData(queryKey) ? new Promise<never>(() => undefined) : 1),
    staleTime: Infinity,
  });
}

it('a second group is tried again while the answer about the first is still being read', async () => {
  const retry = nodeAction(release, 'retry');
  const { result } = renderHook(
    () => {
      useSlowList();
      const closed = { onClose: () => undefined, onOtherRelease: () => undefined };
      const of = (id: string) => ({ action: 'retry' as const, extras: { nodeIds: [id] } });
      return {
        one: useAction(release, retry, of('n1'), closed),
        two: useAction(release, retry, of('n2'), closed),
      };
    },
    { wrapper },
  );
  await act(async () => {
    result.current.one.start('');
    result.current.one.start('');
  });
  await act(() => wait(20));
  expect(sent).toEqual([['n1']]);
  await act(async () => result.current.two.start(''));
  await act(() => wait(20));
  expect(sent).toEqual([['n1'], ['n2']]);
});

it('a quick action is over when it was answered, and is sent once for a double click', async () => {
  const pause = actionEntries(release).find(({ key }) => key === 'pause');
  if (!pause) throw new Error('no such action');
  const { result } = renderHook(
    () => {
      useSlowList();
      return useQuickAction(release);
    },
    { wrapper },
  );
  await act(async () => {
    result.current.run(pause);
    result.current.run(pause);
  });
  await act(() => wait(20));
  expect(sent).toHaveLength(1);
  expect(result.current.busy).toBeNull();
});

it.each([
  ['pause', undefined],
  ['resume', release.revision],
] as const)('a quick %s names the revision that was seen: %s', async (key, expectedRevision) => {
  const action = { id: key, allowed: true, reason: null, confirmLevel: 'none', consequences: [] } as const;
  const bodies: unknown[] = [];
  answerWith(({ body }) => {
    bodies.push(body);
    return release;
  });
  const entry = actionEntries({ ...release, actions: [action] }).find((each) => each.key === key);
  if (!entry) throw new Error('no such action');
  const { result } = renderHook(() => useQuickAction(release), { wrapper });
  await act(async () => result.current.run(entry));
  expect(bodies).toEqual([expect.objectContaining({ planHash: release.planHash })]);
  expect((bodies[0] as { expectedRevision?: number }).expectedRevision).toBe(expectedRevision);
});
