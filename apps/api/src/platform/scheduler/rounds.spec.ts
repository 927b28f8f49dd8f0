import { Rounds } from './rounds.js';

describe('rounds', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('come in their time, and not after the end', async () => {
    let done = 0;
    const rounds = new Rounds(1_000, () => Promise.resolve((done += 1)), fail);
    rounds.begin();
    await jest.advanceTimersByTimeAsync(3_500);
    expect(done).toBe(3);
    await rounds.end();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(done).toBe(3);
  });

  it('are never two at once, and the end waits for the last', async () => {
    const log: string[] = [];
    let finish: () => void = () => undefined;
    const work = (): Promise<void> => {
      log.push('begin');
      return new Promise<void>((resolve) => (finish = resolve)).then(() => void log.push('end'));
    };
    const rounds = new Rounds(1_000, work, fail);
    rounds.begin();
    await jest.advanceTimersByTimeAsync(3_500);
    const now = rounds.now();
    const end = rounds.end().then(() => log.push('over'));
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['begin']);
    finish();
    await Promise.all([now, end]);
    expect(log).toEqual(['begin', 'end', 'over']);
  });

  it('go on after one that failed', async () => {
    const notes: string[] = [];
    const rounds = new Rounds(
      1_000,
      () => Promise.reject(new Error('no database')),
      ({ message }) => notes.push(message),
    );
    rounds.begin();
    await jest.advanceTimersByTimeAsync(2_500);
    await rounds.now();
    await rounds.end();
    expect(notes).toEqual(['no database', 'no database', 'no database']);
  });
});

function fail(error: Error): void {
  throw error;
}
