import { API_BASE } from '../../config/settings';
import { noteServerTime } from '../format/server-clock';
import { preferencesStore } from '../preferences';
import { HttpClient } from './http-client';
import { newKey } from './new-key';
import { sessionStore } from './session-store';

const exclusively = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? (navigator.locks.request('rc.refresh', work) as Promise<T>) : work();

export const client = new HttpClient({
  baseUrl: API_BASE,
  fetch: (input, init) => fetch(input, init),
  session: sessionStore,
  newKey,
  language: () => preferencesStore.current().language,
  onServerTime: noteServerTime,
  exclusively,
});

export const request = client.request.bind(client);
export const download = client.download.bind(client);

export { ApiProblem, isProblem } from './api-problem';
export { newKey } from './new-key';
export { sessionStore } from './session-store';
export type * from './types';
