import type { Answer, Person } from '../../../test/with-console.js';
import { withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const LEVEL = { roles: [] as string[], userIds: [] as string[], minimum: 1 };
const HOUR_MS = 3_600_000;

describe('approvals as policies ask for them', () => {
  const world = withReleaseWorld(1, { TICK_INTERVAL_MS: '60000' });
  let second: Person;
  let owner: Person;
  let path: string;

  beforeAll(async () => {
    second = await world.console.member(world.project.id, 'release_manager');
    owner = await world.console.member(world.project.id, 'project_admin');
    path = `/projects/${world.project.id}/environments/${world.environment('production')}/approval-policy`;
    for (const node of world.nodes) await node.sync();
  });

  function setPolicy(body: object, headers?: Record<string, string>): Promise<Answer> {
    return world.console.admin.call('PUT', path, body, headers);
  }

  async function policy(levels: readonly object[], rest: object = {}): Promise<void> {
    expect((await setPolicy({ levels, ...rest })).status).toBe(200);
  }

  async function asked(version = '1.0.0', change: object = ALL_AT_ONCE): Promise<string> {
    return (await world.create(version, { submit: true, ...change })).id;
  }

  async function codeOf(person: Person, id: string, action: string, body: object = {}): Promise<string> {
    const answer = await person.call('POST', `/releases/${id}/${action}`, body);
    return answer.status === 200 ? 'OK' : answer.body.code;
  }

  const approve = (person: Person, id: string): Promise<string> => codeOf(person, id, 'approve');
  const deploy = (id: string): Promise<string> => codeOf(world.manager, id, 'deploy');
  const inbox = async (person: Person, tab: string): Promise<readonly string[]> =>
    (await person.call('GET', `/approvals?tab=${tab}`)).body.items.map(
      ({ release }: { release: { id: string } }) => release.id,
    );
  const end = (id: string): Promise<unknown> => world.manager.call('POST', `/releases/${id}/cancel`);

  /** Sign-ins would end with it if the clock were turned instead. */
  async function expireIn(id: string, ms: number): Promise<void> {
    const at = new Date(Date.now() + ms);
    await world.query('UPDATE approval_requests SET expires_at = $2 WHERE release_id = $1', [id, at]);
  }

  it('I2 asks level after level, and hears nobody in two of them', async () => {
    await policy([
      { ...LEVEL, roles: ['release_manager'] },
      { ...LEVEL, roles: ['project_admin'], userIds: [world.approver.id] },
    ]);
    const id = await asked();
    expect(await approve(owner, id)).toBe('LEVEL_NOT_OPEN');
    expect(await inbox(world.approver, 'mine')).toContain(id);
    expect(await inbox(owner, 'others')).toContain(id);
    expect(await approve(world.approver, id)).toBe('OK');
    expect(await approve(world.approver, id)).toBe('ALREADY_DECIDED');
    expect(await world.detail(id)).toMatchObject({
      status: 'pending_approval',
      approval: {
        given: 1,
        levels: [
          { isOpen: false, approvedBy: [{ id: world.approver.id }] },
          { isOpen: true, approvedBy: [], people: [{ id: world.approver.id }] },
        ],
        whoMayApprove: [{ id: owner.id }],
      },
    });
    expect(await approve(second, id)).toBe('LEVEL_NOT_OPEN');
    expect(await approve(world.console.admin, id)).toBe('NOT_AN_APPROVER');
    expect(await inbox(owner, 'mine')).toContain(id);
    expect(await approve(owner, id)).toBe('OK');
    expect(await world.detail(id)).toMatchObject({ status: 'approved', approval: { status: 'approved' } });
    expect(await inbox(owner, 'decided')).toContain(id);
    await end(id);
  });

  it('S12 lets makers approve their own only where the policy says so', async () => {
    await policy([{ ...LEVEL, roles: ['release_manager'] }]);
    const own = await asked();
    expect(await approve(world.manager, own)).toBe('OWN_WORK');
    await end(own);
    await policy([{ ...LEVEL, roles: ['release_manager'] }], { allowsOwnWork: true });
    const allowed = await asked();
    expect(await approve(world.manager, allowed)).toBe('OK');
    await end(allowed);
  });

  it('S14 makes one row of 64 approvals by one person at once, and no quorum of two', async () => {
    await policy([{ ...LEVEL, roles: ['release_manager'], minimum: 2 }]);
    const id = await asked();
    const codes = await Promise.all(Array.from({ length: 64 }, () => approve(world.approver, id)));
    expect(codes.filter((code) => code === 'OK')).toHaveLength(1);
    expect(
      await world.query('SELECT approver_id FROM release_approvals WHERE release_id = $1', [id]),
    ).toEqual([{ approver_id: world.approver.id }]);
    expect(await deploy(id)).toBe('ILLEGAL_TRANSITION');
    await end(id);
  });

  it('S13 I5 names the plan: what was approved of another one does not count', async () => {
    await policy([{ ...LEVEL, roles: ['release_manager'] }]);
    const id = await asked();
    expect(await codeOf(world.approver, id, 'approve', { planHash: 'f'.repeat(64) })).toBe('PLAN_CHANGED');
    expect(await approve(world.approver, id)).toBe('OK');
    const edit = await world.manager.call('PUT', `/releases/${id}`, world.draft('2.0.0', ALL_AT_ONCE));
    expect(edit.status).toBe(409);
    // Behind the API's back: the quorum is of the other plan.
    await world.query(`UPDATE releases SET plan_hash = repeat('e', 64) WHERE id = $1`, [id]);
    expect(await deploy(id)).toBe('APPROVAL_MISSING');
    await end(id);
  });

  it('S15 F39 either deploys or revokes, never both, and says so to whoever was late', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await asked();
      expect(await approve(world.approver, id)).toBe('OK');
      const [deployed, revoked] = await Promise.all([deploy(id), codeOf(world.approver, id, 'reject')]);
      expect([deployed, revoked].sort()).toEqual(['ILLEGAL_TRANSITION', 'OK']);
      const { status, approval } = await world.detail(id);
      expect(status === 'rejected').toBe(revoked === 'OK');
      expect(approval.decisions.map(({ decision }: { decision: string }) => decision)).toEqual([
        revoked === 'OK' ? 'rejected' : 'approved',
      ]);
      if (deployed === 'OK') await world.ok(world.manager, id, 'abort');
    }
  });

  it('I1 expires at the decision and at the deployment', async () => {
    await policy([{ ...LEVEL, roles: ['release_manager'] }], { expiresAfterHours: 2 });
    const id = await asked();
    const { askedAt, expiresAt } = (await world.detail(id)).approval;
    expect(Date.parse(expiresAt) - Date.parse(askedAt)).toBe(2 * HOUR_MS);
    await expireIn(id, 0);
    expect(await approve(world.approver, id)).toBe('APPROVAL_EXPIRED');
    expect(await inbox(world.approver, 'decided')).toContain(id);
    await expireIn(id, HOUR_MS);
    expect(await approve(world.approver, id)).toBe('OK');
    await expireIn(id, 0);
    expect(await deploy(id)).toBe('APPROVAL_EXPIRED');
    const { headline, actions } = await world.detail(id);
    expect(headline.en).toContain('expired');
    expect(actions.find((action: { id: string }) => action.id === 'deploy')).toMatchObject({
      allowed: false,
    });
    await expireIn(id, HOUR_MS);
    expect(await deploy(id)).toBe('OK');
    await world.ok(world.manager, id, 'abort');
  });

  it('keeps open requests as they are, or voids them where everybody sees it', async () => {
    await policy([{ ...LEVEL, roles: ['release_manager'] }]);
    const id = await asked();
    expect(await approve(world.approver, id)).toBe('OK');
    await policy([{ ...LEVEL, userIds: [second.id, world.approver.id, owner.id], minimum: 2 }]);
    expect(await world.detail(id)).toMatchObject({ status: 'approved', approval: { required: 1 } });
    const body = { levels: [{ ...LEVEL, userIds: [second.id, owner.id, world.approver.id] }] };
    expect((await owner.call('PUT', path, { ...body, openRequests: 'void' })).status).toBe(200);
    const voided = await world.detail(id);
    expect(voided).toMatchObject({ status: 'pending_approval', approval: { given: 0, required: 1 } });
    expect(voided.approval.decisions).toEqual([expect.objectContaining({ isCurrent: false })]);
    const { items } = (await world.manager.call('GET', `/releases/${id}/events`)).body;
    expect(items[0]).toMatchObject({ type: 'approval.voided', actor: { id: owner.id } });
    expect(await deploy(id)).toBe('ILLEGAL_TRANSITION');
    // S12: whoever changed the policy after the submission is one of its makers.
    expect(await approve(owner, id)).toBe('OWN_WORK');
    expect(await approve(world.approver, id)).toBe('OK');
    expect(await world.detail(id)).toMatchObject({ status: 'approved' });
    await end(id);
  });

  it('retires an older request for the same, and says which took its place', async () => {
    await policy([{ ...LEVEL, roles: ['release_manager'] }]);
    const older = await asked('1.0.0');
    const elsewhere = await asked('1.0.0', { ...ALL_AT_ONCE, selector: { labels: { isp: ['demo'] } } });
    const newer = await asked('2.0.0');
    expect(await world.detail(older)).toMatchObject({ status: 'superseded', supersededBy: { id: newer } });
    expect(await approve(world.approver, older)).toBe('ILLEGAL_TRANSITION');
    expect(await world.detail(elsewhere)).toMatchObject({ status: 'pending_approval' });
    expect(await inbox(world.approver, 'mine')).toEqual([newer, elsewhere]);
    const page = (await world.approver.call('GET', '/approvals?limit=1')).body;
    expect(page.items).toHaveLength(1);
    const rest = (await world.approver.call('GET', `/approvals?limit=1&cursor=${page.nextCursor}`)).body;
    expect([rest.items[0].release.id, rest.nextCursor]).toEqual([elsewhere, null]);
    for (const id of [newer, elsewhere]) await end(id);
  });

  it('breaks the glass for an administrator with a reason, loudly', async () => {
    const id = await asked();
    const go = (person: Person, body: object, query = ''): Promise<Answer> =>
      person.call('POST', `/releases/${id}/break-glass${query}`, body);
    expect((await go(world.manager, { reason: 'now' })).body).toMatchObject({
      status: 403,
      code: 'NOT_ALLOWED',
    });
    expect((await go(owner, { reason: ' ' })).status).toBe(400);
    const rehearsal = (await go(owner, { reason: 'now' }, '?dryRun=true')).body;
    expect(rehearsal).toMatchObject({ allowed: true, after: { status: 'approved' } });
    expect(rehearsal.consequences[0].en).toContain('without the approvals that are missing');
    expect((await go(owner, { reason: 'the site is down' })).body).toMatchObject({ status: 'approved' });
    expect((await go(owner, { reason: 'again' })).body).toMatchObject({ code: 'NOTHING_TO_OVERRIDE' });
    const { items } = (await world.manager.call('GET', `/releases/${id}/events`)).body;
    expect(items[1]).toMatchObject({ type: 'approval.bypassed', actor: { id: owner.id } });
    expect(items[1].text.en).toContain('the site is down');
    const entries = await world.query(
      `SELECT actor_id, reason FROM audit_entries WHERE action = 'approval.bypassed'`,
      [],
    );
    expect(entries).toEqual([{ actor_id: owner.id, reason: 'the site is down' }]);
    expect(await deploy(id)).toBe('OK');
    await world.ok(world.manager, id, 'abort');
  });

  it('lets nothing be put off to a time at which its approvals have expired', async () => {
    await policy([{ ...LEVEL, roles: ['release_manager'] }], { expiresAfterHours: 24 });
    const id = await asked();
    const schedule = (hours: number, release = id): Promise<Answer> =>
      world.manager.call('POST', `/releases/${release}/schedule`, {
        at: new Date(Date.now() + hours * HOUR_MS).toISOString(),
      });
    expect((await schedule(1)).body).toMatchObject({ status: 409, code: 'ILLEGAL_TRANSITION' });
    expect(await approve(world.approver, id)).toBe('OK');
    const { expiresAt } = (await world.detail(id)).approval;
    const { body } = await schedule(25);
    expect(body).toMatchObject({ status: 400, errors: [{ field: 'at', code: 'approvals_expired' }] });
    expect(JSON.stringify(body)).toContain(expiresAt);
    expect((await schedule(23)).status).toBe(200);
    const urgent = await asked('2.0.0');
    await world.ok(world.console.admin, urgent, 'break-glass', { reason: 'a hole in the wall' });
    expect((await schedule(25, urgent)).status).toBe(200);
    for (const each of [id, urgent]) await world.ok(world.manager, each, 'cancel');
  });

  it('takes questions and answers while it waits', async () => {
    const id = await asked();
    const say = (person: Person, text: string): Promise<Answer> =>
      person.call('POST', `/releases/${id}/questions`, { text });
    expect((await say(world.approver, 'Why now?')).status).toBe(200);
    expect((await say(world.manager, 'The old one leaks.')).status).toBe(200);
    expect((await say(world.manager, ' ')).status).toBe(400);
    expect((await world.detail(id)).approval.questions).toEqual([
      expect.objectContaining({ text: 'Why now?', isByMaker: false }),
      expect.objectContaining({ text: 'The old one leaks.', isByMaker: true }),
    ]);
    const { items } = (await world.approver.call('GET', '/approvals')).body;
    const [, latest] = (await world.detail(id)).approval.questions;
    expect(items[0].latestQuestion).toEqual(latest);
    await end(id);
    expect((await say(world.manager, 'Too late?')).body).toMatchObject({ code: 'NOT_ASKED_FOR' });
  });

  it('lets a deputy decide in the name of who is away, once, and no maker through one', async () => {
    await policy([{ ...LEVEL, userIds: [world.approver.id, world.manager.id] }]);
    const until = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
    const name = (person: Person, deputyId: string): Promise<Answer> =>
      person.call('POST', '/delegations', { deputyId, endsAt: until(24) });
    expect((await name(world.approver, world.approver.id)).body.errors[0]).toMatchObject({
      code: 'no_deputy',
    });
    const viewer = await world.console.member(world.project.id, 'viewer');
    expect((await name(world.approver, viewer.id)).body.errors[0]).toMatchObject({ field: 'deputyId' });
    const forMaker = await name(world.manager, second.id);
    const id = await asked();
    expect(await approve(second, id)).toBe('OWN_WORK');
    const forApprover = await name(world.approver, second.id);
    expect(forApprover.body).toMatchObject({ from: { id: world.approver.id }, to: { id: second.id } });
    expect(await inbox(second, 'mine')).toContain(id);
    expect(await approve(second, id)).toBe('OK');
    expect((await world.detail(id)).approval.decisions).toEqual([
      expect.objectContaining({
        approver: expect.objectContaining({ id: world.approver.id }) as object,
        deputy: expect.objectContaining({ id: second.id }) as object,
      }),
    ]);
    const received = (await second.call('GET', '/delegations')).body.received;
    expect(received.map((one: { id: string }) => one.id)).toEqual([forMaker.body.id, forApprover.body.id]);
    expect((await second.call('DELETE', `/delegations/${forApprover.body.id}`)).status).toBe(404);
    for (const [person, made] of [
      [world.approver, forApprover],
      [world.manager, forMaker],
    ] as const)
      expect((await person.call('DELETE', `/delegations/${made.body.id}`)).status).toBe(204);
    await end(id);
  });

  it('changes a delegation or ends it, whoever asks for both at once', async () => {
    const body = { deputyId: second.id, endsAt: new Date(Date.now() + HOUR_MS).toISOString() };
    for (let round = 0; round < 5; round += 1) {
      const { id } = (await world.approver.call('POST', '/delegations', body)).body;
      const path = `/delegations/${id}`;
      const answers = await Promise.all([
        ...[1, 2, 3].map(() => world.approver.call('PUT', path, body)),
        ...[1, 2].map(() => world.approver.call('DELETE', path)),
      ]);
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => ![200, 204, 404].includes(status))).toEqual([]);
      expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    }
  });

  it('refuses a policy that can never be satisfied, and warns of one that can not be now', async () => {
    const faulty = await setPolicy({ levels: [{ ...LEVEL, userIds: [owner.id], minimum: 2 }] });
    expect(faulty.body.errors[0]).toMatchObject({ field: 'levels[0].minimum', code: 'never_satisfied' });
    const nobody = await setPolicy({ levels: [{ ...LEVEL, userIds: [world.project.id] }] });
    expect(nobody.body.errors[0]).toMatchObject({ field: 'levels[0].userIds', code: 'no_approver' });
    const twice = [LEVEL, LEVEL].map((level) => ({ ...level, userIds: [owner.id] }));
    expect((await setPolicy({ levels: twice })).body.warnings[0].en).toContain(
      'Level 2 can not be satisfied',
    );
    const read = await world.manager.call('GET', path);
    expect(read.body).toMatchObject({ levels: [{ people: [{ id: owner.id }], couldApprove: 1 }, {}] });
    const stale = await setPolicy({ levels: [] }, { 'if-match': `"${Number(read.body.revision) - 1}"` });
    expect(stale.body).toMatchObject({ status: 409, code: 'STALE_REVISION' });
    expect((await world.manager.call('PUT', path, { levels: [] })).status).toBe(403);
  });
});
