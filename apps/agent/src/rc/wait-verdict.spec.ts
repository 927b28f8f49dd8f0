import { EXIT } from './rc-error.js';
import type { Goal, Status, WaitWishes } from './wait-verdict.js';
import { waitVerdict } from './wait-verdict.js';

const WAITS = null;
const { asWished, refused, wentBack, needsPerson } = EXIT;

/** Per status: approved, deployed, finished, rolled-back. */
const TABLE: Readonly<Record<Status, readonly (number | null)[]>> = {
  draft: [needsPerson, needsPerson, needsPerson, needsPerson],
  pending_approval: [WAITS, WAITS, WAITS, WAITS],
  approved: [asWished, WAITS, WAITS, WAITS],
  scheduled: [asWished, WAITS, WAITS, WAITS],
  deploying: [asWished, asWished, WAITS, WAITS],
  paused: [asWished, asWished, needsPerson, needsPerson],
  rolling_back: [WAITS, WAITS, WAITS, WAITS],
  completed: [asWished, asWished, asWished, wentBack],
  completed_with_exceptions: [asWished, asWished, wentBack, wentBack],
  rolled_back: [wentBack, wentBack, wentBack, asWished],
  rolled_back_with_exceptions: [wentBack, wentBack, wentBack, wentBack],
  stopped: [wentBack, wentBack, wentBack, wentBack],
  failed: [wentBack, wentBack, wentBack, wentBack],
  rejected: [refused, refused, refused, refused],
  cancelled: [refused, refused, refused, refused],
  superseded: [wentBack, wentBack, wentBack, wentBack],
};
const ORDER: readonly Goal[] = ['approved', 'deployed', 'finished', 'rolled-back'];
const STRICT: Omit<WaitWishes, 'goal'> = { throughPauses: false, allowExceptions: false };

describe('how waiting ends', () => {
  it.each(Object.entries(TABLE))('%s', (status, verdicts) => {
    expect(ORDER.map((goal) => waitVerdict(status as Status, { ...STRICT, goal }))).toEqual(verdicts);
  });

  it('waits for people when it is told to', () => {
    const wishes = { ...STRICT, throughPauses: true };
    expect(waitVerdict('paused', { ...wishes, goal: 'finished' })).toBeNull();
    expect(waitVerdict('draft', { ...wishes, goal: 'finished' })).toBe(needsPerson);
  });

  it('puts up with nodes that were left behind when it is told to', () => {
    const wishes = { ...STRICT, allowExceptions: true };
    expect(waitVerdict('completed_with_exceptions', { ...wishes, goal: 'finished' })).toBe(asWished);
    expect(waitVerdict('rolled_back_with_exceptions', { ...wishes, goal: 'rolled-back' })).toBe(asWished);
    expect(waitVerdict('rolled_back_with_exceptions', { ...wishes, goal: 'finished' })).toBe(wentBack);
  });
});
