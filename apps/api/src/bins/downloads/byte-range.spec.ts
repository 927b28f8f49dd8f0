import fc from 'fast-check';
import { decideDelivery, type RequestConditions } from './byte-range.js';

const ETAG = `"${'a'.repeat(64)}"`;
const OTHER = `"${'b'.repeat(64)}"`;
const WHOLE = { status: 200, start: 0, end: 999 };

describe('what of a file is sent', () => {
  it.each<[string, Partial<RequestConditions>, object]>([
    ['no conditions', {}, WHOLE],
    ['the first byte', { range: 'bytes=0-0' }, { status: 206, start: 0, end: 0 }],
    ['from a byte on', { range: 'bytes=500-' }, { status: 206, start: 500, end: 999 }],
    ['the last bytes', { range: 'bytes=-10' }, { status: 206, start: 990, end: 999 }],
    ['more last bytes than there are', { range: 'bytes=-5000' }, { status: 206, start: 0, end: 999 }],
    ['an end after the end', { range: 'bytes=990-5000' }, { status: 206, start: 990, end: 999 }],
    ['another spelling of the unit', { range: 'Bytes=0-1' }, { status: 206, start: 0, end: 1 }],
    ['a beginning after the end', { range: 'bytes=1000-' }, { status: 416 }],
    ['no last bytes', { range: 'bytes=-0' }, { status: 416 }],
    ['an end before the beginning', { range: 'bytes=10-5' }, WHOLE],
    ['many ranges', { range: 'bytes=0-1,5-6' }, WHOLE],
    ['another unit', { range: 'lines=0-1' }, WHOLE],
    ['no numbers', { range: 'bytes=-' }, WHOLE],
    ['nonsense', { range: 'bytes=a-b' }, WHOLE],
    ['a range of HEAD', { range: 'bytes=0-0', isHead: true }, WHOLE],
    ['If-Range with our tag', { range: 'bytes=0-0', ifRange: ETAG }, { status: 206, start: 0, end: 0 }],
    ['If-Range with another tag', { range: 'bytes=0-0', ifRange: OTHER }, WHOLE],
    ['If-Range with a weak tag', { range: 'bytes=0-0', ifRange: `W/${ETAG}` }, WHOLE],
    ['If-Range with a date', { range: 'bytes=0-0', ifRange: 'Mon, 23 Nov 2026 10:00:00 GMT' }, WHOLE],
    ['If-None-Match with our tag', { ifNoneMatch: ETAG }, { status: 304 }],
    ['If-None-Match with a weak form of it', { ifNoneMatch: `W/${ETAG}` }, { status: 304 }],
    ['If-None-Match with a list', { ifNoneMatch: `${OTHER}, ${ETAG}` }, { status: 304 }],
    ['If-None-Match with anything', { ifNoneMatch: '*' }, { status: 304 }],
    ['If-None-Match with another tag', { ifNoneMatch: OTHER }, WHOLE],
    ['If-None-Match before the range', { ifNoneMatch: ETAG, range: 'bytes=5000-' }, { status: 304 }],
    ['If-Match with our tag', { ifMatch: ETAG }, WHOLE],
    ['If-Match with a weak form of it', { ifMatch: `W/${ETAG}` }, { status: 412 }],
    ['If-Match with another tag', { ifMatch: OTHER }, { status: 412 }],
  ])('%s', (_name, conditions, expected) => {
    expect(decideDelivery({ isHead: false, ...conditions }, ETAG, 1000)).toEqual(expected);
  });

  it('never reaches outside the file, whatever is asked', () => {
    const part = fc.oneof(
      fc.nat({ max: 3_000 }).map(String),
      fc.constant(''),
      fc.constant('99999999999999999999'),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1, max: 2_000 }), (from, to, sizeBytes) => {
        const delivery = decideDelivery({ isHead: false, range: `bytes=${from}-${to}` }, ETAG, sizeBytes);
        if (!('start' in delivery)) return delivery.status === 416;
        return delivery.start >= 0 && delivery.start <= delivery.end && delivery.end < sizeBytes;
      }),
    );
  });
});
