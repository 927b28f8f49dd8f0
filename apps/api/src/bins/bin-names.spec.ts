import fc from 'fast-check';
import { archWord, isFileName, splitsOf } from './bin-names.js';

describe('names of bins, versions and files', () => {
  it.each([
    ['x86_64', 'amd64'],
    ['X64', 'amd64'],
    ['AMD64', 'amd64'],
    ['aarch64', 'arm64'],
    ['any', 'any'],
    ['Riscv64', 'riscv64'],
    ['', undefined],
    ['../arm', undefined],
    ['arm 64', undefined],
    ['constructor', 'constructor'],
    ['__proto__', undefined],
  ])('the architecture %j is called %j', (text, word) => expect(archWord(text)).toBe(word));

  it('cuts <bin>-<version> at every hyphen', () => {
    expect(splitsOf('my-app-1.0-rc1')).toEqual([
      { bin: 'my', version: 'app-1.0-rc1' },
      { bin: 'my-app', version: '1.0-rc1' },
      { bin: 'my-app-1.0', version: 'rc1' },
    ]);
    expect(splitsOf('app')).toEqual([]);
    expect(splitsOf('-1.0')).toEqual([]);
  });

  it.each([
    '../x',
    '..',
    '.',
    'a/b',
    'a\\b',
    'C:x',
    'a\0b',
    'a\nb',
    '․․／x',
    '\ud800',
    '\u202ex',
    '',
    ' x',
    'x'.repeat(201),
  ])('S07 %j is no file name', (name) => expect(isFileName(name)).toBe(false));

  it('S07 a file name is always one segment below its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        fc.pre(isFileName(name));
        return (
          new URL(`file:///folder/${encodeURIComponent(name)}`).pathname.split('/').length === 3 &&
          name !== '..'
        );
      }),
    );
  });
});
