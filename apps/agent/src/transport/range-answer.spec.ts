import fc from 'fast-check';

import { judgeAnswer, rangeHeaders } from './range-answer.js';

const sha256 = 'c'.repeat(64);
const question = { sha256, offset: 40, sizeBytes: 100 };
const etag = `"${sha256}"`;

describe('F16 F17 going on with a download', () => {
  it('asks for the rest only of this very file', () => {
    expect(rangeHeaders(question)).toMatchObject({ range: 'bytes=40-', 'if-range': etag });
    expect(rangeHeaders({ ...question, offset: 0 })).toEqual({ 'accept-encoding': 'identity' });
  });

  it.each([
    ['the rest of it', 206, { etag, 'content-range': 'bytes 40-99/100' }, 'append'],
    ['the rest of unknown length', 206, { etag, 'content-range': 'bytes 40-99/*' }, 'append'],
    ['another place', 206, { etag, 'content-range': 'bytes 39-99/100' }, 'forget'],
    ['another file', 206, { etag: '"other"', 'content-range': 'bytes 40-99/100' }, 'forget'],
    ['only a weak tag', 206, { etag: `W/${etag}`, 'content-range': 'bytes 40-99/100' }, 'forget'],
    ['no tag', 206, { 'content-range': 'bytes 40-99/100' }, 'forget'],
    ['another length', 206, { etag, 'content-range': 'bytes 40-199/200' }, 'forget'],
    ['the whole file', 200, { etag, 'content-length': '100' }, 'restart'],
    ['the whole file, length unsaid', 200, {}, 'restart'],
    [
      'the whole file by a store with tags of its own',
      200,
      { etag: '"5d41402abc4b2a76b9719d911017c592"' },
      'restart',
    ],
    ['another file', 200, { etag: `"${'d'.repeat(64)}"`, 'content-length': '100' }, 'refuse'],
    ['a file of another length', 200, { 'content-length': '101' }, 'refuse'],
    ['a compressed file', 200, { 'content-encoding': 'gzip' }, 'refuse'],
    ['nothing from there on', 416, {}, 'forget'],
    ['no such file', 404, {}, 'refuse'],
  ])('offered %s: %s', (_, status, headers, kind) => {
    expect(judgeAnswer(question, status, headers).kind).toBe(kind);
  });

  it.each([
    ['its own tag', { etag }, true],
    ['a weak tag', { etag: `W/${etag}` }, false],
    ['a tag of a store', { etag: '"5d41402abc4b2a76b9719d911017c592"' }, false],
    ['no tag', {}, false],
  ])('goes on with what was cut of a file with %s: %s', (_, headers, mayGoOn) => {
    expect(judgeAnswer(question, 200, headers)).toEqual({ kind: 'restart', mayGoOn });
  });

  it('never splices bytes of a file with another tag', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (tag, from) => {
        fc.pre(tag !== etag);
        const headers = { etag: tag, 'content-range': `bytes ${from}-99/100` };
        expect(judgeAnswer(question, 206, headers).kind).not.toBe('append');
      }),
    );
  });
});
