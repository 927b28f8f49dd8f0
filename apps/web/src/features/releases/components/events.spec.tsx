import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Events } from './events';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { answerWith } from '../../../testing/server';

beforeAll(() => readingIn('en'));
afterEach(cleanup);

const event = { seq: 60, type: 'x', at: '2026-11-23T10:00:00.000Z', actor: null, data: {} };

it('asks the server for what people did, and does not say that nothing happened when they did nothing', async () => {
  answerWith(({ path }) => {
    const items = path.includes('by=user') ? [] : [{ ...event, text: { en: 'It began.', zh: '开始。' } }];
    return { items, nextCursor: null };
  });
  render(around(<Events releaseId="r1" marked={new Set()} />));
  await screen.findByText(/It began/);
  fireEvent.click(screen.getByRole('radio', { name: 'People' }));
  await screen.findByText('Nothing matches');
  expect(screen.queryByText('Nothing has happened yet')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await screen.findByText(/It began/);
});
