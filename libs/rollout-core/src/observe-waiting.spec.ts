import { aPlan, aTarget, aTargetBin, NEW } from './fleet.fixtures.js';
import { observe, type Target } from './index.js';
import { heardOf as facts, NOW, type Known } from './under-way.fixtures.js';

const plan = aPlan({ minReadySeconds: 5, darkAfterSeconds: 30, nodeDeadlineSeconds: 60 });
const context = { plan, now: NOW, rollbackDeadlineAt: null, hearingSince: -Infinity };
const running = { sha256: NEW, generation: 7, isHealthy: true, since: NOW - 6_000 };
const failed = { generation: 7, phase: 'failed', error: { code: 'HEALTH_FAILED', message: 'no' } };

describe('a node that was away when its turn came', () => {
  it.each([
    ['at once', 0, 5_000],
    ['soon', 10_000, 5_000],
    ['after a while', 60_000, 30_000],
    ['after a night', 40_000_000, 600_000],
  ])('is looked for %s, the more rarely the longer it is gone', (_, gone, pause) => {
    const away = aTarget({ status: 'skipped', since: NOW - gone });
    expect(observe(away, facts({ lastSeenAt: null }), context).dueAt).toBe(NOW + pause);
  });
});

describe('a target that fetches', () => {
  const fetching = { status: 'staging', isDown: false, bins: [aTargetBin({ asked: 'stage' })] } as const;
  const lies = { generation: 7, phase: 'staged', error: null };
  it.each<[string, Partial<Target>, Known, object]>([
    ['is done when all lies there', {}, { progress: lies }, { status: 'staged', error: null, dueAt: null }],
    [
      'is not done by what it said of an older generation',
      {},
      { progress: { ...lies, generation: 6 } },
      { status: 'staging' },
    ],
    ['is looked at again before long', {}, {}, { status: 'staging', dueAt: NOW + 50_000 }],
    [
      'is looked at again right after its deadline',
      { assignedAt: NOW - 20_000 },
      {},
      { status: 'staging', dueAt: NOW + 40_001 },
    ],
    ['has until its deadline', { assignedAt: NOW - 60_000 }, {}, { status: 'staging' }],
    ['is too late after it', { assignedAt: NOW - 60_001 }, {}, { status: 'timed_out', dueAt: null }],
    [
      'is passed by when it fell silent',
      {},
      { lastSeenAt: NOW - 60_001 },
      { status: 'skipped', dueAt: NOW + 5_000, error: { code: 'NODE_OFFLINE' } },
    ],
    [
      'fails by its own word',
      {},
      { progress: failed },
      { status: 'failed', error: failed.error, dueAt: null },
    ],
    ['lies ready, silent or not', { status: 'staged' }, { lastSeenAt: null }, { status: 'staged' }],
    ['is lost where it lay ready', { status: 'staged' }, { progress: failed }, { status: 'failed' }],
    [
      'is lost to whoever decides about it since',
      { status: 'staged' },
      { desiredGeneration: 8, progress: lies },
      { status: 'failed', error: { code: 'OVERTAKEN' } },
    ],
  ])('%s', (_, target, known, expected) => {
    expect(observe(aTarget({ ...fetching, ...target }), facts(known), context)).toMatchObject({
      isDown: false,
      ...expected,
    });
  });
});

describe('a target that is waited for', () => {
  const retry = { code: 'DOWNLOAD_FAILED', message: 'it tries again' };
  const asked = (ago: number): Partial<Target> => ({ assignedAt: NOW - ago });
  const heard = (ago: number, since?: number): Known => ({
    lastSeenAt: NOW - ago,
    ...(since === undefined ? {} : { observed: { ...running, since: NOW - since } }),
  });
  it.each<[string, Partial<Target>, Known, object]>([
    ['is looked at again when it would be silent', {}, {}, { status: 'assigned', dueAt: NOW + 30_001 }],
    ['is looked at again after its deadline', asked(50_000), {}, { dueAt: NOW + 10_001 }],
    ['is not looked at more than once a second', asked(60_000), {}, { dueAt: NOW + 1_000 }],
    ['is late only after its deadline', asked(60_001), {}, { status: 'timed_out', dueAt: NOW + 5_000 }],
    [
      'is late for the reason that it gave',
      asked(60_001),
      { progress: { generation: 7, phase: 'downloading', error: retry } },
      { status: 'timed_out', error: retry },
    ],
    [
      'is late for no reason that it gave of something earlier',
      asked(60_001),
      { progress: { generation: 6, phase: 'downloading', error: retry } },
      { status: 'timed_out', error: { code: 'NODE_DEADLINE' } },
    ],
    ['is not silent on the dot', asked(50_000), heard(30_000), { status: 'assigned' }],
    ['is silent after it', asked(50_000), heard(30_001), { status: 'dark', dueAt: NOW + 5_000 }],
    ['bakes on the dot', asked(50_000), heard(30_000, 34_000), { status: 'baking' }],
    ['is silent while it bakes', asked(50_000), heard(30_001, 34_000), { status: 'dark' }],
    ['bakes until its time is over', {}, heard(0, 3_000), { status: 'baking', dueAt: NOW + 2_000 }],
    ['bakes until it calls again', {}, heard(3_000, 6_000), { status: 'baking', dueAt: NOW + 1_000 }],
    [
      'bakes and is looked at as rarely as it calls',
      {},
      { ...heard(0, 3_000), intervalSeconds: 20 },
      { dueAt: NOW + 4_000 },
    ],
    [
      'bakes and is looked at every ten seconds, however rarely it calls',
      {},
      { ...heard(0, 3_000), intervalSeconds: 500 },
      { dueAt: NOW + 10_000 },
    ],
    ['stays dark while it only talks', { status: 'dark' }, {}, { status: 'dark' }],
    ['stays late while it only talks', { status: 'timed_out' }, {}, { status: 'timed_out' }],
  ])('%s', (_, target, known, expected) => {
    expect(observe(aTarget(target), facts(known), context)).toMatchObject(expected);
  });
});
