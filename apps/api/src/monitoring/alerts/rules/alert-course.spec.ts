import fc from 'fast-check';
import { endedCourse, LONGEST_STALE_SECONDS, nextCourse, type AlertCourse } from './alert-course.js';

const S = 1_000;
const TIMES = { forSeconds: 60, calmSeconds: 30 };

/** Looks every ten seconds; `+` it holds, `-` it does not, `?` nobody knows. */
function courseOf(signs: string, times = TIMES): AlertCourse | undefined {
  return walk(signs, times).at(-1);
}

function walk(signs: string, times = TIMES, every = 10): (AlertCourse | undefined)[] {
  let course: AlertCourse | undefined;
  return [...signs].map((sign, place) => {
    const holds = sign === '?' ? null : sign === '+';
    if (course?.state === 'resolved') course = undefined;
    course = nextCourse(course, { holds, since: null }, times, place * every * S);
    return course;
  });
}

const word = (course: AlertCourse | undefined): string => course?.state[0] ?? '.';

describe('the course of an alert', () => {
  it.each([
    ['fires only after the time it must last', '+++++++', 'ppppppf'],
    ['does not count what went before a break', '+++-+++++', 'ppp.ppppp'],
    ['begins anew after not knowing', '+++?+++++++', 'ppp.ppppppf'],
    ['resolves after it was calm for long enough', '+++++++----', 'ppppppffffr'],
    ['does not resolve while it flaps', '+++++++--+--+--+', 'ppppppffffffffff'],
    ['never fires of what nobody knows', '????????', '........'],
    ['never resolves of what nobody knows', '+++++++?????????', 'ppppppffffffffff'],
    ['is not calm while nobody knows', '+++++++--?--?---', 'ppppppffffffffff'],
  ])('%s', (_, signs, states) => {
    expect(walk(signs).map(word).join('')).toBe(states);
  });

  it('without a time to last fires and resolves at once', () => {
    expect(walk('-+-+', { forSeconds: 0, calmSeconds: 0 }).map(word).join('')).toBe('.frf');
  });

  it('counts from when it began where that is known', () => {
    const sight = { holds: true, since: 0 };
    expect(nextCourse(undefined, sight, TIMES, 59 * S)).toMatchObject({ state: 'pending', since: 0 });
    expect(nextCourse(undefined, sight, TIMES, 60 * S)).toMatchObject({ state: 'firing', firedAt: 60 * S });
    const pending = nextCourse(undefined, { holds: true, since: null }, TIMES, 50 * S);
    expect(nextCourse(pending, { holds: true, since: 100 * S }, TIMES, 100 * S)).toMatchObject({
      since: 100 * S,
    });
    expect(nextCourse(undefined, { holds: true, since: 900 * S }, TIMES, 60 * S)?.since).toBe(60 * S);
  });

  it('says since when nothing is known, and ends with that after a day', () => {
    const firing = courseOf('+++++++');
    const unknown = { holds: null, since: null };
    const stale = nextCourse(firing, unknown, TIMES, 70 * S);
    expect(stale).toMatchObject({ state: 'firing', staleSince: 70 * S });
    const still = nextCourse(stale, unknown, TIMES, 70 * S + LONGEST_STALE_SECONDS * S - 1);
    expect(still).toMatchObject({ state: 'firing', staleSince: 70 * S });
    const over = nextCourse(still, unknown, TIMES, 70 * S + LONGEST_STALE_SECONDS * S);
    expect(over).toMatchObject({ state: 'resolved', ending: 'no_data' });
    expect(nextCourse(stale, { holds: true, since: null }, TIMES, 80 * S)?.staleSince).toBeNull();
  });

  it('ends with its rule, and leaves nothing when it never fired', () => {
    const firing = courseOf('+++++++');
    const pending = courseOf('++');
    if (!firing || !pending) throw new Error('there is one');
    expect(endedCourse(firing, 'rule_deleted', 99)).toMatchObject({
      state: 'resolved',
      resolvedAt: 99,
      ending: 'rule_deleted',
    });
    expect(endedCourse(pending, 'rule_changed', 99)).toBeUndefined();
  });

  const signs = fc.string({ unit: fc.constantFrom('+', '-', '?'), maxLength: 60 });
  const times = fc.record({
    forSeconds: fc.integer({ min: 0, max: 90 }),
    calmSeconds: fc.integer({ min: 0, max: 90 }),
  });

  it('fires only after holding without a break, whatever comes', () => {
    fc.assert(
      fc.property(signs, times, (text, { forSeconds, calmSeconds }) => {
        const courses = walk(text, { forSeconds, calmSeconds });
        courses.forEach((course, place) => {
          const began = course?.state === 'firing' && courses[place - 1]?.state !== 'firing';
          if (!began) return;
          const needed = Math.ceil(forSeconds / 10) + 1;
          expect(text.slice(place + 1 - needed, place + 1)).toBe('+'.repeat(needed));
        });
      }),
    );
  });

  it('resolves only after not holding without a break, whatever comes', () => {
    fc.assert(
      fc.property(signs, times, (text, { forSeconds, calmSeconds }) => {
        walk(text, { forSeconds, calmSeconds }).forEach((course, place) => {
          if (course?.state !== 'resolved') return;
          const needed = Math.ceil(calmSeconds / 10) + 1;
          expect(text.slice(place + 1 - needed, place + 1)).toBe('-'.repeat(needed));
        });
      }),
    );
  });

  it('is the same after looking twice at the same moment', () => {
    fc.assert(
      fc.property(signs, times, (text, each) => {
        let course: AlertCourse | undefined;
        [...text].forEach((sign, place) => {
          const sight = { holds: sign === '?' ? null : sign === '+', since: null };
          if (course?.state === 'resolved') course = undefined;
          const once = nextCourse(course, sight, each, place * 10 * S);
          if (once && once.state !== 'resolved')
            expect(nextCourse(once, sight, each, place * 10 * S)).toEqual(once);
          course = once;
        });
      }),
    );
  });
});
