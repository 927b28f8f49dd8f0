import { QueryClient, useQuery } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { ReleaseDetail, ReleaseDraft } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { applyReleasePatch } from '../../../../lib/realtime/apply-release-patch';
import { aRelease } from '../../../../testing/builders';
import { around } from '../../../../testing/around';
import { readingIn } from '../../../../testing/reading-in';
import { answerWith, Said, type Asked } from '../../../../testing/server';
import { openedReleaseQuery } from '../../api/get-release';
import { useSaveRelease } from './use-save-release';

interface Sent {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

const DRAFT: ReleaseDraft = { bins: [{ bin: 'pay-api', version: '2.1' }], notes: 'mine' };
const opened = (some: Partial<ReleaseDetail> = {}): ReleaseDetail =>
  aRelease({ status: 'draft', revision: 3, ...some });

/** What the server has, what it was sent, and what goes wrong next. */
let server: ReleaseDetail;
let sent: Sent[];
let nextFault: 'silence' | 'refused submission' | null;
let cache: QueryClient;

async function answer({ path, method, key, body }: Asked): Promise<unknown> {
  if (method === 'GET') return server;
  const read = body as Sent['body'];
  sent.push({ path, key, body: read });
  if (nextFault === 'silence') {
    nextFault = null;
    throw new TypeError('no answer');
  }
  if (nextFault === 'refused submission' && path.endsWith('/submit')) {
    nextFault = null;
    return new Said(422, { code: 'NO_NODES', status: 422 });
  }
  if (read['expectedRevision'] !== server.revision)
    return new Said(409, { code: 'RELEASE_CHANGED', status: 409, revision: server.revision });
  server = { ...server, revision: server.revision + 1 };
  return server;
}

beforeAll(() => readingIn('en'));
beforeEach(() => {
  [server, sent, nextFault] = [opened(), [], null];
  cache = new QueryClient();
  answerWith(answer);
});
afterEach(cleanup);

async function openForm() {
  const onSaved = jest.fn();
  const { result } = renderHook(
    () => useSaveRelease(useQuery(openedReleaseQuery('r1')).data ?? null, onSaved),
    {
      wrapper: ({ children }: { readonly children: ReactNode }) => around(children, cache),
    },
  );
  await waitFor(() => expect(cache.getQueryData(queryKeys.release('r1'))).toBeDefined());
  const save = async (some: Partial<ReleaseDraft> = {}): Promise<void> => {
    act(() => result.current.run({ ...DRAFT, submit: false, ...some }));
    await waitFor(() => expect(result.current.busy).toBeNull());
  };
  return { result, onSaved, save };
}

/** Somebody else saved; the live line tells of it. */
const savedElsewhere = (some: Partial<ReleaseDetail>): Promise<void> =>
  act(async () => {
    server = { ...server, ...some, revision: 4 };
    applyReleasePatch(cache, 'r1', { revision: 4 });
    await cache.invalidateQueries();
  });

it('answers the draft that the form was filled from, and shows what another person saved before replacing it', async () => {
  const { result, onSaved, save } = await openForm();
  await savedElsewhere({ notes: 'theirs' });
  await waitFor(() => expect(result.current.isStale).toBe(true));
  await save();
  expect(sent[0]).toMatchObject({ path: '/api/v1/releases/r1', body: { expectedRevision: 3 } });
  expect(onSaved).not.toHaveBeenCalled();
  await waitFor(() => expect(result.current.isStale).toBe(false));
  expect(result.current.differences).toEqual([{ field: 'notes', before: '', after: 'theirs' }]);
  await save();
  expect(sent[1]?.body).toMatchObject({ expectedRevision: 4, notes: 'mine' });
  expect(onSaved).toHaveBeenCalledTimes(1);
});

it('goes on from what was saved when only the submission was refused', async () => {
  const { result, onSaved, save } = await openForm();
  nextFault = 'refused submission';
  await save({ submit: true });
  await waitFor(() => expect(result.current.error).not.toBeNull());
  expect(onSaved).not.toHaveBeenCalled();
  await save({ submit: true });
  const [first, , second] = sent;
  expect(second?.body).toMatchObject({ expectedRevision: 4 });
  expect(second?.key).not.toBe(first?.key);
  expect(onSaved).toHaveBeenCalledTimes(1);
});

it('sends the same again under the same key after silence', async () => {
  const { save, onSaved } = await openForm();
  nextFault = 'silence';
  await save();
  await save();
  expect(sent[1]).toEqual(sent[0]);
  expect(onSaved).toHaveBeenCalledTimes(1);
});
