import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Session } from '../lib/api';
import { sessionStore } from '../lib/api/session-store';
import { around } from '../testing/around';
import { readingIn } from '../testing/reading-in';
import { answerWith } from '../testing/server';
import NewReleaseRoute from './new-release';

const signIn = (id: string): void => sessionStore.signIn({ accessToken: id, user: { id } } as Session);
const notes = (): HTMLTextAreaElement => screen.getByLabelText(/^Notes/);

beforeAll(async () => {
  await readingIn('en', 'wizard');
  answerWith(() => ({ items: [], nextCursor: null }));
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

it('shows nobody what another person left unfinished in the same tab', async () => {
  signIn('ann');
  render(around(<NewReleaseRoute />));
  fireEvent.change(notes(), { target: { value: 'half a sen' } });
  await act(async () => signIn('bob'));
  expect(notes().value).toBe('');
  await act(async () => signIn('ann'));
  expect(notes().value).toBe('half a sen');
});
