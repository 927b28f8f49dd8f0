import fc from 'fast-check';

import { backoffMilliseconds } from './backoff.js';
import { resolveUrl, ServerList } from './server-list.js';

const server = { url: 'https://a.example/api/v1', credentials: null };
const other = { url: 'https://b.example/api/v1', credentials: null };

describe('several servers', () => {
  it('stays with the one that works and goes round when it fails', () => {
    const list = new ServerList([server, other]);
    expect(list.failed(list.current())).toBe(0);
    expect(list.current()).toBe(other);
    list.succeeded();
    expect(list.current()).toBe(other);
    expect(list.failed(server)).toBe(0);
    expect(list.current()).toBe(other);
    expect(list.failed(other)).toBe(0);
    expect(list.failed(server)).toBe(1);
    expect(list.inOrder()[0]).toBe(list.current());
  });

  it('are all asked before they are taken to refuse', () => {
    const list = new ServerList([server, other]);
    list.failed(server, true);
    expect(list.areAllRefusing()).toBe(false);
    list.failed(other, true);
    expect(list.areAllRefusing()).toBe(true);
    list.failed(server);
    list.failed(other, true);
    expect(list.areAllRefusing()).toBe(false);
  });

  it.each([
    ['/download/abc', 'https://a.example/api/v1/download/abc'],
    ['download/abc', 'https://a.example/api/v1/download/abc'],
    ['/api/v1/download/abc', 'https://a.example/api/v1/download/abc'],
    ['https://store.example/x?sig=1', 'https://store.example/x?sig=1'],
    ['file:///etc/passwd', null],
    ['javascript:alert(1)', null],
  ])('finds %s', (reference, expected) => {
    expect(resolveUrl(server, reference)?.href ?? null).toBe(expected);
  });
});

describe('pauses between tries', () => {
  const limits = { minMilliseconds: 1_000, maxMilliseconds: 60_000 };

  it('grow from half of the shortest to the longest and never beyond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const pause = backoffMilliseconds(failures, limits, random);
          expect(pause).toBeGreaterThanOrEqual(500);
          expect(pause).toBeLessThanOrEqual(60_000);
        },
      ),
    );
    expect([1, 2, 3, 7, 50].map((failures) => backoffMilliseconds(failures, limits, 1))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ]);
  });
});
