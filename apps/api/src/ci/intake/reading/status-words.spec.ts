import { BUILD_STATES } from '../../ci-words.js';
import { readCall } from './read-call.js';
import { STATUS_WORDS, stateOf } from './status-words.js';

describe('how a build stands', () => {
  const status = (given: unknown) =>
    readCall('generic', '', { build: { job: 'a', number: 1, status: given } });

  it.each([
    ...BUILD_STATES.map((state) => [state, state] as const),
    ...(['SUCCESS', 'success', 'Successful', 'passed', 'OK'] as const).map(
      (word) => [word, 'succeeded'] as const,
    ),
    ...(['FAILURE', 'Failed', 'error', 'timed out', 'TIMED_OUT', 'timedOut'] as const).map(
      (word) => [word, 'failed'] as const,
    ),
    ...(['Cancelled', 'canceled', 'NOT_BUILT'] as const).map((word) => [word, 'aborted'] as const),
    ...(['started', 'IN_PROGRESS', 'in-progress'] as const).map((word) => [word, 'running'] as const),
    ['UNSTABLE', 'unstable'],
    [undefined, 'succeeded'],
    [null, 'succeeded'],
  ] as const)('is said as %p when it is %s', (word, state) => {
    expect(status(word).build).toMatchObject({ state, phaseRank: state === 'running' ? 2 : 3 });
  });

  it.each([
    ['half-done', 'half-done'],
    ['completed', 'completed'],
    ['', ''],
    [true, 'true'],
    [{}, '{}'],
  ])('is not guessed from %p', (word, shown) => {
    expect(status(word)).toMatchObject({
      build: undefined,
      note: { en: `The status "${shown}" is not known.`, zh: `无法识别状态“${shown}”。` },
    });
  });

  it('has no word twice', () => {
    for (const [state, words] of Object.entries(STATUS_WORDS))
      for (const word of words) expect([word, stateOf(word)]).toEqual([word, state]);
  });
});
