import fc from 'fast-check';
import { mayApprove, tally, type Decision } from './index.js';

const PLAN = 'plan-1';
const people = fc.constantFrom<string>('ana', 'bo', 'chen', 'dora');
const decision: fc.Arbitrary<Decision> = fc.record({
  personId: people,
  verdict: fc.constantFrom('approved' as const, 'approved' as const, 'rejected' as const),
  planHash: fc.constantFrom(PLAN, 'plan-0'),
});

describe('the tally', () => {
  it('I2 S14 counts each person once, never a maker, and only for exactly this plan', () => {
    fc.assert(
      fc.property(
        fc.array(decision, { maxLength: 12 }),
        fc.uniqueArray(people),
        fc.integer({ min: 0, max: 4 }),
        (decisions, makerIds, required) => {
          const result = tally({ required }, { planHash: PLAN, makerIds, decisions });
          const counted = new Set(
            decisions
              .filter(
                (d) => d.planHash === PLAN && d.verdict === 'approved' && !makerIds.includes(d.personId),
              )
              .map((d) => d.personId),
          );
          expect(result.given).toBe(counted.size);
          expect(result.isSatisfied).toBe(!result.isRejected && counted.size >= required);
          expect(
            tally({ required }, { planHash: PLAN, makerIds, decisions: [...decisions, ...decisions] }),
          ).toEqual(result);
        },
      ),
    );
  });

  it('one rejection ends it', () => {
    const decisions: Decision[] = [
      { personId: 'ana', verdict: 'approved', planHash: PLAN },
      { personId: 'bo', verdict: 'rejected', planHash: PLAN },
    ];
    expect(tally({ required: 1 }, { planHash: PLAN, makerIds: [], decisions })).toMatchObject({
      isSatisfied: false,
      isRejected: true,
    });
  });
});

describe('who may approve', () => {
  const request = {
    planHash: PLAN,
    makerIds: ['ana'],
    decisions: [{ personId: 'bo', verdict: 'approved' as const, planHash: PLAN }],
  };
  it.each([
    ['somebody named', { id: 'chen', isNamed: true }, { ok: true }],
    ['S12 nobody their own work', { id: 'ana', isNamed: true }, { ok: false, code: 'OWN_WORK' }],
    ['nobody twice', { id: 'bo', isNamed: true }, { ok: false, code: 'ALREADY_DECIDED' }],
    [
      'nobody the policy does not name',
      { id: 'chen', isNamed: false },
      { ok: false, code: 'NOT_AN_APPROVER' },
    ],
  ])('%s', (_, approver, expected) => expect(mayApprove(request, approver)).toEqual(expected));

  it('asks again for a changed plan', () => {
    expect(mayApprove({ ...request, planHash: 'plan-2' }, { id: 'bo', isNamed: true })).toEqual({ ok: true });
  });
});
