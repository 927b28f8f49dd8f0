import fc from 'fast-check';
import { Distribution, ExplicitHistogram, ExponentialHistogram, pack, unpack } from '../index.js';

const bounds = [0.005, 0.1, 1];

function distributionOf(values: readonly number[], counts: readonly number[]): Distribution {
  const exponential = new ExponentialHistogram();
  for (const value of values) exponential.add(value);
  const made = new Distribution();
  made.addExponential(exponential);
  if (counts.length > 0) made.addExplicit(ExplicitHistogram.of({ bounds, counts }));
  return made;
}

describe('a packed distribution', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 50 });
  const counts = fc.array(fc.maxSafeNat(), { minLength: 4, maxLength: 4 });

  it('is the same when it is unpacked', () => {
    fc.assert(
      fc.property(values, fc.oneof(counts, fc.constant([])), (some, others) => {
        const made = distributionOf(some, others);
        expect(unpack(pack(made)).data()).toEqual(made.data());
      }),
    );
  });

  it('is small: latencies of a usual program take less than two hundred bytes', () => {
    const latencies = Array.from({ length: 500 }, (_, place) => 0.08 * Math.exp(Math.sin(place) * 1.5));
    expect(pack(distributionOf(latencies, [])).length).toBeLessThan(200);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['of another format', (bytes) => Uint8Array.from([9, ...bytes.slice(1)])],
    ['that is cut off', (bytes) => bytes.slice(0, -1)],
    ['that is nothing', () => new Uint8Array()],
    ['that claims endless counts', () => Uint8Array.from([1, 0, 0, 0xff, 0xff, 0xff, 0x7f])],
  ])('is refused when it is one %s', (_, change) => {
    expect(() => unpack(change(pack(distributionOf([1, 2], [1, 2, 3, 4]))))).toThrow(RangeError);
  });

  it('is read or refused with a range error, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          unpack(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
