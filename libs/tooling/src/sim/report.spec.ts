import { isGood, printSim } from './report.js';
import type { SimResult } from './run-sim.js';

const result = (some: Partial<SimResult> = {}): SimResult => ({
  ...{ replayed: 2, schedules: 100_000, calls: 7, seconds: 1, perSecond: 3, hits: { 'fault:dark': 12 } },
  ...{ failures: [], rare: [] },
  ...some,
});
const rare = [{ name: 'pause:network', times: 3 }];
const failure = { seed: 1, nodes: 5, rule: 'I32', text: 'r0 stands still' };

function said(of: SimResult): readonly string[] {
  const lines: string[] = [];
  printSim((line) => lines.push(line), of);
  return lines;
}

describe('a run of the simulation', () => {
  it('is good when no rule was broken and everything expected was seen often enough', () => {
    expect(isGood(result())).toBe(true);
  });

  it.each([
    ['something expected was seen too rarely', { rare }],
    ['a rule was broken', { failures: [failure] }],
    ['nothing was played', { schedules: 0 }],
  ])('is not when %s', (_, some) => {
    expect(isGood(result(some))).toBe(false);
  });

  it('says what was seen too rarely, and how often', () => {
    expect(said(result({ rare }))).toContain('hit too rarely: pause:network, 3 times');
    expect(said(result()).join('\n')).not.toContain('too rarely');
  });

  it('counts what stands still apart from what was broken', () => {
    const last = said(result({ failures: [failure, { ...failure, rule: 'I24' }] })).at(-1);
    expect(last).toContain('1 violations, 1 stuck');
  });
});
