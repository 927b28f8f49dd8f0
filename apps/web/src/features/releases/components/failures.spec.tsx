import { QueryClient } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { DryRun, FailureGroup, FailureGroups, ReleaseDetail } from '../../../lib/api';
import { around } from '../../../testing/around';
import { aRelease, counts } from '../../../testing/builders';
import { readingIn } from '../../../testing/reading-in';
import { answerWith, type Asked } from '../../../testing/server';
import { Failures } from './failures';

const both = (en: string) => ({ en, zh: en });
const idsOf = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);

const group = (key: string, some: Partial<FailureGroup>): FailureGroup => ({
  ...{ key, code: 'HEALTH_FAILED', text: 'It did not answer.', example: 'It did not answer.', count: 1 },
  ...{ nodes: [], shared: [], statuses: { failed: 1 } },
  ...some,
});

/** Twenty of a group are named at most; what an action is about is asked for by the key of the group. */
const ALL: Readonly<Record<string, readonly string[]>> = {
  old: idsOf('old', 23),
  full: idsOf('full', 2),
};
const groups: FailureGroups = {
  ...{ asked: 100, failed: 25 },
  groups: [
    group('old', {
      count: 23,
      nodes: idsOf('old', 20).map((id) => ({ id, name: `name of ${id}` })),
      shared: [{ kind: 'kernel', name: '', value: '4.18', inGroup: 23, asked: 30, lift: 3.33 }],
      statuses: { failed: 20, dark: 3 },
    }),
    group('full', {
      ...{ code: 'NO_SPACE', text: 'The disk is full.', count: 2, statuses: { failed: 2 } },
      nodes: idsOf('full', 2).map((id) => ({ id, name: `name of ${id}` })),
    }),
  ],
};

const dryRun: DryRun = {
  ...{ allowed: true, code: null, reason: null, after: null },
  consequences: [both('They are asked once more.')],
};

const release = (some: Partial<ReleaseDetail> = {}): ReleaseDetail =>
  aRelease({
    progress: counts({ failed: 22, dark: 3, succeeded: 75 }),
    actions: (['retry', 'skip'] as const).map((id) => ({
      ...{ id, allowed: true, reason: null, confirmLevel: 'confirm', consequences: [] },
    })),
    ...some,
  });

let asked: Asked[];
let isCut: boolean;

beforeAll(() => readingIn('en', 'nodeError'));
beforeEach(() => {
  [asked, isCut] = [[], false];
  answerWith((call) => {
    asked.push(call);
    const { path } = call;
    if (path.includes('dryRun')) return dryRun;
    const key = /failure-groups\/(\w+)$/.exec(path)?.[1];
    if (key !== undefined) return { nodeIds: ALL[key] ?? [], isCut };
    return path.endsWith('/failure-groups') ? groups : release();
  });
});
afterEach(cleanup);

function shown(some: Partial<ReleaseDetail> = {}): void {
  render(around(<Failures release={release(some)} />, new QueryClient()));
}

/** The part of the page that is about those nodes. */
async function partOf(words: string): Promise<ReturnType<typeof within>> {
  const part = (await screen.findByText(words)).closest('li');
  if (!part) throw new Error(`${words} stands in no group`);
  return within(part);
}

async function confirm(): Promise<void> {
  const button = await waitFor(() => {
    const found = document.querySelector<HTMLElement>('[data-confirm]');
    if (!found || found.getAttribute('aria-disabled') === 'true') throw new Error('not to be confirmed yet');
    return found;
  });
  fireEvent.click(button);
}

const bodies = (path: string): readonly unknown[] =>
  asked.filter((call) => call.path.includes(path)).map(({ body }) => body);

it('says of each kind how many nodes it took and what they share, and names the first of them', async () => {
  shown();
  const old = await partOf('It did not answer.');
  expect(old.getByText('23 nodes')).toBeTruthy();
  expect(old.getByText('kernel 4.18')).toBeTruthy();
  expect(old.getByText('23 of 23 here, 30 of 100 asked')).toBeTruthy();
  expect(old.getAllByRole('link').map((link: HTMLElement) => link.textContent)).toEqual(
    idsOf('old', 6).map((id) => `name of ${id}`),
  );
  expect(old.getByText('17 more')).toBeTruthy();
  const full = await partOf('The disk is full.');
  expect(full.getByText('They share nothing that the other nodes do not have as well.')).toBeTruthy();
});

it.each([
  ['Retry', 'retry'],
  ['Leave out', 'skip'],
])(
  '%s of a group is about all of its nodes, also those that are not named, and about no others',
  async (name, action) => {
    shown();
    const old = await partOf('It did not answer.');
    fireEvent.click(old.getByRole('button', { name }));
    await screen.findByText('They are asked once more.');
    expect(bodies(`/${action}?dryRun=true`)).toMatchObject([{ nodeIds: ALL['old'], expectedRevision: 5 }]);
    expect(asked.filter(({ method, path }) => method === 'POST' && !path.includes('dryRun'))).toEqual([]);
    await confirm();
    await waitFor(() => expect(asked.some(({ path }) => path.endsWith(`/${action}`))).toBe(true));
    const sent = asked.filter(({ path }) => path.endsWith(`/${action}`));
    expect(sent.map(({ body }) => body)).toEqual([
      { expectedRevision: 5, planHash: 'a1b2c3d4e5', nodeIds: ALL['old'] },
    ]);
    expect(sent[0]?.key).toBeTruthy();
  },
);

it('each group has its own nodes', async () => {
  shown();
  const full = await partOf('The disk is full.');
  fireEvent.click(full.getByRole('button', { name: 'Retry' }));
  await confirm();
  await waitFor(() =>
    expect(asked.filter(({ path }) => path.endsWith('/retry')).map(({ body }) => body)).toMatchObject([
      { nodeIds: ALL['full'] },
    ]),
  );
});

it('says that an action takes only the first of a group that is too large for one', async () => {
  isCut = true;
  shown();
  const old = await partOf('It did not answer.');
  expect(old.queryByRole('status')).toBeNull();
  fireEvent.click(old.getByRole('button', { name: 'Leave out' }));
  const said = await screen.findByText(/first 23 of these nodes/);
  expect(said.closest('li')?.textContent).toContain('It did not answer.');
});

it('offers nothing once the release is over', async () => {
  shown({ status: 'completed_with_exceptions' });
  await partOf('It did not answer.');
  expect(screen.queryByRole('button', { name: /Retry|Leave out/ })).toBeNull();
});

it('is not there while nothing failed', () => {
  shown({ progress: counts({ succeeded: 3 }) });
  expect(screen.queryByText('What failed')).toBeNull();
  expect(asked).toEqual([]);
});
