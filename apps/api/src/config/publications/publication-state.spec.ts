import { currentOf, standingOf, type NamingRelease } from './publication-state.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));

function release(number: number, version: string, more: Partial<NamingRelease> = {}): NamingRelease {
  const finished = { status: 'completed', finishedAt: at(number) } as const;
  return { id: `id-${number}`, number, version, ...finished, backReason: null, why: null, ...more };
}

const stateOf = (version: string, releases: readonly NamingRelease[], baseline = null as null | string) =>
  standingOf(
    version,
    releases,
    currentOf(releases, baseline === null ? null : { version: baseline, setAt: at(0) }),
  ).state;

describe('what became of a published text', () => {
  it.each([
    ['draft', 'waiting'],
    ['pending_approval', 'waiting'],
    ['approved', 'waiting'],
    ['scheduled', 'waiting'],
    ['deploying', 'rolling'],
    ['paused', 'rolling'],
    ['rolling_back', 'bad'],
    ['rolled_back', 'bad'],
    ['rolled_back_with_exceptions', 'bad'],
    ['failed', 'bad'],
    ['stopped', 'former'],
    ['superseded', 'former'],
    ['cancelled', 'unused'],
    ['rejected', 'unused'],
  ] as const)('a release that is %s makes it %s', (status, state) => {
    expect(stateOf('2', [release(1, '1'), release(2, '2', { status })])).toBe(state);
  });

  it('is unused without a release, and stable as the baseline', () => {
    expect(stateOf('1', [])).toBe('unused');
    expect(stateOf('1', [], '1')).toBe('stable');
  });

  it('is stable after the newest completed release, and former before it', () => {
    const releases = [
      release(1, '1'),
      release(2, '2', { status: 'completed_with_exceptions', finishedAt: at(2) }),
    ];
    expect(stateOf('2', releases, '1')).toBe('stable');
    expect(stateOf('1', releases, '1')).toBe('former');
  });

  it('is bad once a later release took it back, and what that brought is stable again', () => {
    const releases = [release(1, '1'), release(2, '2', { backReason: 'too slow' }), release(3, '1')];
    expect(standingOf('2', releases, currentOf(releases, null))).toMatchObject({
      state: 'bad',
      badReason: { en: 'too slow', zh: 'too slow' },
      releaseNumber: 2,
    });
    expect(stateOf('1', releases)).toBe('stable');
  });

  it('counts again what was bad and then completed', () => {
    const releases = [
      release(1, '1'),
      release(2, '2', { status: 'rolled_back' }),
      release(3, '2', { finishedAt: at(3) }),
    ];
    expect(stateOf('2', releases)).toBe('stable');
  });

  it('stays what the environment has, while a release of it waits, was cancelled, or failed again', () => {
    for (const status of ['draft', 'cancelled', 'rolled_back'] as const)
      expect(stateOf('1', [release(1, '1'), release(2, '1', { status, finishedAt: null })])).toBe('stable');
  });

  it('names the release that brought what the environment has, not a later draft of the same', () => {
    const releases = [release(1, '1'), release(2, '1', { status: 'draft', finishedAt: null })];
    expect(standingOf('1', releases, '1')).toMatchObject({ state: 'stable', releaseNumber: 1 });
  });

  it('is not forgotten over a release that was called off', () => {
    expect(
      stateOf('1', [
        release(1, '1', { status: 'rolled_back' }),
        release(2, '1', { status: 'cancelled', finishedAt: null }),
      ]),
    ).toBe('bad');
  });

  it.each([
    [{ type: 'rollback.started', trigger: { kind: 'person', actor: 'Ann' }, deadlineAt: 0 }, 'Ann rolled'],
    [{ type: 'rollback.started', trigger: { kind: 'failures', lost: 2, asked: 3 }, deadlineAt: 0 }, '2 of 3'],
    [
      {
        type: 'rollback.started',
        trigger: { kind: 'analysis', why: { en: 'errors', zh: '错' } },
        deadlineAt: 0,
      },
      'errors',
    ],
  ] as const)('says why: %#', (why, reason) => {
    const releases = [release(1, '1', { status: 'rolled_back', why })];
    expect(standingOf('1', releases, null).badReason?.en).toContain(reason);
  });
});
