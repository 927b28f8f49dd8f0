import { cleanup, render, screen } from '@testing-library/react';
import type { ReleaseDetail } from '../../../lib/api';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { answerWith } from '../../../testing/server';
import { HaltProof } from './halt-proof';

const UNTIL = '2026-11-23T10:42:00.000Z';

afterEach(cleanup);

function show(proof: object, status = 'stopped'): readonly string[] {
  const asked: string[] = [];
  answerWith(({ path }) => {
    asked.push(path);
    return { nodesOutOfSight: 0, until: null, unconfirmed: [], ...proof };
  });
  render(around(<HaltProof release={{ id: 'r1', status } as ReleaseDetail} />));
  return asked;
}

const node = (nodeId: string, until: string | null) => ({
  ...{ nodeId, nodeName: nodeId, releaseId: 'r1', releaseNumber: 1, until },
  status: until === null ? 'dark' : 'updating',
});

it('says how many have confirmed, who has not, and until when they can', async () => {
  await readingIn('en');
  show({
    ...{ nodesAsked: 14, nodesConfirmed: 11, nodesOutOfSight: 1, until: UNTIL },
    unconfirmed: [node('gone', null), node('pop-1', UNTIL), node('pop-2', UNTIL)],
  });
  const line = await screen.findByText(/11 of 14 nodes have confirmed what they run; 2 can go on until/);
  expect(line.textContent).toContain('1 is not heard, and goes on whenever it comes back');
  expect(line.querySelector('time')?.dateTime).toBe(UNTIL);
  expect(screen.getByRole('link', { name: 'pop-2' })).not.toBeNull();
  expect(screen.getByText('whenever it comes back')).not.toBeNull();
});

it('says in Chinese that all have confirmed', async () => {
  await readingIn('zh');
  show({ nodesAsked: 14, nodesConfirmed: 14 }, 'paused');
  await screen.findByText('已下发的 14 个节点都已确认当前运行的内容。');
});

it('asks for no proof of a release that goes on', async () => {
  await readingIn('en');
  const asked = show({ nodesAsked: 2, nodesConfirmed: 1 }, 'deploying');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toEqual([]);
});
