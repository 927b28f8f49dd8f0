import { newTotpSecret, stepOf, totpUri } from './totp.js';

/** "12345678901234567890", the secret of RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('time-based codes', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at %i s', (seconds, code) =>
    expect(stepOf(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30)),
  );

  it.each([
    [-61, undefined],
    [-31, 37_037_036],
    [-1, 37_037_036],
    [0, 37_037_036],
    [29, 37_037_036],
    [30, 37_037_036],
    [59, 37_037_036],
    [60, undefined],
  ])('of 1,111,111,080 s looked at %i s later are of the step %p', (later, step) =>
    expect(stepOf(SECRET, '081804', (1_111_111_080 + later) * 1000)).toBe(later < -30 ? undefined : step),
  );

  it.each(['', '08180', '0818044', '08180a', ' 81804'])('do not look like "%s"', (code) =>
    expect(stepOf(SECRET, code, 1_111_111_109_000)).toBeUndefined(),
  );

  it('have a secret of 160 bits each, and an address that apps read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri(secret, 'mei.lin@example.com'));
    expect(uri.protocol + uri.host).toBe('otpauth:totp');
    expect(decodeURIComponent(uri.pathname)).toBe('/Release Console:mei.lin@example.com');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: 'Release Console',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
