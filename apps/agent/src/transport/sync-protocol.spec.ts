import fc from 'fast-check';

import { parseSyncAnswer } from './sync-protocol.js';

const entry = {
  bin: 'web',
  sha256: 'd'.repeat(64),
  version: '1',
  generation: 3,
  sizeBytes: 5,
  urls: ['/x'],
  action: 'activate',
};
const answer = {
  nodeId: 'n',
  serverTime: 'now',
  stateVersion: '9',
  lifecycle: 'active',
  acknowledged: ['e'],
  syncAfterSeconds: 5,
};

describe('an answer of the console', () => {
  it('is taken over field by field', () => {
    const parsed = parseSyncAnswer({ ...answer, bins: [{ ...entry, future: true }], future: 1 });
    const { bin, ...desired } = entry;
    expect(parsed).toMatchObject({
      nodeId: 'n',
      stateVersion: '9',
      acknowledged: ['e'],
      bins: [{ bin, desired }],
    });
  });

  it('without bins says that nothing changed', () => {
    expect(parseSyncAnswer(answer).bins).toBeNull();
  });

  it('may want nothing of a bin', () => {
    const { bins } = parseSyncAnswer({ ...answer, bins: [{ bin: 'web', sha256: null, generation: 4 }] });
    expect(bins).toEqual([{ bin: 'web', desired: { generation: 4, sha256: null } }]);
  });

  it.each([
    ['S07 a name that leaves the folder', { bin: '../../etc/passwd' }],
    ['S07 an absolute name', { bin: '/bin/sh' }],
    ['S07 a digest that is a path', { sha256: '../'.repeat(21) + 'x' }],
    ['a digest in capitals', { sha256: 'D'.repeat(64) }],
    ['an unknown action', { action: 'exec' }],
    ['a generation that is no whole number', { generation: 1.5 }],
    ['a negative size', { sizeBytes: -1 }],
    ['a size beyond exact numbers', { sizeBytes: 2 ** 53 }],
  ])('is refused as a whole for %s', (_, change) => {
    expect(() => parseSyncAnswer({ ...answer, bins: [entry, { ...entry, ...change }] })).toThrow(
      /can't be used/,
    );
  });

  it.each([
    ['somebody in front of it', { status: 'maintenance' }],
    ['nothing', {}],
    ['one that names no node', { ...answer, nodeId: undefined }],
    ['one that names no state', { ...answer, stateVersion: null }],
    ['one that does not say what this node may do', { ...answer, lifecycle: '' }],
  ])('is not what is said by %s', (_, said) => {
    expect(() => parseSyncAnswer(said)).toThrow(/can't be used/);
  });

  it.each<readonly [object, object]>([
    [{}, {}],
    [{ mode: 'swap', keepOldSeconds: 9 }, {}],
    [{ mode: 'something-new' }, {}],
    [{ mode: 'side-by-side' }, { mode: 'side-by-side', keepOldSeconds: 0 }],
    [
      { mode: 'side-by-side', keepOldSeconds: 90 },
      { mode: 'side-by-side', keepOldSeconds: 90 },
    ],
    [
      { mode: 'side-by-side', keepOldSeconds: -1 },
      { mode: 'side-by-side', keepOldSeconds: 0 },
    ],
    [
      { mode: 'side-by-side', keepOldSeconds: 1e9 },
      { mode: 'side-by-side', keepOldSeconds: 604_800 },
    ],
  ])('takes the way of an update from %j', (change, expected) => {
    const { bins } = parseSyncAnswer({ ...answer, bins: [{ ...entry, ...change }] });
    const { mode, keepOldSeconds } = (bins?.[0]?.desired ?? {}) as Record<string, unknown>;
    expect(JSON.parse(JSON.stringify({ mode, keepOldSeconds }))).toEqual(expected);
  });

  it.each<readonly [unknown, number | null]>([
    [10, 10],
    [0.5, 0.5],
    [1e9, 3_600],
    [undefined, null],
    [0, null],
    [-1, null],
    ['10', null],
    [true, null],
  ])('with %j seconds between what is measured wants it every %j', (measureAfterSeconds, every) => {
    expect(parseSyncAnswer({ ...answer, measureAfterSeconds })).toMatchObject({ measureAfterSeconds: every });
  });

  it('tells the time', () => {
    expect(parseSyncAnswer(answer).serverTime).toBe('now');
    expect(parseSyncAnswer({ ...answer, serverTime: undefined }).serverTime).toBeNull();
  });

  it('passes a version on only in its own alphabet', () => {
    const { bins } = parseSyncAnswer({ ...answer, bins: [{ ...entry, version: '1; rm -rf /' }] });
    expect(bins?.[0]?.desired).toMatchObject({ version: null });
  });

  it('never makes it throw anything but its own error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseSyncAnswer(value);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ANSWER_INVALID' });
        }
      }),
    );
  });
});
