import type { Translate } from '../../../lib/i18n';
import { canaryData } from './canary-data';
import { requestsIn } from './samples';
import { ALONE, aGroup, aPoint, aSeries, isoAt } from './series.fixtures';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
const words = { t, language: 'en', environments: new Map<string, string>(), moment: String } as const;

describe('how many requests stand behind a line', () => {
  it.each([
    ['whole steps', 10, 40, [aPoint(0), aPoint(10)], 200],
    ['a step that is half known', 60, 90, [aPoint(0), aPoint(60)], 900],
    ['a step of which nearly nothing is known', 60, 62, [aPoint(60)], 100],
    ['steps in which nobody counted', 10, 40, [aPoint(0, { requestRate: null })], 0],
    ['nothing', 10, 40, [], 0],
  ])('of %s', (_, stepSeconds, known, points, requests) =>
    expect(requestsIn({ stepSeconds, asOf: isoAt(known) }, points)).toBe(requests),
  );
});

describe('what stands below each panel', () => {
  const series = aSeries({
    groups: [
      aGroup({ cohort: 'canary' }, [aPoint(0), aPoint(10, { requestRate: 490, latencyP99: null })]),
      aGroup({ cohort: 'baseline' }, [
        aPoint(0),
        aPoint(10),
        aPoint(20, { requestRate: null, errorRate: null }),
      ]),
    ],
  });
  const checks = [{ kind: 'memory', minIncrease: 0.5 }] as const;
  const { panels } = canaryData({ series, checks, analysis: undefined, view: 'absolute', ...ALONE }, words);

  it.each([
    ['requestRate', 'samples.requests 5,000 200'],
    ['errorRate', 'samples.requests 5,000 200'],
    // Of requests whose latency nobody told there is nothing in the line.
    ['latencyP99', 'samples.requests 100 200'],
    ['programs', 'samples.reports 4 6'],
    ['memoryBytes', 'samples.reports 4 6'],
  ])('%s: %s', (figure, below) => expect(panels.find(({ id }) => id === figure)?.below).toBe(below));
});
