import type { FailureGroup, SharedFact } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { factText, liftText, shareText } from './failure-words';

const t: Translate = (key, values) => [key, ...Object.entries(values ?? {}).map(String)].join(' ');

const fact: SharedFact = { kind: 'label', name: 'isp', value: 'cmcc', inGroup: 9, asked: 49, lift: 1.96 };

describe('what failed nodes share, in words', () => {
  it('names a label with its key', () => {
    expect(factText(fact, t)).toBe('fact.label name,isp value,cmcc');
  });

  it('sets both counts beside what they are counted of', () => {
    const group = { count: 10 } as FailureGroup;
    expect(shareText(fact, group, 1_010, t)).toBe('failures.share inGroup,9 count,10 asked,49 total,1010');
  });

  it('never calls something more frequent than it is', () => {
    expect(liftText(fact, t, 'en')).toBe('failures.lift lift,1.9');
  });
});
