import fc from 'fast-check';
import { localPath } from './local-path.js';

describe('where a sign-in leads back to', () => {
  it.each(['/', '/releases?status=paused#list', '/approvals/1', '/发布'])('may be %s', (path) => {
    expect(decodeURI(localPath(path))).toBe(path);
  });

  it.each(
    ['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', '/\t/evil.example']
      .concat(['/..//evil.example', '/.//evil.example', 'javascript:alert(1)', 'releases', ''])
      .concat(['/login', '/login?returnTo=/login', '/api/v1/auth/oidc', `/${'x'.repeat(2_001)}`]),
  )('is the first page for %j', (wanted) => expect(localPath(wanted)).toBe('/'));

  it.each([undefined, null, 7, ['/releases'], { a: 1 }])('is the first page for %j', (wanted) =>
    expect(localPath(wanted)).toBe('/'),
  );

  it('is never another origin', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      'evil.example',
      'https:',
      '\t',
      '\n',
      '?',
      '#',
      '%2f',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = localPath(pieces.join(''));
        expect(new URL(path, 'https://console.example.com').origin).toBe('https://console.example.com');
      }),
    );
  });
});
