import { fromContract, lasting, toContract, withAnalysis } from './canary-steps';

it('a judgement that lasts longer keeps how long it waits for what is missing', () => {
  const [step] = fromContract([{ analysis: { seconds: 300, waitSeconds: 900 } }]);
  if (!step || !('analysis' in step)) throw new Error('it is a judgement');
  expect(toContract([lasting(step.analysis, 600)])).toEqual([
    { analysis: { seconds: 600, waitSeconds: 900 } },
  ]);
  expect(lasting({ seconds: 300 }, 600)).toEqual({ analysis: { seconds: 600 } });
});

it('a judgement that is added comes before everybody runs it', () => {
  const steps = [{ setWeight: 10 }, { setWeight: 100 }];
  expect(withAnalysis(steps, 300)).toEqual([steps[0], { analysis: { seconds: 300 } }, steps[1]]);
  expect(withAnalysis([{ setWeight: 10 }], 300)).toEqual([{ setWeight: 10 }, { analysis: { seconds: 300 } }]);
});
