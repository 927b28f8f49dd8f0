import { QueryObserver } from '@tanstack/react-query';
import { ApiProblem } from './api-problem';
import { createQueryClient } from './query-client';

const problem = (status: number): ApiProblem =>
  Object.assign(Object.create(ApiProblem.prototype), { status });

/** How often two queries are asked that somebody looks at: one lives, one is kept as it was opened. */
async function askedAfter(error: Error): Promise<readonly number[]> {
  const client = createQueryClient();
  const asked = [0, 0];
  const looks = [0, 1].map((index) =>
    new QueryObserver(client, {
      queryKey: [index],
      queryFn: () => (asked[index] = (asked[index] ?? 0) + 1),
      ...(index === 1 ? { staleTime: 'static' as const } : {}),
    }).subscribe(() => undefined),
  );
  await client.getQueryCache().find({ queryKey: [1] })?.promise;
  const refused = client.getMutationCache().build(client, { mutationFn: () => Promise.reject(error) });
  await refused.execute(undefined).catch(() => undefined);
  while (client.isFetching() > 0) await new Promise((done) => setTimeout(done, 1));
  looks.forEach((end) => end());
  client.clear();
  return asked;
}

describe('what is shown is read again', () => {
  it.each([404, 409])(
    'when a change is refused by %i, but not what an editor was opened on',
    async (status) => {
      expect(await askedAfter(problem(status))).toEqual([2, 1]);
    },
  );

  it.each([0, 400, 403, 422, 500])('not when it failed by %i', async (status) => {
    expect(await askedAfter(problem(status))).toEqual([1, 1]);
  });

  it('nor when something else broke', async () => {
    expect(await askedAfter(new Error('broke'))).toEqual([1, 1]);
  });
});
