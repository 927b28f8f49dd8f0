import { aJob, aTarget, EVERY_STEP, NEW, OLD, stamps } from './journal.fixtures.js';
import { emptyJournal } from './journal.js';
import type { Job } from './journal.js';
import { MAX_ATTEMPTS, resumeJob, revertWatched } from './recovery.js';
import type { Step } from './steps.js';

function resume(job: Job): Job | null {
  return resumeJob({ ...emptyJournal('web'), job }, job, EVERY_STEP, stamps()).job;
}

describe('F18 after a restart', () => {
  const table: readonly (readonly [Step, Step, number])[] = [
    ['download', 'download', 1],
    ['verify', 'download', 1],
    ['precheck', 'download', 2],
    ['drain', 'drain', 2],
    ['stop', 'stop', 2],
    ['swap', 'stop', 2],
    ['start', 'start', 2],
    ['check', 'start', 2],
    ['warm', 'start', 2],
    ['undrain', 'start', 2],
    ['back-stop', 'back-stop', 2],
    ['back-swap', 'back-stop', 2],
    ['back-start', 'back-start', 2],
    ['back-check', 'back-start', 2],
    ['back-undrain', 'back-start', 2],
  ];

  it.each(table)('killed inside %s it goes on at %s as attempt %i', (step, expected, attempt) => {
    expect(resume(aJob({ step, isBegun: true }))).toMatchObject({ step: expected, attempt, isBegun: false });
  });

  it('stopped between two steps it stays the same attempt', () => {
    expect(resume(aJob({ step: 'swap' }))).toMatchObject({ step: 'swap', attempt: 1 });
    expect(resume(aJob({ step: 'warm' }))).toMatchObject({ step: 'start', attempt: 1 });
  });

  it('F20 an update that keeps interrupting the agent is undone', () => {
    const job = aJob({ step: 'start', isBegun: true, attempt: MAX_ATTEMPTS });
    expect(resume(job)).toMatchObject({ step: 'back-stop', failure: { code: 'INTERRUPTED' } });
  });

  it('but going back is never given up', () => {
    const job = aJob({ step: 'back-start', isBegun: true, attempt: MAX_ATTEMPTS + 5 });
    expect(resume(job)).toMatchObject({ step: 'back-start' });
  });
});

describe('F18 after a restart, beside the old version', () => {
  const place = { mode: 'side-by-side', slot: 'b', oldSlot: 'a' } as const;

  it.each<readonly [Step, Step]>([
    ['stop', 'stop'],
    ['swap', 'stop'],
    ['start', 'start'],
    ['check', 'start'],
    ['warm', 'start'],
    ['switch', 'start'],
    ['confirm', 'start'],
    ['old-drain', 'start'],
    ['old-start', 'old-start'],
    ['old-undrain', 'old-start'],
    ['switch-back', 'old-start'],
    ['new-drain', 'new-drain'],
    ['new-stop', 'new-stop'],
  ])('killed inside %s it goes on at %s', (step, expected) => {
    expect(resume(aJob({ step, place, isBegun: true }))).toMatchObject({ step: expected, attempt: 2 });
  });

  it('F20 an update that keeps interrupting the agent goes back to where traffic went', () => {
    const job = aJob({ step: 'switch', place, isBegun: true, attempt: MAX_ATTEMPTS });
    expect(resume(job)).toMatchObject({ step: 'old-start', failure: { code: 'INTERRUPTED' } });
  });

  it('I19 stopped behind a hook it counts a new attempt, because that hook runs again', () => {
    expect(resume(aJob({ step: 'switch', place }))).toMatchObject({ step: 'start', attempt: 2 });
    expect(resume(aJob({ step: 'warm', place }))).toMatchObject({ step: 'start', attempt: 1 });
  });

  it('a watched version that turns bad is left for the one that still runs', () => {
    const failure = { code: 'UNHEALTHY_AFTER_ACTIVATION', message: 'no' };
    const watch = { target: aTarget({ generation: 9 }), attempt: 1, previousSha256: OLD, place };
    const next = revertWatched({ ...emptyJournal('web'), watch }, failure, EVERY_STEP, stamps());
    expect(next.job).toMatchObject({ step: 'old-start', place, hasTouched: false });
  });
});

describe('a version that turns unhealthy while it is watched', () => {
  const failure = { code: 'UNHEALTHY_AFTER_ACTIVATION', message: 'no' };

  it('is put back at the same generation', () => {
    const watch = { target: aTarget({ generation: 9 }), attempt: 2, previousSha256: OLD };
    const journal = { ...emptyJournal('web'), actedGeneration: 9, goodSha256: NEW, watch };
    const next = revertWatched(journal, failure, EVERY_STEP, stamps());
    expect(next).toMatchObject({ watch: null, goodSha256: OLD, actedGeneration: 9 });
    expect(next.job).toMatchObject({ step: 'back-stop', attempt: 2, previousSha256: OLD, failure });
    expect(next.events.map(({ phase }) => phase)).toEqual(['reverting']);
  });

  it('is left alone once the watch is over', () => {
    const journal = emptyJournal('web');
    expect(revertWatched(journal, failure, EVERY_STEP, stamps())).toBe(journal);
  });
});
