import type { ReleasePlan } from '../../../lib/api';
import { aRelease } from '../../../testing/builders';
import { withAnalysis, withNextWeight } from './canary-steps';
import { newCheck, USUAL_CHECKS } from './checks';
import { chosenBins, earlier, withBins } from './released-bins';
import { areStepsSound, isAmount, toAmount } from './rules-state';
import { EMPTY_WIZARD, faultsOf, fromRelease, toDraft } from './wizard-state';

const filled = { ...EMPTY_WIZARD, projectId: 'p', environmentId: 'e', bin: 'pay-api', version: '2.0' };

it('names what is missing in the order of the page', () => {
  expect(faultsOf(EMPTY_WIZARD)).toEqual(['environment', 'bin', 'version']);
  expect(faultsOf(filled)).toEqual([]);
  expect(toDraft(EMPTY_WIZARD)).toBeNull();
});

it.each([
  ['3', true, 3],
  ['25%', true, '25%'],
  ['100%', true, '100%'],
  ['101%', false, '101%'],
  ['', false, 0],
  ['-1', false, -1],
  ['2.5', false, 2.5],
])('reads the amount %s', (text, isFine, amount) => {
  expect(isAmount(text)).toBe(isFine);
  if (isFine) expect(toAmount(text)).toBe(amount);
});

it.each([
  [[{ setWeight: 10 }, { pause: {} }, { setWeight: 100 }], true],
  [[{ setWeight: 50 }, { setWeight: 50 }], false],
  [[{ setWeight: 50 }, { setWeight: 10 }], false],
  [[{ pause: { seconds: 60 } }], false],
  [[{ setWeight: 0 }], false],
  [[{ setWeight: 101 }], false],
])('judges the steps %j', (steps, isSound) => expect(areStepsSound(steps)).toBe(isSound));

it('sends only what was chosen', () => {
  const draft = toDraft({ ...filled, title: ' ', labels: { region: ['north'], isp: [] } });
  expect(draft).toMatchObject({
    environmentId: 'e',
    bins: [{ bin: 'pay-api', version: '2.0' }],
    selector: { labels: { region: ['north'] } },
    failureThreshold: '10%',
  });
  expect(draft).not.toHaveProperty('title');
  expect(toDraft({ ...filled, labels: { isp: [] } })).not.toHaveProperty('selector');
});

it('opens a saved draft as it was', () => {
  const draft = toDraft({ ...filled, strategyType: 'rolling', batch: '7', maxUnavailable: '3' });
  if (!draft) throw new Error('the draft is sound');
  const again = fromRelease(aRelease({ plan: draft }));
  expect(again).toMatchObject({ strategyType: 'rolling', batch: '7', maxUnavailable: '3', bin: 'pay-api' });
});

it('adds the next larger share, and none above all', () => {
  expect(withNextWeight([{ setWeight: 10 }])).toEqual([{ setWeight: 10 }, { setWeight: 25 }]);
  expect(withNextWeight([{ setWeight: 100 }])).toEqual([{ setWeight: 100 }]);
});

it('releases several bins in the order of activation, and none twice', () => {
  const two = { ...filled, otherBins: [{ bin: 'pay-web', version: '3.1' }] };
  expect(toDraft(two)?.bins).toEqual([
    { bin: 'pay-api', version: '2.0' },
    { bin: 'pay-web', version: '3.1' },
  ]);
  expect(withBins(earlier(chosenBins(two), 1))).toMatchObject({
    bin: 'pay-web',
    otherBins: [{ bin: 'pay-api' }],
  });
  expect(earlier(chosenBins(two), 0)).toEqual(chosenBins(two));
  expect(faultsOf({ ...filled, otherBins: [{ bin: 'pay-api', version: '1' }] })).toEqual(['otherBins']);
  expect(faultsOf({ ...filled, otherBins: [{ bin: '', version: '' }] })).toEqual(['otherBins']);
});

it('makes waves by labels, with a wait between them, and opens them again as they were', () => {
  const waves = [{ name: 'Ningxia', pairs: ['region=ningxia', 'isp=cmcc', 'isp=cucc'] }];
  const draft = toDraft({ ...filled, strategyType: 'rolling', rollingBy: 'labels', waves, wait: 'hand' });
  if (!draft) throw new Error('the draft is sound');
  expect(draft.strategy).toEqual({
    type: 'rolling',
    waves: [{ name: 'Ningxia', labels: { region: ['ningxia'], isp: ['cmcc', 'cucc'] } }],
    pause: {},
  });
  const again = fromRelease(aRelease({ plan: { ...draft, lateJoiners: 'last_wave' } }));
  expect(again).toMatchObject({ rollingBy: 'labels', waves, wait: 'hand', lateJoiners: 'last_wave' });
});

it.each([[[]], [[{ name: 'x', pairs: [] }]], [[{ name: 'x', pairs: ['north'] }]]])(
  'refuses the waves %j',
  (waves) => {
    const state = { ...filled, strategyType: 'rolling', rollingBy: 'labels', waves } as const;
    expect(faultsOf(state)).toEqual(['waves']);
  },
);

it('keeps what the form has no fields for, and the hours only while they are wanted', () => {
  const hours = { timeZone: 'Asia/Shanghai', days: [1, 5], from: '22:00', to: '06:00' };
  const select = { region: ['north'] };
  const plan = {
    bins: [{ bin: 'pay-api', version: '2.0' }],
    selector: { labels: {}, nodeIds: ['n1'] },
    strategy: { type: 'canary' as const, steps: [{ select }, { setWeight: 100 }] },
    darkAfterSeconds: 77,
    hours,
  };
  const opened = fromRelease(aRelease({ plan }));
  expect(opened).toMatchObject({ strategyType: 'kept', hours });
  expect(toDraft(opened)).toMatchObject({ ...plan, environmentId: 'e1' });
  // Nothing said would mean what the template says.
  expect(toDraft({ ...opened, hours: null })).toMatchObject({ hours: null, maxUnavailablePerGroup: null });
});

it.each([[{ days: [] }], [{ from: '' }], [{ to: '25:00' }], [{ timeZone: '' }]])(
  'asks for whole hours: %j',
  (part) => {
    const hours = { timeZone: 'UTC', days: [1], from: '09:00', to: '17:00', ...part };
    expect(faultsOf({ ...filled, hours })).toEqual(['hours']);
  },
);

it.each(['swap', 'side-by-side'] as const)(
  'a blue-green draft that works by %s comes back as it was',
  (mode) => {
    const state = { ...filled, strategyType: 'blue-green', mode, rollbackWindowSeconds: 60 } as const;
    const draft = toDraft(state);
    expect(draft?.strategy).toEqual({
      type: 'blue-green',
      mode,
      autoSwitch: true,
      rollbackWindowSeconds: 60,
    });
  },
);

it('a judged draft comes back as it was, and says nothing to judge where nobody does', () => {
  const analysis = { seconds: 60, waitSeconds: 10 };
  const steps = [{ setWeight: 10 }, { analysis }, { setWeight: 100 }] as const;
  const usual = toDraft({ ...filled, strategyType: 'canary', steps });
  expect(usual?.checks).toEqual(USUAL_CHECKS);
  const again = fromRelease(aRelease({ plan: usual as ReleasePlan }));
  expect(again).toMatchObject({ strategyType: 'canary', steps, checks: null });
  const checks = [newCheck('memory'), newCheck('errors', true)];
  const own = toDraft({ ...filled, strategyType: 'rolling', judge: analysis, checks });
  expect(own).toMatchObject({ strategy: { type: 'rolling', analysis }, checks });
  expect(fromRelease(aRelease({ plan: own as ReleasePlan }))).toMatchObject({ judge: analysis, checks });
  expect(toDraft({ ...filled, strategyType: 'rolling', checks })?.checks).toEqual([]);
  const unsound = { ...filled, strategyType: 'rolling', judge: analysis, checks: [] } as const;
  expect(faultsOf(unsound)).toEqual(['checks']);
});

it('puts a judgement before everybody runs it, where there is such a step', () => {
  const analysis = { analysis: { seconds: 60 } };
  expect(withAnalysis([{ setWeight: 10 }, { setWeight: 100 }], 60)).toEqual([
    { setWeight: 10 },
    analysis,
    { setWeight: 100 },
  ]);
  expect(withAnalysis([{ setWeight: 10 }], 60)).toEqual([{ setWeight: 10 }, analysis]);
  expect(withAnalysis([{ setWeight: 100 }], 60)).toEqual([{ setWeight: 100 }, analysis]);
});
