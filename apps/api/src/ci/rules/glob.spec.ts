import fc from 'fast-check';
import { match } from './glob.js';

describe('patterns of rules', () => {
  it.each([
    ['team/my-svc', 'team/my-svc', {}],
    ['team/*', 'team/my-svc', {}],
    ['team/*', 'team/a/b', undefined],
    ['team/**', 'team/a/b', {}],
    ['**/app.tar.gz', 'target/x/app.tar.gz', {}],
    ['dist/my-svc-{version}-{arch}', 'dist/my-svc-1.2.3-amd64', { version: '1.2.3', arch: 'amd64' }],
    ['my-svc-{version}-{arch}.tgz', 'my-svc-1.2.3-rc.1-arm64.tgz', { version: '1.2.3', arch: 'rc.1-arm64' }],
    ['{version}/app', 'a/b/app', undefined],
    ['{version}', '', undefined],
    ['a.c', 'abc', undefined],
    ['(a+)+$', 'aaaa', undefined],
    ['{version', '1', undefined],
    ['{a}{a}', '11', undefined],
  ])('%s and %s', (pattern, text, expected) => {
    expect(match(pattern, text)).toEqual(expected);
  });

  it('without braces are texts where nothing is caught', () => {
    expect(match('a{b}', 'a{b}', false)).toBeUndefined();
    expect(match('release/*', 'release/1.2', false)).toEqual({});
  });

  it('that are the text itself always fit it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        fc.pre(!/[*{}]/.test(text));
        expect(match(text, text)).toEqual({});
        expect(match('**', text)).toEqual({});
      }),
    );
  });

  it('take no longer for a pattern that was made to take long', () => {
    const startedAt = performance.now();
    expect(match(`${'*a'.repeat(60)}b`, 'a'.repeat(490))).toBeUndefined();
    expect(match(`${'**'.repeat(60)}b`, 'a/'.repeat(245))).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
