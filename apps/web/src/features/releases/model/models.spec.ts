import { anApproval, aRelease, aStep, counts } from '../../../testing/builders';
import type { ActionState, ReleaseAction, ReleaseStatus, TargetDetail } from '../../../lib/api';
import { actionEntries, expectedAction, nodeActionsFor } from './actions';
import { badCount, countKinds } from './count-parts';
import { splitOverview } from './overview';
import { isFinal, RELEASE_LOOKS, statusesOf } from './status-look';
import { timelineOf } from './timeline';
import { releaseName, rollbackVersion, versionChanges } from './versions';
import { whatChanged } from './what-changed';

type TargetStatus = TargetDetail['status'];

const action = (id: ReleaseAction, some: Partial<ActionState> = {}): ActionState => ({
  id,
  allowed: true,
  reason: null,
  confirmLevel: 'confirm',
  consequences: [],
  ...some,
});

describe('actions', () => {
  it('are always all there, in the same order', () => {
    const none = actionEntries(aRelease());
    const some = actionEntries(aRelease({ actions: [action('rollback'), action('pause')] }));
    expect(some.map(({ key }) => key)).toEqual(none.map(({ key }) => key));
    expect(none.every(({ isAllowed }) => !isAllowed)).toBe(true);
  });

  it('offer to override the promotion rule only where it is in the way', () => {
    const keys = (release: ReturnType<typeof aRelease>) => actionEntries(release).map(({ key }) => key);
    const text = { en: 'must have run in Staging for 24 h', zh: '须在“Staging”运行满 24 小时' };
    const soak = { kind: 'soak' as const, text, since: null, who: [], until: null };
    expect(keys(aRelease())).not.toContain('override_soak');
    expect(keys(aRelease({ blockedBy: [soak] }))).toContain('override_soak');
  });

  it('go to the end as the server says, also where the next step is not open', () => {
    const entries = actionEntries(
      aRelease({
        actions: [
          action('promote', { allowed: false, confirmLevel: 'none' }),
          action('promote_full', { confirmLevel: 'typed' }),
        ],
      }),
    );
    const [step, end] = ['promote', 'promote_full'].map((key) => entries.find((entry) => entry.key === key));
    expect(step).toMatchObject({ isAllowed: false, level: 'none' });
    expect(end).toMatchObject({ isAllowed: true, level: 'typed' });
  });

  it.each<[ReleaseStatus, TargetStatus[], string[]]>([
    ['deploying', ['pending'], ['skip']],
    ['paused', ['skipped'], ['skip']],
    ['deploying', ['staged'], ['skip']],
    ['deploying', ['failed'], ['retry', 'skip']],
    ['deploying', ['timed_out', 'succeeded'], ['retry', 'skip']],
    ['deploying', ['dark'], ['retry', 'skip']],
    ['deploying', ['updating', 'succeeded', 'excluded'], []],
    ['rolling_back', ['dark', 'pending'], []],
    ['rolling_back', ['revert_failed'], ['retry']],
    ['stopped', ['failed', 'pending'], []],
  ])('of a release that is %s offer for nodes that are %j: %j', (status, nodes, expected) => {
    expect(nodeActionsFor(aRelease({ status }), nodes)).toEqual(expected);
  });

  it('name the version that is gone back to, once the release is over', () => {
    const label = (release: ReturnType<typeof aRelease>) =>
      actionEntries(release).find(({ key }) => key === 'rollback');
    expect(label(aRelease())).toMatchObject({ label: 'action.undo' });
    expect(label(aRelease({ status: 'completed' }))).toMatchObject({
      label: 'action.rollbackTo',
      values: { version: '1.0' },
    });
  });

  it('stand out one at a time', () => {
    const entries = actionEntries(
      aRelease({ actions: [action('submit'), action('deploy'), action('abort')] }),
    );
    expect(expectedAction(entries)).toBe('deploy');
    expect(expectedAction(actionEntries(aRelease({ actions: [action('abort')] })))).toBeNull();
  });
});

describe('counts', () => {
  it('lose no node on the way to the bar', () => {
    const all = counts({
      pending: 1,
      assigned: 2,
      updating: 3,
      baking: 4,
      succeeded: 5,
      failed: 6,
      timed_out: 7,
      dark: 8,
    });
    expect(countKinds(all).reduce((sum, { count }) => sum + count, 0)).toBe(all.total);
    expect(badCount(all)).toBe(21);
  });
});

describe('the timeline', () => {
  it('gives approval a place of its own', () => {
    const approval = anApproval({ required: 2, given: 1 });
    const [first] = timelineOf(aRelease({ status: 'pending_approval', approval, steps: [aStep(0)] }));
    expect(first).toEqual({ kind: 'approval', status: 'active', given: 1, required: 2 });
  });

  it('folds a long one around where it stands, and loses no step', () => {
    const steps = Array.from({ length: 40 }, (_, index) =>
      aStep(index, { status: index < 20 ? 'done' : index === 20 ? 'active' : 'pending' }),
    );
    const items = timelineOf(aRelease({ steps }));
    expect(items.length).toBeLessThanOrEqual(9);
    expect(items.some((item) => item.kind === 'step' && item.step.index === 20)).toBe(true);
    const total = items.reduce((sum, item) => sum + (item.kind === 'more' ? item.count : 1), 0);
    expect(total).toBe(40);
  });
});

describe('versions', () => {
  it('show the most common one as where it comes from', () => {
    const bins = [
      {
        bin: 'a',
        kind: 'program' as const,
        version: '3',
        fromVersions: [
          { version: '1', nodes: 2 },
          { version: '2', nodes: 9 },
        ],
      },
    ];
    expect(versionChanges(bins)).toEqual([{ bin: 'a', from: '2', to: '3', isMixed: true }]);
    expect(rollbackVersion(bins)).toBeNull();
  });

  it('name a release that has no title', () => {
    expect(releaseName(aRelease())).toBe('pay-api 2.0');
    expect(releaseName(aRelease({ title: 'Hotfix' }))).toBe('Hotfix');
  });
});

it('says what is different after somebody else was quicker', () => {
  const before = aRelease();
  const after = aRelease({ status: 'paused', planHash: 'ffff000011' });
  expect(whatChanged(before, after).map(({ field }) => field)).toEqual(['status', 'plan']);
  expect(whatChanged(before, before)).toEqual([]);
});

it('puts each release into one block of the overview', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const finishedAt = '2026-11-23T11:00:00Z';
  const mine = aRelease({ id: 'mine', status: 'pending_approval', needsMyApproval: true });
  const running = aRelease({ id: 'running' });
  const failed = aRelease({ id: 'failed', status: 'rolled_back', finishedAt });
  const old = aRelease({ id: 'old', status: 'completed', finishedAt: '2026-11-20T11:00:00Z' });
  const blocks = splitOverview([mine, running], [running, failed, old], 'u1', now);
  expect(blocks.needsYou.map(({ id }) => id)).toEqual(['mine', 'failed']);
  expect(blocks.running.map(({ id }) => id)).toEqual(['running']);
  expect(blocks.finished).toEqual([]);
  expect(blocks.last?.id).toBe('failed');
});

it.each<[ReleaseStatus, 'needsYou' | 'running' | 'waiting' | 'finished' | null]>([
  ['draft', null],
  ['pending_approval', 'waiting'],
  ['approved', 'waiting'],
  ['scheduled', 'waiting'],
  ['deploying', 'running'],
  ['paused', 'running'],
  ['rolling_back', 'running'],
  ['completed', 'finished'],
  ['completed_with_exceptions', 'needsYou'],
  ['rolled_back', 'needsYou'],
  ['rolled_back_with_exceptions', 'needsYou'],
  ['stopped', 'needsYou'],
  ['failed', 'needsYou'],
  ['rejected', 'finished'],
  ['cancelled', 'finished'],
  ['superseded', 'finished'],
])('shows an own release that is %s on the overview in: %s', (status, block) => {
  const finishedAt = isFinal(status) ? '2026-11-23T11:00:00Z' : null;
  const release = aRelease({ status, finishedAt });
  const active = statusesOf('waiting', 'running').includes(status) ? [release] : [];
  const { last: _, ...blocks } = splitOverview(active, [release], 'u1', Date.parse('2026-11-23T12:00:00Z'));
  const shownIn = Object.entries(blocks).flatMap(([name, releases]) => releases.map(() => name));
  expect(shownIn).toEqual(block === null ? [] : [block]);
});

it('names the statuses of each saved view of the list', () => {
  expect(statusesOf('waiting')).toEqual(['pending_approval', 'approved', 'scheduled']);
  expect(statusesOf('running')).toEqual(['deploying', 'paused', 'rolling_back']);
  expect(statusesOf('bad')).toEqual([
    'completed_with_exceptions',
    'rolled_back',
    'rolled_back_with_exceptions',
    'stopped',
    'failed',
  ]);
});

it('gives each status a shape of its own within its colour', () => {
  const looks = Object.entries(RELEASE_LOOKS).map(([status, { tone, icon, label }]) => ({
    status,
    tone,
    icon,
    label,
  }));
  expect(new Set(looks.map(({ label }) => label)).size).toBe(looks.length);
  expect(isFinal('paused')).toBe(false);
  expect(isFinal('stopped')).toBe(true);
});
