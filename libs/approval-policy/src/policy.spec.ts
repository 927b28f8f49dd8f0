import fc from 'fast-check';
import {
  assess,
  expiryOf,
  mayApprove,
  mayReject,
  peopleRequired,
  shortages,
  whoMayApprove,
  type ApprovalLevel,
  type ApprovalRequest,
  type Decision,
} from './index.js';

const PLAN = 'plan-1';
const NOW = 1_000;
const IDS = ['ana', 'bo', 'chen', 'dora', 'eve'] as const;
const ROLES = ['project_admin', 'release_manager'] as const;
const level = (minimum: number, ...named: string[]): ApprovalLevel => ({
  minimum,
  roles: named.filter((name) => ROLES.some((role) => role === name)),
  userIds: named.filter((name) => IDS.some((id) => id === name)),
});

function aRequest(change: Partial<ApprovalRequest> = {}, ...levels: ApprovalLevel[]): ApprovalRequest {
  return {
    planHash: PLAN,
    policy: {
      levels: levels.length > 0 ? levels : [level(1, 'release_manager')],
      allowsOwnWork: false,
      expiresAfterHours: null,
    },
    makerIds: ['ana'],
    expiresAt: null,
    decisions: [],
    approvers: [
      { id: 'ana', roles: ['release_manager'] },
      { id: 'bo', roles: ['release_manager'] },
      { id: 'chen', roles: ['release_manager'] },
      { id: 'dora', roles: ['project_admin'] },
    ],
    delegations: [],
    ...change,
  };
}

const approval = (personId: string, change: Partial<Decision> = {}): Decision => ({
  ...{ personId, deciderId: personId, verdict: 'approved', planHash: PLAN, level: 0 },
  ...change,
});
const away = (fromId: string, toId: string): ApprovalRequest['delegations'][number] => ({
  ...{ fromId, toId, startsAt: NOW, endsAt: NOW + 1 },
});

const ids = fc.constantFrom<string>(...IDS);
const someIds = fc.uniqueArray(ids);
const levels = fc.array(
  fc.record({
    roles: fc.uniqueArray(fc.constantFrom<string>(...ROLES)),
    userIds: someIds,
    minimum: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 3 },
);
const decision: fc.Arbitrary<Decision> = fc.record({
  ...{ personId: ids, deciderId: ids, level: fc.nat({ max: 3 }) },
  verdict: fc.constantFrom('approved', 'approved', 'approved', 'rejected'),
  planHash: fc.constantFrom(PLAN, PLAN, 'plan-0'),
});
const request: fc.Arbitrary<ApprovalRequest> = fc.record({
  planHash: fc.constant(PLAN),
  policy: fc.record({ levels, allowsOwnWork: fc.boolean(), expiresAfterHours: fc.constant(null) }),
  makerIds: someIds,
  expiresAt: fc.constantFrom(null, NOW - 1, NOW, NOW + 1),
  decisions: fc.array(decision, { maxLength: 8 }),
  approvers: fc.uniqueArray(
    fc.record({ id: ids, roles: fc.uniqueArray(fc.constantFrom<string>(...ROLES)) }),
    {
      selector: ({ id }) => id,
    },
  ),
  delegations: fc.array(
    fc.record({
      ...{ fromId: ids, toId: ids },
      startsAt: fc.constantFrom(NOW - 1, NOW, NOW + 1),
      endsAt: fc.constantFrom(NOW, NOW + 1),
    }),
    { maxLength: 4 },
  ),
});

/** What came of everybody trying in this order, again and again, through whatever token. */
function heardOut(begun: ApprovalRequest, callers: readonly string[]): ApprovalRequest {
  let now = begun;
  for (const deciderId of callers) {
    const may = mayApprove(now, deciderId, NOW);
    if (!may.ok) continue;
    const { personId, level: asked } = may;
    const given = approval(personId, { deciderId, level: asked });
    now = { ...now, decisions: [...now.decisions, given] };
  }
  return now;
}

describe('the standing of a request', () => {
  it('I2 S14 counts each person once over all levels, never a maker, and only for exactly this plan', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const standing = assess(asked, NOW);
        const given = standing.levels.flatMap(({ givenBy }) => givenBy);
        expect(new Set(given).size).toBe(given.length);
        for (const id of given) {
          expect(asked.approvers.some((approver) => approver.id === id)).toBe(true);
          expect(!asked.policy.allowsOwnWork && asked.makerIds.includes(id)).toBe(false);
        }
        const others = {
          ...asked,
          decisions: asked.decisions.map((one) => ({ ...one, planHash: 'plan-0' })),
        };
        expect(assess(others, NOW).levels.flatMap(({ givenBy }) => givenBy)).toEqual([]);
        const twice = { ...asked, decisions: [...asked.decisions, ...asked.decisions] };
        expect(assess(twice, NOW)).toEqual(standing);
      }),
    );
  });

  it('I2 hears no human twice, whether in their own name, for somebody, or through a deputy', () => {
    fc.assert(
      fc.property(request, fc.array(ids, { maxLength: 12 }), (asked, callers) => {
        const { decisions, policy, makerIds } = heardOut({ ...asked, decisions: [] }, callers);
        const humans = decisions.flatMap(({ personId, deciderId }) => [...new Set([personId, deciderId])]);
        expect(new Set(humans).size).toBe(humans.length);
        if (!policy.allowsOwnWork) for (const id of humans) expect(makerIds).not.toContain(id);
        const asks = decisions.map(({ level: index }) => index);
        expect(asks).toEqual([...asks].sort());
        const { status } = assess(heardOut({ ...asked, decisions: [] }, callers), NOW);
        const isComplete = decisions.length === peopleRequired(policy);
        if (status === 'approved' || status === 'open') expect(status === 'approved').toBe(isComplete);
      }),
    );
  });

  it('one rejection ends it, also of who lost the right since', () => {
    fc.assert(
      fc.property(request, decision, (asked, word) => {
        const rejected = { ...word, planHash: PLAN, verdict: 'rejected' as const };
        expect(assess({ ...asked, decisions: [...asked.decisions, rejected] }, NOW).status).toBe('rejected');
      }),
    );
  });

  it('asks levels in their order', () => {
    const asked = aRequest({}, level(1, 'release_manager'), level(1, 'project_admin'));
    expect(mayApprove(asked, 'dora', NOW)).toEqual({ ok: false, code: 'LEVEL_NOT_OPEN' });
    expect(whoMayApprove(asked, NOW)).toEqual(['bo', 'chen']);
    const half = heardOut(asked, ['bo']);
    expect(assess(half, NOW)).toEqual({
      status: 'open',
      openLevel: 1,
      levels: [
        { minimum: 1, givenBy: ['bo'], missing: 0 },
        { minimum: 1, givenBy: [], missing: 1 },
      ],
    });
    expect(whoMayApprove(half, NOW)).toEqual(['dora']);
    expect(assess(heardOut(half, ['dora']), NOW).status).toBe('approved');
  });

  it('asks a level again when somebody lost the right', () => {
    const asked = aRequest({ decisions: [approval('bo')] });
    const without = { ...asked, approvers: asked.approvers.filter(({ id }) => id !== 'bo') };
    expect(assess(asked, NOW).status).toBe('approved');
    expect(assess(without, NOW)).toMatchObject({ status: 'open', openLevel: 0 });
  });

  it('expires to the millisecond, before and after it was approved', () => {
    const policy = { ...aRequest().policy, expiresAfterHours: 2 };
    const expiresAt = expiryOf(policy, NOW);
    expect(expiresAt).toBe(NOW + 7_200_000);
    for (const decisions of [[], [approval('bo')]]) {
      const asked = aRequest({ policy, expiresAt, decisions });
      expect(assess(asked, NOW + 7_199_999).status).not.toBe('expired');
      expect(assess(asked, NOW + 7_200_000).status).toBe('expired');
    }
    expect(mayApprove(aRequest({ policy, expiresAt }), 'bo', NOW + 7_200_000)).toEqual({
      ...{ ok: false, code: 'APPROVAL_EXPIRED' },
    });
  });

  it('without levels is approved at once', () => {
    const policy = { ...aRequest().policy, levels: [] };
    expect(assess(aRequest({ policy }), NOW).status).toBe('approved');
  });
});

describe('who may decide', () => {
  const own = { ok: true, level: 0 };
  it.each([
    ['somebody named', 'chen', { ...own, personId: 'chen' }],
    ['S12 nobody their own work', 'ana', { ok: false, code: 'OWN_WORK' }],
    ['nobody twice', 'bo', { ok: false, code: 'ALREADY_DECIDED' }],
    ['nobody the policy does not name', 'dora', { ok: false, code: 'NOT_AN_APPROVER' }],
    ['nobody without the right, though named', 'eve', { ok: false, code: 'NOT_AN_APPROVER' }],
  ])('%s', (_, id, expected) => {
    const asked = aRequest({ decisions: [approval('bo')] }, level(2, 'release_manager', 'eve'));
    expect(mayApprove(asked, id, NOW)).toEqual(expected);
  });

  it('a maker where the policy allows it', () => {
    const asked = aRequest();
    const allowed = { ...asked, policy: { ...asked.policy, allowsOwnWork: true } };
    expect(assess(heardOut(allowed, ['ana']), NOW).status).toBe('approved');
  });

  it('again for a changed plan', () => {
    const asked = aRequest({ decisions: [approval('bo')], planHash: 'plan-2' });
    expect(mayApprove(asked, 'bo', NOW).ok).toBe(true);
  });

  it('rejects whoever is named, of a later level, of their own work, or after approving', () => {
    const asked = aRequest({ decisions: [approval('bo')] }, level(1, 'release_manager'), level(1, 'dora'));
    for (const id of ['ana', 'bo', 'dora']) expect(mayReject(asked, id, NOW)).toMatchObject({ ok: true });
    expect(mayReject(asked, 'eve', NOW)).toEqual({ ok: false, code: 'NOT_AN_APPROVER' });
  });
});

describe('a deputy', () => {
  it('decides in the name of who is away, for that time only', () => {
    const asked = aRequest({ delegations: [away('bo', 'dora')] });
    expect(mayApprove(asked, 'dora', NOW)).toEqual({ ok: true, personId: 'bo', level: 0 });
    for (const moment of [NOW - 1, NOW + 1])
      expect(mayApprove(asked, 'dora', moment)).toEqual({ ok: false, code: 'NOT_AN_APPROVER' });
    const given = approval('bo', { deciderId: 'dora' });
    expect(assess({ ...asked, decisions: [given] }, NOW + 1_000).status).toBe('approved');
  });

  it('is heard once: in their own name where they are named', () => {
    const asked = aRequest({ delegations: [away('bo', 'chen')] }, level(2, 'release_manager'));
    const once = heardOut(asked, ['chen', 'chen']);
    expect(once.decisions.map(({ personId }) => personId)).toEqual(['chen']);
    expect(assess(heardOut(once, ['bo']), NOW).status).toBe('approved');
  });

  it('S12 approves no work of who is away, and none of their own', () => {
    const forMaker = aRequest({ delegations: [away('ana', 'dora')] });
    expect(mayApprove(forMaker, 'dora', NOW)).toEqual({ ok: false, code: 'OWN_WORK' });
    const byMaker = aRequest({ delegations: [away('bo', 'ana')] });
    expect(mayApprove(byMaker, 'ana', NOW)).toEqual({ ok: false, code: 'OWN_WORK' });
  });

  it('has no deputy in turn', () => {
    const asked = aRequest({ delegations: [away('bo', 'dora'), away('dora', 'eve')] }, level(1, 'bo'));
    const approvers = [...asked.approvers, { id: 'eve', roles: ['release_manager'] }];
    expect(mayApprove({ ...asked, approvers }, 'eve', NOW)).toEqual({ ok: false, code: 'NOT_AN_APPROVER' });
  });
});

describe('a policy that nobody can satisfy', () => {
  const { approvers } = aRequest();
  it.each([
    ['is satisfiable', [level(1, 'release_manager'), level(1, 'project_admin')], [0, 0]],
    ['asks for more than there are', [level(5, 'release_manager')], [2]],
    ['asks the same person twice', [level(1, 'dora'), level(1, 'project_admin')], [0, 1]],
    ['moves people to where they are needed', [level(1, 'bo', 'chen'), level(1, 'bo')], [0, 0]],
    ['names who has no right', [level(1, 'eve')], [1]],
  ])('%s', (_, asked, expected) => expect(shortages(asked, approvers)).toEqual(expected));
});
