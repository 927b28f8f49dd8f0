import { decodeCursor, encodeCursor, type CursorPart } from './page.js';

const UUID = '0191d0a0-1111-7111-8111-111111111111';
const TIME = '2026-11-25 22:33:36.960123+00';

describe('cursors', () => {
  it.each<[readonly CursorPart[], readonly (string | number)[]]>([
    [['uuid'], [UUID]],
    [['count'], [0]],
    [['count'], [-1]],
    [
      ['time', 'text'],
      [TIME, 'node-1'],
    ],
    [
      ['time', 'text'],
      ['2026-11-25 22:33:36+05:30', 'é'],
    ],
  ])('%j of a list comes back', (parts, key) => {
    expect(decodeCursor(encodeCursor(key), parts)).toEqual(key);
  });

  it('is the first page without one', () => {
    expect(decodeCursor(undefined, ['uuid'])).toBeUndefined();
  });

  it.each<[readonly CursorPart[], unknown]>([
    [['uuid'], ['x']],
    [['uuid'], [7]],
    [['uuid'], [UUID, UUID]],
    [['uuid'], UUID],
    [['uuid'], { 0: UUID }],
    [['count'], ['7']],
    [['count'], [1.5]],
    [['count'], [2 ** 31]],
    [['count'], [null]],
    [
      ['time', 'text'],
      ['x', 'y'],
    ],
    [
      ['time', 'text'],
      ['2026-13-45 99:33:36+00', 'y'],
    ],
    [
      ['time', 'text'],
      [TIME, 'a\0b'],
    ],
    [
      ['time', 'text'],
      [TIME, 'a\ud800b'],
    ],
    [['time', 'text'], [TIME]],
  ])('F37 %j refuses %j instead of asking the database', (parts, key) => {
    const made = Buffer.from(JSON.stringify(key)).toString('base64url');
    expect(() => decodeCursor(made, parts)).toThrow('The request has a fault.');
  });

  it.each(['zzz', '', '\0', 'e30', '[]'])('refuses %j', (made) => {
    expect(() => decodeCursor(made, ['uuid'])).toThrow('The request has a fault.');
  });
});
