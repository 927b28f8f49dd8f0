import { hashOf, seqOf } from './hash-target';

describe('what an address points at', () => {
  it('is found again', () => expect(seqOf('event', hashOf('event', 12))).toBe(12));

  it.each([
    ['event', '#mark-12'],
    ['event', '#event-'],
    ['event', '#event-1x'],
    ['event', '#event-12345678901'],
    ['mark', '#metrics'],
    ['mark', ''],
  ] as const)('is no %s in %s', (kind, hash) => expect(seqOf(kind, hash)).toBeNull());
});
