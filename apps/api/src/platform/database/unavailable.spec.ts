import { isUnavailable } from './unavailable.js';

const withCode = (code: string): Error =>
  Object.assign(new Error('said by the system or the database'), { code });

it.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', '57P01', '08006', '40001'])(
  'a database that is away is worth another try: %s',
  (code) => expect(isUnavailable(withCode(code))).toBe(true),
);

it.each(['Connection terminated unexpectedly', 'Query read timeout'])(
  'so is a connection that the driver gave up: %s',
  (message) => expect(isUnavailable(new Error(message))).toBe(true),
);

it.each(['23505', '22P02', '53100', 'ENOSPC'])('what would fail again is not: %s', (code) =>
  expect(isUnavailable(withCode(code))).toBe(false),
);
