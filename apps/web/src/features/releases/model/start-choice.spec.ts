import { NOW, startAsks, startFault } from './start-choice';

describe('when a release starts', () => {
  it('is at once unless somebody says otherwise', () => {
    expect(startAsks(NOW)).toEqual({ action: 'deploy', extras: {} });
    expect(startFault(NOW)).toBeNull();
  });

  it.each(['wait', 'supersede'] as const)('asks to %s when something is in the way', (when) => {
    expect(startAsks({ when, localTime: '' })).toEqual({ action: 'deploy', extras: { whenBlocked: when } });
  });

  it('is a time in the future, sent as one moment for everybody', () => {
    const later = { when: 'at', localTime: '2999-01-02T03:04' } as const;
    expect(startFault(later)).toBeNull();
    expect(startAsks(later)).toEqual({
      action: 'schedule',
      extras: { at: new Date('2999-01-02T03:04').toISOString() },
    });
  });

  it.each([
    ['', 'start.needsTime'],
    ['2001-01-02T03:04', 'start.inThePast'],
  ])('is refused for the time "%s"', (localTime, fault) => {
    expect(startFault({ when: 'at', localTime })).toBe(fault);
  });
});
