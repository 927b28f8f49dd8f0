import type { Answer } from '../console/console.js';
import { isBroken } from './oracle.fixtures.js';

/** A console that says that it paused for something else. */
function excusing(from: string, to: string): (answer: Answer) => Answer {
  return (answer) => ({
    ...answer,
    history: answer.history.map((line) =>
      line.type === 'release.paused' && line.detail === from ? { ...line, detail: to } : line,
    ),
  });
}

describe('the oracle on reasons', () => {
  it.each([
    ['I24', 'failures', 'network'],
    ['I24', 'step', 'failures'],
    ['I24', 'step', 'network'],
    ['I24', 'step', 'no_evidence'],
    ['I32', 'step', 'no_room'],
    ['I32', 'step', 'withdrawn'],
    ['I32', 'step', 'person'],
    ['I32', 'failures', 'step'],
  ])('%s sees a pause for %s that is said to be one for %s', (rule, from, to) => {
    expect(isBroken(rule, excusing(from, to))).toBe(true);
  });

  it.each([
    ['I8', 'forgives what nobody forgave', true],
    ['I8', 'does not forgive what somebody did', false],
  ])('%s sees who %s', (rule, _, isForgiven) => {
    const forgiving = (answer: Answer): Answer => ({
      ...answer,
      releases: answer.releases.map((view) => ({
        ...view,
        targets: view.targets.map((target) => ({ ...target, isForgiven })),
      })),
    });
    expect(isBroken(rule, forgiving)).toBe(true);
  });
});
