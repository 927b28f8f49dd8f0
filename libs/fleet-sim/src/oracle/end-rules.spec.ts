import type { Answer } from '../console/console.js';
import { isBroken } from './oracle.fixtures.js';

type Changes = Answer['history'][number]['changes'];

/** A console that says something else of what it did, in its history and of its targets. */
function saying(status: (status: string) => string): (answer: Answer) => Answer {
  return (answer) => ({
    ...answer,
    history: answer.history.map((line) => ({
      ...line,
      status: line.status && status(line.status),
      changes: line.changes.map((change): Changes[number] => ({ ...change, to: status(change.to) })),
    })),
    releases: answer.releases.map((view) => ({
      ...view,
      status: status(view.status),
      targets: view.targets.map((target) => ({ ...target, status: status(target.status) })),
    })),
  });
}

const instead =
  (of: string, other: string) =>
  (status: string): string =>
    status === of ? other : status;

describe('the oracle on how a release ends', () => {
  it('I21 sees an end before the end of the timeline', () => {
    const early = (answer: Answer): Answer =>
      answer.history.some(({ type }) => type === 'release.finished')
        ? { ...answer, history: answer.history.filter(({ type }) => type !== 'step.completed') }
        : answer;
    expect(isBroken('I21', early)).toBe(true);
  });

  it('I24 sees who goes on with more lost than there may be', () => {
    const going = (answer: Answer): Answer => {
      const isPaused = answer.history.some(({ detail }) => detail === 'failures');
      if (!isPaused) return answer;
      const history = answer.history.filter(({ type }) => type !== 'release.paused');
      return { ...saying(instead('paused', 'deploying'))(answer), history };
    };
    expect(isBroken('I24', going)).toBe(true);
  });

  it.each([
    ['exceptions where nobody is one', 'rolled_back', 'rolled_back_with_exceptions'],
    ['no exceptions where somebody is one', 'rolled_back_with_exceptions', 'rolled_back'],
  ])('I20 sees %s', (_, of, other) => {
    expect(isBroken('I20', saying(instead(of, other)))).toBe(true);
  });
});

describe('the oracle on the way back', () => {
  it('I32 sees who is given up before its time', () => {
    expect(isBroken('I32', saying(instead('reverted', 'revert_failed')))).toBe(true);
  });

  it('I18 believes nobody to be back who was only just asked', () => {
    expect(isBroken('I18', saying(instead('reverting', 'reverted')))).toBe(true);
  });
});
