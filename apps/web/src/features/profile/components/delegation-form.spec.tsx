import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Delegation, DelegationInput } from '../../../lib/api';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { answerWith } from '../../../testing/server';
import { DelegationForm } from './delegation-form';

const bob = { id: 'bob', name: 'Bob' };
const delegation = {
  ...{ id: 'd', to: bob, startsAt: '2026-11-28T10:00:05.250Z', endsAt: '2026-12-28T10:00:59.999Z' },
} as Delegation;

let sent: DelegationInput[];

beforeAll(() => readingIn('en', 'account', 'freezes'));
beforeEach(() => {
  sent = [];
  answerWith(({ body }) => {
    sent.push(body as DelegationInput);
    return delegation;
  });
  render(around(<DelegationForm delegation={delegation} candidates={[bob]} onDone={() => undefined} />));
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
