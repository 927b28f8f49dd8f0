import { ACTIONS, actionWord, AREAS, fieldWord } from './words';
import { textOf, toldBy } from './changes';

describe('what an entry tells', () => {
  it.each<[string, Record<string, unknown>, unknown, unknown]>([
    ['one value', { from: 'viewer', to: null }, [{ field: 'value', from: 'viewer', to: null }], []],
    [
      'fields, of which only those that differ',
      {
        bin: 'shop',
        from: { id: '1', name: 'a', isProduction: true },
        to: { id: '1', name: 'b', isProduction: true },
      },
      [{ field: 'name', from: 'a', to: 'b' }],
      [['bin', 'shop']],
    ],
    ['something new', { to: { name: 'a', owner: '' } }, [{ field: 'name', from: undefined, to: 'a' }], []],
    ['something gone', { from: { name: 'a' } }, [{ field: 'name', from: 'a', to: undefined }], []],
    [
      'below the name of a field',
      {
        name: { from: 'a', to: 'b' },
        status: 'draft',
        times: { from: '22:00', to: '06:00', kind: 'weekly' },
      },
      [{ field: 'name', from: 'a', to: 'b' }],
      [
        ['status', 'draft'],
        ['times', { from: '22:00', to: '06:00', kind: 'weekly' }],
      ],
    ],
    ['nothing', {}, [], []],
  ])('%s', (_name, data, changes, facts) => {
    expect(toldBy(data)).toEqual({ changes, facts });
  });

  it('reads like words', () => {
    expect(textOf({ a: 1, b: null, c: { d: ['x', false] } })).toBe('a: 1, c: (d: (x, false))');
    expect(textOf({ id: 'x', code: 'production' })).toBe('production');
    expect(textOf(0)).toBe('0');
  });
});

describe('the words of the log', () => {
  it('are there in both languages, and every action is in an area', () => {
    for (const [code, { en, zh }] of Object.entries({ ...ACTIONS, ...AREAS })) {
      expect([code, en.trim(), zh.trim()]).not.toContain('');
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(actionWord('release.created').zh).toBe('起草发布');
  });

  it('are spelled out where there are none', () => {
    expect(actionWord('robot.arm_moved').en).toBe('Robot arm moved');
    expect(fieldWord('leftArm').zh).toBe('Left arm');
  });
});
