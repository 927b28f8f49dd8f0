import fc from 'fast-check';
import { requestHash } from './request-hash.js';

describe('which requests are the same', () => {
  const hash = (body: unknown): string => requestHash('POST', '/x', body);

  it('does not depend on the order of fields, at any depth', () => {
    expect(hash({ a: 1, b: { c: [1, 2], d: null } })).toBe(hash({ b: { d: null, c: [1, 2] }, a: 1 }));
  });

  it('depends on everything else', () => {
    const bodies = [
      undefined,
      null,
      {},
      [],
      '',
      0,
      { a: 1 },
      { a: '1' },
      { a: [1, 2] },
      { a: [2, 1] },
      { 'a,b': 1 },
    ];
    const hashes = bodies.map(hash);
    expect(hashes[0]).toBe(hashes[1]);
    expect(new Set(hashes).size).toBe(bodies.length - 1);
    expect(requestHash('PUT', '/x', {})).not.toBe(requestHash('POST', '/x', {}));
    expect(requestHash('POST', '/y', {})).not.toBe(requestHash('POST', '/x', {}));
  });

  it('agrees with equality of JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => hash(body) === hash(JSON.parse(JSON.stringify(body)))));
  });
});
