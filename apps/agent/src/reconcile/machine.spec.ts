import { aJob, aTarget, EVERY_STEP, NEW, OLD, stamps } from './journal.fixtures.js';
import { emptyJournal } from './journal.js';
import type { BinJournal, Job } from './journal.js';
import { beginJob, completeStep, corruptDownload, enterStep, failStep } from './machine.js';
import { hasTouchedLive, noteGeneration } from './machine.js';
import { versionsToKeep } from './outcomes.js';
import type { Step } from './steps.js';

const failure = { code: 'BROKEN', message: 'it broke' };

function runThrough(journal: BinJournal, offered: ReadonlySet<Step>): { steps: Step[]; end: BinJournal } {
  const steps: Step[] = [];
  let now = journal;
  while (now.job !== null) {
    steps.push(now.job.step);
    now = completeStep(enterStep(now, now.job, stamps()), now.job, offered, stamps());
  }
  return { steps, end: now };
}

function phases(journal: BinJournal): readonly string[] {
  return journal.events.map(({ phase }) => phase);
}

describe('the steps of an update', () => {
  it('goes through all of them in order and ends active', () => {
    const { steps, end } = runThrough(beginJob(emptyJournal('web'), aTarget(), OLD, stamps()), EVERY_STEP);
    expect(steps.join(' ')).toBe('download verify precheck drain stop swap start check warm undrain');
    expect(phases(end).join(' ')).toBe(
      'downloading verified prechecking staged draining stopping swapping starting checking warming undraining active',
    );
    expect(end).toMatchObject({
      outcome: { phase: 'active', generation: 1 },
      goodSha256: NEW,
      actedGeneration: 1,
    });
    expect(end.watch).toMatchObject({ previousSha256: OLD });
  });

  it('remembers that it touched what serves, once it did', () => {
    let now = beginJob(emptyJournal('web'), aTarget(), OLD, stamps());
    const untouched: Step[] = [];
    while (now.job !== null) {
      if (!hasTouchedLive(now.job)) untouched.push(now.job.step);
      now = enterStep(now, now.job, stamps());
      if (now.job !== null) now = completeStep(now, { ...now.job, isBegun: false }, EVERY_STEP, stamps());
    }
    expect(untouched).toEqual(['download', 'verify', 'precheck', 'drain']);
  });

  it('passes over what the host gives no meaning to', () => {
    const offered = new Set<Step>(['download', 'verify', 'swap', 'back-swap']);
    const { steps, end } = runThrough(beginJob(emptyJournal('web'), aTarget(), OLD, stamps()), offered);
    expect(steps).toEqual(['download', 'verify', 'swap']);
    expect(phases(end)).toEqual(['downloading', 'verified', 'staged', 'swapping', 'active']);
  });

  it('ends before it touches anything when it should only stage', () => {
    const staged = beginJob(emptyJournal('web'), aTarget({ action: 'stage' }), OLD, stamps());
    const { steps, end } = runThrough(staged, EVERY_STEP);
    expect(steps).toEqual(['download', 'verify', 'precheck']);
    expect(end.outcome).toMatchObject({ phase: 'staged', failure: null });
    expect(end.watch).toBeNull();
  });

  it('numbers its events without a gap and gives each an id of its own', () => {
    const ids = stamps();
    let now = beginJob(emptyJournal('web'), aTarget(), OLD, ids);
    while (now.job !== null) now = completeStep(enterStep(now, now.job, ids), now.job, EVERY_STEP, ids);
    expect(now.events.map(({ seq }) => seq)).toEqual(now.events.map((_, index) => index + 1));
    expect(new Set(now.events.map(({ id }) => id)).size).toBe(now.events.length);
  });
});

describe('a step that fails', () => {
  const undo: readonly (readonly [Step, readonly Step[]])[] = [
    ['download', []],
    ['verify', []],
    ['precheck', []],
    ['drain', ['back-undrain']],
    ['stop', ['back-start', 'back-check', 'back-undrain']],
    ['swap', ['back-swap', 'back-start', 'back-check', 'back-undrain']],
    ['start', ['back-stop', 'back-swap', 'back-start', 'back-check', 'back-undrain']],
    ['check', ['back-stop', 'back-swap', 'back-start', 'back-check', 'back-undrain']],
    ['warm', ['back-stop', 'back-swap', 'back-start', 'back-check', 'back-undrain']],
    ['undrain', ['back-stop', 'back-swap', 'back-start', 'back-check', 'back-undrain']],
  ];

  it.each(undo)('%s undoes exactly what was done', (step, expected) => {
    const job = aJob({ step, isBegun: true });
    const journal = { ...emptyJournal('web'), actedGeneration: 1, job };
    const { steps, end } = runThrough(failStep(journal, job, failure, EVERY_STEP, stamps()), EVERY_STEP);
    expect(steps).toEqual(expected);
    expect(end.outcome).toMatchObject({ phase: 'failed', failure });
    expect(phases(end)[phases(end).length - 1]).toBe('failed');
  });

  it('of a first install takes the file away and starts nothing', () => {
    const job = aJob({ step: 'check', isBegun: true, previousSha256: null });
    const journal = { ...emptyJournal('web'), actedGeneration: 1, job };
    const { steps } = runThrough(failStep(journal, job, failure, EVERY_STEP, stamps()), EVERY_STEP);
    expect(steps).toEqual(['back-stop', 'back-swap']);
  });

  it.each<Step>(['download', 'verify', 'precheck'])(
    '%s undoes everything if an update before it had touched the program',
    (step) => {
      const job = aJob({ step, isBegun: true, hasTouched: true });
      const { steps } = runThrough(
        failStep({ ...emptyJournal('web'), job }, job, failure, EVERY_STEP, stamps()),
        EVERY_STEP,
      );
      expect(steps).toEqual(['back-stop', 'back-swap', 'back-start', 'back-check', 'back-undrain']);
    },
  );

  it('goes on undoing when undoing fails too, and says both', () => {
    const job = aJob({ step: 'back-start', isBegun: true, failure });
    const broken = { code: 'START_FAILED', message: 'no' };
    const next = failStep({ ...emptyJournal('web'), job }, job, broken, EVERY_STEP, stamps());
    expect(next.job?.step).toBe('back-check');
    const { end } = runThrough(next, EVERY_STEP);
    expect(end.outcome?.failure).toMatchObject({ code: 'REVERT_FAILED' });
    expect(end.outcome?.failure?.message).toContain('BROKEN');
  });

  it('S02 downloads once more when the bytes were wrong, then gives up', () => {
    const job = aJob({ step: 'verify', isBegun: true });
    const once = corruptDownload({ ...emptyJournal('web'), job }, job, failure, stamps());
    expect(once.job).toMatchObject({ step: 'download', corruptDownloads: 1 });
    const twice = once.job === null ? once : corruptDownload(once, once.job, failure, stamps());
    expect(twice).toMatchObject({ job: null, outcome: { phase: 'failed', failure } });
  });
});

describe('an update beside the old version', () => {
  const place = { mode: 'side-by-side', slot: 'b', oldSlot: 'a' } as const;
  const beside = (step: Step, changes: Partial<Job> = {}): BinJournal => ({
    ...emptyJournal('web'),
    slot: 'a',
    job: aJob({ step, isBegun: true, place, ...changes }),
  });
  const failIn = (journal: BinJournal): { steps: Step[]; end: BinJournal } => {
    const { job } = journal;
    if (job === null) throw new Error('the fixture has a job');
    return runThrough(failStep(journal, job, failure, EVERY_STEP, stamps()), EVERY_STEP);
  };

  it('has the new one well before it moves traffic, and touches the old one last', () => {
    const target = aTarget({ mode: 'side-by-side', keepOldSeconds: 30 });
    const begun = beginJob(emptyJournal('web'), target, OLD, stamps(), { place, step: 'download' });
    const { steps, end } = runThrough(begun, EVERY_STEP);
    expect(steps.join(' ')).toBe(
      'download verify precheck stop swap start check warm undrain switch confirm old-drain',
    );
    expect(end.standby).toMatchObject({ slot: 'a', sha256: OLD, until: 1_000 + 30_000, keepSeconds: 30 });
    expect(end.watch).toMatchObject({ place, previousSha256: OLD });
  });

  it('keeps nothing running for a version that was gone back from', () => {
    const target = aTarget({ mode: 'side-by-side', keepOldSeconds: 30, action: 'revert' });
    const begun = beginJob(emptyJournal('web'), target, OLD, stamps(), { place, step: 'start' });
    const { steps, end } = runThrough(begun, EVERY_STEP);
    expect(steps[0]).toBe('start');
    expect(end.standby).toMatchObject({ until: 1_000, keepSeconds: 0 });
  });

  it.each<readonly [Step, readonly Step[]]>([
    ['download', []],
    ['precheck', []],
    ['stop', ['new-stop']],
    ['swap', ['new-stop']],
    ['start', ['new-stop']],
    ['check', ['new-stop']],
    ['warm', ['new-stop']],
    ['undrain', ['new-stop']],
    ['switch', ['old-start', 'old-undrain', 'switch-back', 'new-drain', 'new-stop']],
    ['confirm', ['old-start', 'old-undrain', 'switch-back', 'new-drain', 'new-stop']],
    ['old-drain', ['old-start', 'old-undrain', 'switch-back', 'new-drain', 'new-stop']],
  ])('failing in %s never stops the old one', (step, expected) => {
    const { steps, end } = failIn(beside(step));
    expect(steps).toEqual(expected);
    expect(end.outcome).toMatchObject({ phase: 'failed', failure });
  });

  it('of a first version only stops it', () => {
    expect(failIn(beside('switch', { previousSha256: null })).steps).toEqual(['new-stop']);
  });

  it.each<readonly [Step, readonly Step[]]>([
    ['old-start', []],
    ['switch-back', []],
    ['old-undrain', ['switch-back', 'new-drain', 'new-stop']],
  ])('leaves the new one running when %s does not work, unless the old one serves', (step, rest) => {
    const { steps, end } = failIn(beside(step, { failure }));
    expect(steps).toEqual(rest);
    expect(end.outcome?.failure?.code).toBe('REVERT_FAILED');
    expect(end.standby).toBeNull();
  });

  it('has gone back all the same when only finishing what the new one still answers does not work', () => {
    const { steps, end } = failIn(beside('new-drain', { failure }));
    expect(steps).toEqual(['new-stop']);
    expect(end.outcome).toMatchObject({ phase: 'failed', failure });
  });

  it.each<readonly [Step, boolean]>([
    ['precheck', false],
    ['check', true],
  ])('replaced in %s leaves something to stop: %s', (step, isLeft) => {
    const next = beginJob(beside(step), aTarget({ generation: 2 }), OLD, stamps());
    expect(next.standby !== null).toBe(isLeft);
    expect(next.job?.hasTouched).toBe(false);
    expect(noteGeneration(beside(step), 2).standby !== null).toBe(isLeft);
  });
});

describe('an update that replaces another', () => {
  it.each<readonly [Step, boolean]>([
    ['download', false],
    ['precheck', false],
    ['drain', true],
    ['check', true],
  ])('in its step %s knows whether the program was touched: %s', (step, hasTouched) => {
    const journal = { ...emptyJournal('web'), job: aJob({ step, isBegun: true }) };
    const next = beginJob(journal, aTarget({ generation: 2 }), NEW, stamps());
    expect(next.job).toMatchObject({ hasTouched, step: 'download', isBegun: false, attempt: 1 });
    const again = beginJob(next, aTarget({ generation: 3 }), NEW, stamps());
    expect(again.job?.hasTouched).toBe(hasTouched);
  });
});

describe('what is kept', () => {
  it('goes back to the last version that was good, not to one that never proved itself', () => {
    const journal = { ...emptyJournal('web'), goodSha256: OLD, kept: [OLD] };
    expect(beginJob(journal, aTarget(), 'c'.repeat(64), stamps()).job?.previousSha256).toBe(OLD);
  });

  it('keeps the one it may go back to first and never counts the live one', () => {
    const watch = { target: aTarget(), attempt: 1, previousSha256: 'c' };
    const journal = { ...emptyJournal('web'), watch, kept: ['live', 'a', 'b', 'c'] };
    expect(versionsToKeep(journal, 'live', 2)).toEqual(['c', 'a']);
  });
});
