import { limitsOf, networkOf } from './login-limits.js';

const EMAIL = 'mei@example.com';
const sourcesOf = (address: string, deviceId?: string, email = EMAIL): readonly string[] =>
  limitsOf({ email, address, deviceId }).map(({ source }) => source);

describe('the limits of a sign-in', () => {
  it.each([
    ['the same address and account', '203.0.113.9', '203.0.113.9', EMAIL, [true, true, true]],
    ['another address', '203.0.113.9', '198.51.100.7', EMAIL, [false, false, true]],
    ['another account', '203.0.113.9', '203.0.113.9', 'li@example.com', [false, true, false]],
    ['nothing in common', '203.0.113.9', '198.51.100.7', 'li@example.com', [false, false, false]],
    ['another host of the same /64', '2001:db8:1:2::a', '2001:db8:1:2:3::b', EMAIL, [true, true, true]],
    ['another /64', '2001:db8:1:2::a', '2001:db8:1:3::a', EMAIL, [false, false, true]],
  ] as const)('are shared as they should: %s', (_name, one, other, email, shared) => {
    const [first, second] = [sourcesOf(one), sourcesOf(other, undefined, email)];
    expect(first.map((source, at) => source === second[at])).toEqual(shared);
  });

  it('of a known device are its own, wherever it is', () => {
    expect(sourcesOf('203.0.113.9', 'device-1')).toEqual(sourcesOf('198.51.100.7', 'device-1'));
    const all = [...sourcesOf('203.0.113.9'), ...sourcesOf('203.0.113.9', 'device-2')];
    expect(sourcesOf('203.0.113.9', 'device-1').some((source) => all.includes(source))).toBe(false);
  });

  it('ask first for what concerns the fewest', () => {
    const maxima = limitsOf({ email: EMAIL, address: '203.0.113.9', deviceId: undefined }).map(
      ({ max }) => max,
    );
    expect(maxima).toEqual([10, 100, 50]);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::1', '0:0:0:0'],
    ['2001:db8:0:1::', '2001:db8:0:1'],
    ['2001:0DB8:0000:0001:ffff::1', '2001:db8:0:1'],
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s is in %s', (address, network) => expect(networkOf(address)).toBe(network));
});
