import { looksLikePerson, parseAuthorization } from './authorization.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('credentials', () => {
  it.each([
    ['Bearer rcn_x', { token: 'rcn_x', user: null }],
    ['bearer  rcn_x ', { token: 'rcn_x', user: null }],
    [basic('node-1:rcn_x'), { token: 'rcn_x', user: 'node-1' }],
    [basic(':rcn_x'), { token: 'rcn_x', user: null }],
    [basic('n:a:b'), { token: 'a:b', user: 'n' }],
  ])('%s', (header, expected) => expect(parseAuthorization(header)).toEqual(expected));

  it.each([undefined, '', 'Bearer ', 'Bearer', basic('no-colon'), basic('n:'), 'Digest x'])(
    '%s is none',
    (header) => {
      expect(parseAuthorization(header)).toBeUndefined();
    },
  );

  it.each([
    ['Bearer eyJhbGciOi.eyJzdWIi.c2ln', true],
    ['bearer eyJa.b.c', true],
    ['Bearer rct_0123456789ab_secret', true],
    ['Bearer rcn_eyJa.b.c', false],
    ['Bearer eyJa.b', false],
    ['Bearer eyJa.b.c.d', false],
    [basic('eyJ:a.b.c'), false],
    [undefined, false],
    [`Bearer rcn_${'A'.repeat(43)}`, false],
    [`Bearer rce_${'A'.repeat(43)}`, false],
  ])('S22 %s is a person: %s', (header, expected) => expect(looksLikePerson(header)).toBe(expected));
});
