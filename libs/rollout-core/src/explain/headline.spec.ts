import { aBlueGreen, aPlan } from '../fleet.fixtures.js';
import {
  headline,
  type ClosedGate,
  type HeadlineContext,
  type PauseReason,
  type RollbackTrigger,
  type Rollout,
  type Step,
} from '../index.js';
import { NOW, STAGE, underWay } from '../under-way.fixtures.js';

const CONTEXT: HeadlineContext = {
  now: NOW,
  approvalsGiven: 0,
  approvalsRequired: 1,
  isApprovalExpired: false,
  approvers: ['Ana'],
  gate: null,
};
const english = (rollout: Rollout, context: Partial<HeadlineContext> = {}): string =>
  headline(rollout, { ...CONTEXT, ...context }).en;
const wave = (index: number, size: number): Step => ({
  kind: 'wave',
  wave: index,
  size,
  weightPercent: null,
});
const notDeployed = (status: Rollout['status'], change: Partial<Rollout> = {}): Rollout =>
  underWay([{ pending: 2 }], { status, deployedAt: null, step: -1, ...change });
const EXPIRED = /^The request for approval expired/;

describe('a request for approval that expired', () => {
  const override = { actor: null, reason: 'urgent', at: NOW };
  it.each<[string, Rollout, boolean]>([
    ['is named before it was approved', notDeployed('pending_approval'), true],
    ['is named before it was deployed', notDeployed('approved'), true],
    ['is not named where it was bypassed', notDeployed('approved', { approvalOverride: override }), false],
    ['is not named once it was deployed', underWay([{ succeeded: 2 }]), false],
    ['is not named once it was cancelled', notDeployed('cancelled'), false],
  ])('%s', (_, rollout, expected) => {
    expect(EXPIRED.test(english(rollout, { isApprovalExpired: true }))).toBe(expected);
    expect(english(rollout)).not.toMatch(EXPIRED);
  });
});

describe('a release that waits for approval', () => {
  it.each<[Partial<HeadlineContext>, string]>([
    [{}, 'Waits for 1 approval: Ana can approve. Then somebody deploys it.'],
    [
      { approvalsGiven: 1, approvalsRequired: 3, approvers: ['Ana', 'Ben', 'Cai', 'Dana'] },
      'Waits for 2 approvals: Ana, Ben, Cai can approve. Then somebody deploys it.',
    ],
    [
      { approvalsGiven: 2, approvers: [] },
      'Waits for 0 approvals, but nobody may give it now: add people whom the policy names, or change it.',
    ],
  ])('%j', (context, text) => expect(english(notDeployed('pending_approval'), context)).toBe(text));
});

describe('a release that is scheduled', () => {
  const at = (moment: number): Rollout => notDeployed('scheduled', { schedule: { at: moment, actor: null } });
  it.each<[Rollout, ClosedGate | null, string]>([
    [at(NOW + 1), null, 'Scheduled: starts by itself in 1 s.'],
    [at(NOW + 90_000), null, 'Scheduled: starts by itself in 90 s.'],
    [at(NOW), null, 'Starts by itself as soon as what is in its way is over.'],
    [notDeployed('scheduled'), null, 'Starts by itself as soon as what is in its way is over.'],
    [
      at(NOW),
      { kind: 'freeze', name: 'sale', until: NOW + 60_000 },
      'Starts by itself as soon as the freeze “sale” (60 s left) is over.',
    ],
    [
      at(NOW),
      { kind: 'freeze', name: 'sale', until: null },
      'Starts by itself as soon as the freeze “sale” is over.',
    ],
    [
      at(NOW),
      { kind: 'hours', until: NOW + 3_600_000 },
      'Starts by itself as soon as the time outside its hours (60 min left) is over.',
    ],
    [at(NOW), { kind: 'emergency_stop' }, 'Starts by itself as soon as the emergency stop is over.'],
  ])('%#', (rollout, gate, text) => expect(english(rollout, { gate })).toBe(text));

  it('says in Chinese, too, for how long it is held', () => {
    const chinese = (until: number | null): string =>
      headline(at(NOW), { ...CONTEXT, gate: { kind: 'hours', until } }).zh;
    expect(chinese(NOW + 60_000)).toBe('允许时段之外的时间（还有60 秒）结束后自动开始。');
    expect(chinese(null)).toBe('允许时段之外的时间结束后自动开始。');
  });
});

describe('a release that is rolling out', () => {
  const pause: Step = { kind: 'pause', seconds: 60 };
  const analysis: Step = { kind: 'analysis', seconds: 60, waitSeconds: 60 };
  const steps = [wave(0, 2), pause, wave(1, 2)];
  const rest = { pending: 2 };
  const freeze: ClosedGate = { kind: 'freeze', name: 'sale', until: null };

  it.each<[string, Rollout, ClosedGate | null, string]>([
    [
      'has not begun',
      underWay([{ pending: 4 }], { step: -1 }),
      null,
      'Step 1/1: 0 of 4 nodes run the new version, 0 being updated.',
    ],
    [
      'is done with all',
      underWay([{ succeeded: 2 }, { succeeded: 1, updating: 1 }], { step: 2 }),
      null,
      'Step 2/2: 3 of 4 nodes run the new version, 1 being updated.',
    ],
    [
      'waits for a gate',
      underWay([{ succeeded: 2 }, rest]),
      freeze,
      'Step 1/2: the next wave waits until the freeze “sale” is over.',
    ],
    [
      'is at work',
      underWay([{ succeeded: 1, updating: 1 }, rest]),
      null,
      'Step 1/2: 1 of 4 nodes run the new version, 1 being updated.',
    ],
    [
      'is held after it watched',
      underWay([{ succeeded: 2 }, rest], { steps, step: 1, stepStartedAt: NOW - 61_000 }),
      freeze,
      'Step 2/3: the next wave waits until the freeze “sale” is over.',
    ],
    [
      'is held after the judge let it pass',
      underWay([{ succeeded: 2 }, rest], { steps: [wave(0, 2), analysis, wave(1, 2)], step: 1 }),
      { kind: 'hours', until: NOW + 60_000 },
      'Step 2/3: the next wave waits until the time outside its hours (60 s left) is over.',
    ],
    [
      'fetches',
      underWay([{ staged: 1, staging: 3 }], { steps: [STAGE, wave(0, 4)] }),
      null,
      'Step 1/2: 1 of 4 nodes have fetched the new version; nothing that runs changes yet.',
    ],
    [
      'watches',
      underWay([{ succeeded: 2 }, rest], { steps, step: 1, stepStartedAt: NOW - 15_000 }),
      null,
      'Step 2/3: watching 2 nodes on the new version; goes on in 45 s.',
    ],
    [
      'has watched long enough',
      underWay([{ succeeded: 2 }, rest], { steps, step: 1, stepStartedAt: NOW - 61_000 }),
      null,
      'Step 2/3: watching 2 nodes on the new version; goes on in 0 s.',
    ],
    [
      'waits for nodes that are all away',
      underWay([{ skipped: 2 }, rest]),
      null,
      'Step 1/2: waits for a node of this wave to come online; 2 nodes offline.',
    ],
    [
      'waits for some nodes that are away',
      underWay([{ skipped: 1, failed: 1 }, rest]),
      null,
      'Step 1/2: 0 of 4 nodes run the new version, 0 being updated.',
    ],
    [
      'tries one of another wave again while all of this one are away',
      underWay([{ updating: 1 }, { skipped: 2 }], { step: 1 }),
      null,
      'Step 2/2: 0 of 3 nodes run the new version, 1 being updated.',
    ],
    [
      'is at a wave of nobody',
      underWay([{}, rest]),
      null,
      'Step 1/2: 0 of 2 nodes run the new version, 0 being updated.',
    ],
  ])('%s', (_, rollout, gate, text) => expect(english(rollout, { gate })).toBe(text));

  it('says of a switch that is to be kept for how long going back is instant', () => {
    const plan = { strategy: aBlueGreen({ rollbackWindowSeconds: 60 }) };
    const kept = underWay([{ succeeded: 2 }], { steps: [STAGE, wave(0, 2), pause], step: 2 }, plan);
    expect(english(kept, { now: NOW + 20_000 })).toBe(
      'Step 3/3: switched, 2 nodes on the new version; the old one is kept for 40 s more, so that going back is as instant.',
    );
  });
});

describe('a release that is paused', () => {
  const at = (pause: PauseReason | null): Rollout =>
    underWay([{ succeeded: 1, staged: 3 }, { pending: 2 }], { status: 'paused', pause, step: 1 });

  it.each<[PauseReason | null, string, string]>([
    [
      { kind: 'step' },
      'Paused at step 2/2 as planned: 1 node on the new version. Waits for somebody to promote it to the next step.',
      '按计划暂停在步骤 2/2：',
    ],
    [
      { kind: 'failures', lost: 3, asked: 4 },
      'Paused: 3 of 4 asked nodes were lost, more than',
      '4 个节点中有 3',
    ],
    [{ kind: 'no_evidence', wave: 1 }, 'Paused: no node of wave 2 was seen on the new version', '第 2 波'],
    [{ kind: 'no_room', down: 2 }, 'Paused: 2 nodes are lost and take all the places', '2 个节点失联'],
    [{ kind: 'network', dark: 2, groups: ['a'] }, 'Paused: 2 nodes fell silent', '2 个节点失联'],
    [{ kind: 'withdrawn', version: 'web 2' }, 'Paused: version web 2 was withdrawn.', '版本 web 2 已被撤回'],
    [
      { kind: 'no_way_back', lost: 1, asked: 2, why: { kind: 'withdrawn', version: 'web 1' } },
      'Paused: 1 of 2 asked nodes were lost, and it can not go back by itself: version web 1, which ran before, was withdrawn.',
      '之前运行的版本 web 1 已被撤回',
    ],
    [
      { kind: 'no_way_back', lost: 1, asked: 2, why: { kind: 'barrier', version: 'web 1' } },
      'Paused: 1 of 2 asked nodes were lost, and it can not go back by itself: the new version must not go back below web 1.',
      '新版本不允许回退到 web 1 以下',
    ],
    [
      { kind: 'emergency', actor: 'Ana' },
      'Halted by the emergency stop of Ana: nothing moves until',
      'Ana 紧急停止：',
    ],
    [{ kind: 'emergency', actor: null }, 'Halted by the emergency stop: nothing moves until', '紧急停止：'],
    [{ kind: 'person', actor: 'Ana' }, 'Paused by Ana at step 2/2: no further', 'Ana 已暂停在步骤 2/2：'],
    [{ kind: 'person', actor: null }, 'Paused at step 2/2: no further', '已暂停在步骤 2/2：'],
    [null, 'Paused at step 2/2: no further', '已暂停在步骤 2/2：'],
  ])('%j', (pause, en, zh) => {
    const said = headline(at(pause), CONTEXT);
    expect(said.en.slice(0, en.length)).toBe(en);
    expect(said.zh).toContain(zh);
    if (pause?.kind === 'person' || pause?.kind === 'emergency') expect(said.zh.startsWith(zh)).toBe(true);
  });

  it('says of a switch that somebody must do it', () => {
    const ready = { ...at({ kind: 'step' }), plan: aPlan({ strategy: aBlueGreen({ isAutomatic: false }) }) };
    expect(english(ready)).toMatch(/^Ready at step 2\/2: 3 of 6 nodes have fetched the new version/);
  });
});

describe('a release that goes back or went', () => {
  const back = (trigger: RollbackTrigger | null, status: Rollout['status']): Rollout =>
    underWay([{ reverted: 1, succeeded: 1, staging: 2, staged: 4, reverting: 8, revert_failed: 16 }], {
      status,
      rollback: trigger && { trigger, startedAt: NOW, deadlineAt: NOW },
    });
  const person = { kind: 'person', actor: 'Ana' } as const;
  const failures = { kind: 'failures', lost: 1, asked: 3 } as const;

  it.each<[RollbackTrigger | null, string, string]>([
    [person, ' at the request of Ana', '（Ana 发起）'],
    [{ kind: 'person', actor: null }, '', ''],
    [null, '', ''],
    [failures, ' because 1 of 3 asked nodes failed', '（已下发的 3 个节点中有 1 个失败）'],
    [
      { kind: 'analysis', why: { en: '', zh: '' } },
      ' because the new version did worse',
      '（新版本表现更差）',
    ],
  ])('says why: %j', (trigger, en, zh) => {
    expect(headline(back(trigger, 'rolling_back'), CONTEXT)).toEqual({
      en: `Rolling back${en}: 1 node back on the earlier version, 15 to go.`,
      zh: `正在回滚${zh}：1 个节点已恢复旧版本，剩余 15 个。`,
    });
    expect(english(back(trigger, 'rolled_back'))).toBe(
      `Rolled back${en}: every node that was touched is back on what it ran.`,
    );
    expect(english(back(trigger, 'rolled_back_with_exceptions'))).toMatch(
      new RegExp(`^Rolled back${en}, but 16 nodes were not seen back`),
    );
  });
});

describe('a release that has ended', () => {
  const ended = (status: Rollout['status'], succeeded: number, change: Partial<Rollout> = {}): Rollout =>
    underWay([{ succeeded }], { status, ...change });
  it.each<[Rollout, string, string]>([
    [ended('completed', 1), 'Completed: the node runs the new version.', '已完成：该节点已运行新版本。'],
    [
      ended('completed', 2),
      'Completed: all 2 nodes run the new version.',
      '已完成：全部 2 个节点都运行新版本。',
    ],
    [
      underWay([{ succeeded: 1, failed: 1 }], { status: 'completed_with_exceptions' }),
      'Completed with exceptions: 1 of 2 nodes run the new version; the others are named below.',
      '完成但有例外：2 个节点中 1 个运行新版本；其余节点见下方列表。',
    ],
    [
      ended('superseded', 2, { deployedAt: null }),
      'Superseded before it was deployed: a newer release asks for the same.',
      '部署之前已被取代：更新的发布请求相同的变更。',
    ],
    [
      ended('superseded', 2),
      'Superseded: a newer release took over its nodes; 2 of 2 nodes had the new version.',
      '已被取代：更新的发布接管了它的节点；2 个节点中 2 个已运行新版本。',
    ],
    [
      ended('failed', 0, { failure: { code: 'NODES_GREW', message: 'There are more nodes.' } }),
      'Could not be started: There are more nodes.',
      '未能开始：There are more nodes.',
    ],
  ])('%#', (rollout, en, zh) => expect(headline(rollout, CONTEXT)).toEqual({ en, zh }));
});
