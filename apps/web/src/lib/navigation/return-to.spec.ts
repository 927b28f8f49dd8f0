import fc from 'fast-check';
import { loginPathFor, safeReturnTo } from './return-to';

const ORIGIN = 'https://console.example';

it.each([
  ['/releases/42?tab=x#events', '/releases/42?tab=x#events'],
  ['/', '/'],
  [null, '/'],
  ['', '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/login?returnTo=/x', '/'],
])('%s leads to %s', (wanted, path) => expect(safeReturnTo(wanted, ORIGIN)).toBe(path));

it('never leaves this console', () => {
  fc.assert(
    fc.property(fc.string(), (wanted) => {
      const path = safeReturnTo(wanted, ORIGIN);
      return new URL(path, ORIGIN).origin === ORIGIN;
    }),
  );
});

it('keeps the whole place through sign-in', () => {
  const login = loginPathFor({ pathname: '/releases/42', search: '?tab=x', hash: '#events' });
  const returnTo = new URL(login, ORIGIN).searchParams.get('returnTo');
  expect(safeReturnTo(returnTo, ORIGIN)).toBe('/releases/42?tab=x#events');
});
