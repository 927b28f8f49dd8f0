import { PAIRS } from './draw-race.js';
import type { RaceResult } from './play-race.js';
import { ENOUGH_RACES, isSound, Tally } from './tally.js';

const EVERYTHING = PAIRS.map(([one, other]) => `${one} within ${other}`);

function tallyOf(races: number, interleavings: readonly string[]): Tally {
  const tally = new Tally();
  const result: RaceResult = { seed: 1, faults: [], answers: ['deploy OK'], interleavings, schedule: 'x' };
  for (let count = 0; count < races; count += 1) tally.add(result);
  return tally;
}

describe('what is told of many races', () => {
  it('counts the races in which orders came in between each other, and the different ones', () => {
    expect(tallyOf(3, ['approve within deploy']).resultAfter(1)).toMatchObject({
      races: 3,
      answers: { 'deploy OK': 3 },
      interleavings: { 'approve within deploy': 3 },
      schedules: 1,
    });
  });

  it('names the pairs that never met, once there were races enough', () => {
    const [missing, ...others] = EVERYTHING;
    expect(tallyOf(ENOUGH_RACES, others).resultAfter(1).neverInterleaved).toEqual([missing]);
    expect(tallyOf(ENOUGH_RACES, EVERYTHING).resultAfter(1).neverInterleaved).toEqual([]);
    expect(tallyOf(ENOUGH_RACES - 1, []).resultAfter(1).neverInterleaved).toEqual([]);
  });

  it('is sound with deployments, without faults and with every pair', () => {
    expect(isSound(tallyOf(ENOUGH_RACES, EVERYTHING).resultAfter(1))).toBe(true);
    expect(isSound(tallyOf(ENOUGH_RACES, EVERYTHING.slice(1)).resultAfter(1))).toBe(false);
    expect(isSound(tallyOf(0, []).resultAfter(1))).toBe(false);
    expect(isSound({ ...tallyOf(2, []).resultAfter(1), failures: [{ seed: 1, faults: ['S13'] }] })).toBe(
      false,
    );
    expect(isSound({ ...tallyOf(2, []).resultAfter(1), answers: {} })).toBe(false);
  });

  it('leaves out whom one person does one after the other', () => {
    expect(EVERYTHING).toContain('reject within deploy');
    expect(EVERYTHING).not.toContain('edit within submit');
    expect(EVERYTHING).not.toContain('deploy within deploy');
    expect(new Set(EVERYTHING).size).toBe(EVERYTHING.length);
  });
});
