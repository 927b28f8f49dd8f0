import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { FreezeForm } from './freeze-form';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { answerWith } from '../../../testing/server';

let sent: unknown[];

beforeAll(() => readingIn('en', 'freezes'));
beforeEach(() => {
  sent = [];
  answerWith(({ body }) => {
    sent.push(body);
    return {};
  });
});
afterEach(cleanup);

const type = (label: RegExp, value: string): boolean =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

it('a day without a time is no end that was left out', async () => {
  render(around(<FreezeForm scope={null} environments={[]} freeze={null} onDone={() => undefined} />));
  type(/^Name/, 'Weekends');
  type(/^Reason/, 'Nobody is there');
  fireEvent.click(screen.getByRole('radio', { name: 'Every week' }));
  const until = screen.getByLabelText('Last time before');
  Object.defineProperty(until, 'validity', { value: { badInput: true }, configurable: true });
  fireEvent.click(screen.getByRole('button', { name: 'Add freeze' }));
  await screen.findByText('Choose a day and a time, or neither.');
  expect(sent).toEqual([]);
  Object.defineProperty(until, 'validity', { value: { badInput: false }, configurable: true });
  fireEvent.click(screen.getByRole('button', { name: 'Add freeze' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ times: { kind: 'weekly', validUntil: null } });
});
