import type { MailAnswer } from '../../platform/mail/index.js';
import { mailCourse, mailGroups } from './mail-course.js';
import type { Settled } from './settled-recipients.repository.js';

const [ONE, TWO] = [{ id: '1' }, { id: '2' }];
const NOBODY: ReadonlyMap<string, Settled> = new Map();
const done = (recipients: readonly string[], times = 1): ReadonlyMap<string, Settled> =>
  new Map([['1', { recipients, times }]]);
const answer = (again: readonly string[], more: Partial<MailAnswer> = {}): MailAnswer => ({
  ...{ isTaken: true, isFinal: false, status: 250, text: '', again },
  ...more,
});
const REFUSED_FOR_NOW = { isTaken: false, status: 451 } as const;
const REFUSED_FOR_GOOD = { isTaken: false, isFinal: true, status: 550 } as const;

describe('who is written of what', () => {
  it('is everybody of all in one mail', () => {
    expect(mailGroups(['a', 'b'], [ONE, TWO], NOBODY)).toEqual([{ to: ['a', 'b'], events: [ONE, TWO] }]);
  });

  it('is not who knows it already', () => {
    expect(mailGroups(['a', 'b', 'c'], [ONE, TWO], done(['a']))).toEqual([
      { to: ['a'], events: [TWO] },
      { to: ['b', 'c'], events: [ONE, TWO] },
    ]);
    expect(mailGroups(['a'], [ONE], done(['a', 'b']))).toEqual([]);
  });
});

describe('what becomes of an e-mail', () => {
  const to = ['a', 'b'];
  const all = { to, events: [ONE] };

  it.each<[string, MailAnswer, ReadonlyMap<string, Settled>, string, unknown]>([
    ['all took it', answer([]), NOBODY, 'sent', undefined],
    ['nobody ever will', answer([], REFUSED_FOR_GOOD), NOBODY, 'refused', undefined],
    ['nobody will now', answer(to, REFUSED_FOR_NOW), NOBODY, 'retry', 'as it was'],
    ['nobody was there', answer(to, { isTaken: false, status: null }), NOBODY, 'retry', 'as it was'],
    ['one will later', answer(['b']), NOBODY, 'retry', { recipients: ['a'], times: 1 }],
    ['the last one did', answer([]), done(['a']), 'sent', null],
    ['the last one never will', answer([], REFUSED_FOR_GOOD), done(['a']), 'sent', null],
    [
      'the last one was not reached',
      answer(['b'], { isTaken: false, status: null }),
      done(['a']),
      'retry',
      'as it was',
    ],
    ['the last one took too long', answer(['b'], REFUSED_FOR_NOW), done(['a'], 2), 'sent', null],
  ])('when %s', (_, said, before, outcome, settled) => {
    const group = before.size === 0 ? all : { to: ['b'], events: [ONE] };
    const course = mailCourse([{ ...group, answer: said }], before);
    expect(course.verdict.outcome).toBe(outcome);
    expect(course.settled ? course.settled.get('1') : 'as it was').toEqual(settled);
  });

  it('is not over while somebody is still to hear of one of its events for the first time', () => {
    const said = [{ to, events: [ONE, TWO], answer: answer(to, REFUSED_FOR_NOW) }];
    expect(mailCourse(said, done(['c'], 2)).verdict.outcome).toBe('retry');
  });
});
