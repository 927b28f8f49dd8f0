import { exactly, textOf } from './json-body.js';

const refusal = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the text of a body', () => {
  it('F35 is refused when its bytes are no UTF-8', () => {
    expect(refusal(() => textOf(Buffer.from([0x22, 0xff, 0x22])))).toBe('BODY_NOT_UTF8');
    expect(refusal(() => textOf(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])))).toBe('BODY_NOT_UTF8');
    expect(textOf(Buffer.from('{"name":"发布 é 🚀"}'))).toBe('{"name":"发布 é 🚀"}');
  });

  it.each([1, 32, 33, 10_000, 400_000])('F34 counts %i levels, whatever is in quotation marks', (levels) => {
    const lists = `${'['.repeat(levels)}"[[{{\\"[[\\\\"${']'.repeat(levels)}`;
    const objects = `${'{"a[":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const expected = levels > 32 ? 'BODY_TOO_DEEP' : undefined;
    expect(refusal(() => textOf(Buffer.from(lists)))).toBe(expected);
    expect(refusal(() => textOf(Buffer.from(objects)))).toBe(expected);
  });

  it('takes many members side by side', () => {
    expect(refusal(() => textOf(Buffer.from(`[${'{"a":[]},'.repeat(1_000)}1]`)))).toBeUndefined();
  });
});

describe('what is in a body', () => {
  it.each<[string, string]>([
    ['{"name":"a\\u0000b"}', 'name'],
    ['{"a":[{"b":"\\ud800"}]}', 'a[0].b'],
    ['{"a":"\\udc00x"}', 'a'],
    ['{"labels":{"x\\ud83d":"y"}}', 'labels'],
    ['"\\u0000"', 'body'],
  ])('F36 %s is refused by its field', (text, field) => {
    expect(() => exactly(JSON.parse(text))).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ field, code: 'not_storable' })] }),
    );
  });

  it.each(['9007199254740993', '-9007199254740993', '1e400', '-1e400', '1e16', '[1,{"a":1e309}]'])(
    'F37 %s is refused, for it would become another number',
    (text) =>
      expect(() => exactly(JSON.parse(text))).toThrow(
        expect.objectContaining({ errors: [expect.objectContaining({ code: 'not_exact' })] }),
      ),
  );

  it.each(['9007199254740991', '-9007199254740991', '2147483648', '1.5', '-1', '1e2', '0.1'])(
    'F37 %s stays what it is',
    (text) => expect(exactly(JSON.parse(text))).toBe(Number(text)),
  );

  it('D6 is in NFC afterwards, names of fields must be before', () => {
    expect(exactly({ a: ['e\u0301', { b: '\u212b' }] })).toEqual({ a: ['\u00e9', { b: '\u00c5' }] });
    expect(() => exactly({ 'e\u0301': 1 })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ code: 'not_normalized' })] }),
    );
  });

  it.each(['{"name":"\\ud83d\\ude80 \\u4e2d"}', '{"name":"\\\\u0000"}', '{"n":null,"b":true,"c":1}'])(
    '%s is taken as it is',
    (text) => expect(exactly(JSON.parse(text))).toEqual(JSON.parse(text)),
  );
});
