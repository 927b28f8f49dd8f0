import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { MOST_ENTRIES, MOST_UNPACKED_BYTES, unzipped, UnreadableZip } from './zip-reader.js';
import { zipOf, type ZipEntry } from './zip-writer.js';

const entry = (name: string, text: string): ZipEntry => ({ name, bytes: Buffer.from(text) });

describe('zips', () => {
  it('have in them what was put into them', () => {
    const entries = fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[a-zäß]{1,9}$/),
        bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      }),
      { selector: ({ name }) => name },
    );
    fc.assert(fc.property(entries, (all) => expect(unzipped(zipOf(all))).toEqual(all)));
  });

  it('are the same for the same texts', () => {
    expect(zipOf([entry('a', 'x')])).toEqual(zipOf([entry('a', 'x')]));
  });

  it('refuse, whatever bytes they are, by saying so', () => {
    const good = zipOf([entry('a', 'x'.repeat(100)), entry('b', 'y')]);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        try {
          unzipped(bad);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableZip);
        }
      }),
      { numRuns: 2_000 },
    );
    for (let length = 0; length < good.length; length += 1)
      expect(() => unzipped(good.subarray(0, length))).toThrow(UnreadableZip);
  });

  it('are not unpacked further than they may be, whatever their headers say', () => {
    const bomb = zipOf([{ name: 'a', bytes: Buffer.alloc(MOST_UNPACKED_BYTES + 1) }]);
    expect(() => unzipped(bomb)).toThrow('bytes when it is unpacked');
    const lying = Buffer.from(bomb);
    // The size before packing, in both headers.
    const listed = lying.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    lying.writeUInt32LE(1, 22);
    lying.writeUInt32LE(1, listed + 24);
    expect(() => unzipped(lying)).toThrow('bytes when it is unpacked');
    const half = { name: 'a', bytes: Buffer.alloc(MOST_UNPACKED_BYTES / 2 + 1) };
    expect(() => unzipped(zipOf([half, { ...half, name: 'b' }]))).toThrow('bytes when it is unpacked');
    const full = { name: 'a', bytes: Buffer.alloc(MOST_UNPACKED_BYTES) };
    expect(unzipped(zipOf([full, entry('b', '')]))).toHaveLength(2);
    expect(() => unzipped(zipOf([full, entry('b', 'x')]))).toThrow('bytes when it is unpacked');
  });

  it('have a limited number of files, each once', () => {
    const many = Array.from({ length: MOST_ENTRIES + 1 }, (_, at) => entry(`${at}`, ''));
    expect(() => unzipped(zipOf(many))).toThrow('entries');
    expect(unzipped(zipOf(many.slice(1)))).toHaveLength(MOST_ENTRIES);
    expect(() => unzipped(zipOf([entry('a', ''), entry('a', '')]))).toThrow('twice');
  });

  it('may be made by others: folders, files that are not packed, a comment at the end', () => {
    const zip = zipOf([entry('a/', ''), entry('a/b', 'text')]);
    const comment = Buffer.concat([zip.subarray(0, -2), Buffer.from([2, 0, 0x68, 0x69])]);
    expect(unzipped(comment)).toEqual([entry('a/b', 'text')]);
    const packed = deflateRawSync(Buffer.from('text'));
    const stored = zipOf([entry('a', 'text')]);
    const listed = stored.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    stored.writeUInt16LE(0, listed + 10);
    stored.writeUInt32LE(crc32(packed), listed + 16);
    expect(unzipped(stored)).toEqual([{ name: 'a', bytes: packed }]);
  });
});
