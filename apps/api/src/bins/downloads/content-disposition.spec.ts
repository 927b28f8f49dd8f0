import fc from 'fast-check';
import { isFileName } from '../bin-names.js';
import { attachment } from './content-disposition.js';

describe('the name of a download', () => {
  it.each([
    ['app.tar.gz', 'attachment; filename="app.tar.gz"'],
    ['版本 1.bin', `attachment; filename="__ 1.bin"; filename*=UTF-8''%E7%89%88%E6%9C%AC%201.bin`],
    ["it's (1)%.bin", `attachment; filename="it's (1)_.bin"; filename*=UTF-8''it%27s%20%281%29%25.bin`],
  ])('%s', (name, expected) => expect(attachment(name)).toBe(expected));

  it('S37 stays one header of visible ASCII for every name that is taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), (name) => {
        fc.pre(isFileName(name));
        return /^attachment; filename="[ !#-[\]-~]*"(; filename\*=UTF-8''[A-Za-z0-9%!#$&+.^_`|~-]+)?$/.test(
          attachment(name),
        );
      }),
    );
  });
});
