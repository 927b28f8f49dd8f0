import type { ReleasePlan, Strategy } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { aRelease } from '../../../testing/builders';
import { planFacts, strategyText } from './plan-facts';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
const region = { region: ['north', 'south'] };

describe('a strategy in words', () => {
  const blueGreen = (some: Partial<Strategy>): Strategy => ({ type: 'blue-green', mode: 'swap', ...some });
  const rolling = (some: Partial<Strategy>): Strategy => ({ type: 'rolling', ...some });
  const canary = (some: Partial<Strategy>): Strategy => ({
    type: 'canary',
    steps: [{ setWeight: 5 }],
    ...some,
  });
  const judged = (waitSeconds: number) => rolling({ analysis: { seconds: 300, waitSeconds } });

  it.each([
    [blueGreen({ autoSwitch: true }), blueGreen({ autoSwitch: false })],
    [blueGreen({ rollbackWindowSeconds: 0 }), blueGreen({ rollbackWindowSeconds: 60 })],
    [canary({ stratifyBy: [] }), canary({ stratifyBy: ['isp'] })],
    [canary({ stratifyBy: ['region'] }), canary({ stratifyBy: ['isp'] })],
    [judged(0), judged(600)],
    [
      rolling({ waves: [{ name: 'First', labels: region }] }),
      rolling({ waves: [{ name: 'First', labels: { region: ['north'] } }] }),
    ],
  ])('%# says what makes it another one', (one, other) => {
    expect(strategyText(one, t, 'en')).not.toBe(strategyText(other, t, 'en'));
  });

  it('says the labels of a wave that has a name', () => {
    expect(strategyText(rolling({ waves: [{ name: 'First', labels: region }] }), t, 'en')).toBe(
      'plan.inOrder First (region = north | south) → plan.rest',
    );
  });

  it('says nothing of waiting as long as the judge looks, which is what it does unless told', () => {
    expect(strategyText(judged(300), t, 'en')).toBe('plan.rolling count.nodes 1 · plan.judge 5 min');
  });
});

it.each([
  [{}, 'plan.allNodes'],
  [{ labels: region }, 'region = north | south'],
  [{ nodeIds: ['n1', 'n2'] }, 'plan.namedNodes 2'],
  [{ labels: region, nodeIds: ['n1'] }, 'region = north | south · plan.namedNodes 1'],
])('the nodes of %j are %s', (selector: ReleasePlan['selector'], expected) => {
  const facts = planFacts({ ...aRelease().plan, ...(selector && { selector }) }, t, 'en');
  expect(facts.find(({ field }) => field === 'selector')?.value).toBe(expected);
});
