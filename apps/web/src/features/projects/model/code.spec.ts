import fc from 'fast-check';
import { isCode, suggestCode } from './code';

it.each([
  ['Payments & Wallet', 'payments-wallet'],
  ['  --Edge-- ', 'edge'],
  ['支付', ''],
])('suggests for %s', (name, code) => expect(suggestCode(name)).toBe(code));

it('suggests nothing that is refused afterwards', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const code = suggestCode(name);
      return code === '' || isCode(code);
    }),
  );
});
