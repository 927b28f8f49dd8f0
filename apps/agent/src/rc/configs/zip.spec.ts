import { crc32 as nodesOwn, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';

import { crc32, unzipped, zipOf } from './zip.js';

const entry = fc.record({
  name: fc.stringMatching(/^[a-z]{1,8}\/[a-z0-9.]{1,12}$/),
  bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
});

describe('zips of configuration', () => {
  it('hold what was put in, in the same bytes each time', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        expect(unzipped(zipOf(entries))).toEqual(entries);
        expect(zipOf(entries)).toEqual(zipOf(entries));
      }),
    );
  });

  it('are checked: one turned bit of a text is noticed', () => {
    const bytes = Buffer.from('log_level: info\n'.repeat(4));
    const zip = zipOf([{ name: 'a/base.yaml', bytes }]);
    const at = 30 + 'a/base.yaml'.length;
    fc.assert(
      fc.property(fc.nat(deflateRawSync(bytes).length - 1), fc.nat(7), (byte, bit) => {
        const broken = Buffer.from(zip);
        broken.writeUInt8(broken.readUInt8(at + byte) ^ (1 << bit), at + byte);
        let read: Buffer | undefined;
        try {
          read = unzipped(broken)[0]?.bytes;
        } catch {
          return;
        }
        expect(read).toEqual(bytes);
      }),
    );
  });

  it.each([['nothing'], ['PK'], ['x'.repeat(200)]])('"%s" is none', (words) => {
    expect(() => unzipped(Buffer.from(words))).toThrow('damaged');
  });

  // Older Nodes have none to compare with.
  const compare = typeof nodesOwn === 'function' ? nodesOwn : crc32;
  it('counts as everybody does', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(crc32(Buffer.from(bytes))).toBe(compare(Buffer.from(bytes)));
      }),
    );
  });
});
