import { readTrace } from './read-trace.js';

const HEAD = 'at,cohort,count,failed,seconds';

describe('a recorded release', () => {
  it('is read into windows of ten seconds before and since it', () => {
    const { before, since } = readTrace(
      [
        HEAD,
        '-20,canary,1,0,0.1',
        '-0.5,baseline,2,1,',
        '0,canary,3,0,0.2',
        '9.9,canary,1,1,0.4',
        '21,baseline,5,0,0.1',
      ].join('\n'),
    );
    expect([before.length, since.length]).toEqual([2, 3]);
    expect(before[1]?.[0]?.baseline).toMatchObject({ requests: 2, errors: 2 });
    expect(before[1]?.[0]?.baseline.latency.size).toBe(0);
    const [first] = since[0] ?? [];
    expect(first?.canary).toMatchObject({ requests: 4, errors: 1 });
    expect(first?.canary.latency.quantile(0.75)?.value).toBeCloseTo(0.2, 2);
    expect(since[1]?.[0]?.canary.requests).toBe(0);
    expect(since[2]?.[0]?.baseline.requests).toBe(5);
  });

  it.each([
    ['other columns', 'time,cohort\n1,canary', 'line 1 is not'],
    ['no time', `${HEAD}\n,canary,1,0,`, 'line 2 has not a time'],
    ['a cohort that there is not', `${HEAD}\n1,canary,1,0,\n2,green,1,0,`, 'line 3 has not a time'],
    ['a count below zero', `${HEAD}\n1,canary,-1,0,`, 'line 2 has not a time'],
    ['an outcome that is neither', `${HEAD}\n1,canary,1,yes,`, 'line 2 has not a time'],
    ['a time far away', `${HEAD}\n1e9,canary,1,0,`, 'line 2 has not a time'],
    ['a duration that is none', `${HEAD}\n1,canary,1,0,fast`, 'line 2 has a duration'],
  ])('is refused with %s', (_, text, message) => {
    expect(() => readTrace(text)).toThrow(message);
  });
});
