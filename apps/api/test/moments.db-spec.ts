import { withReleaseWorld } from '../src/releases/releases.fixtures.js';

/** Whose zone nobody knows, or which are read as no time at all. */
const NO_MOMENTS = [
  '2027-01-01T10:00:00+08',
  '2027-01-01T10',
  '20270101T100000Z',
  '2027-W10-1',
  '2027-W10',
  '2027-01-01T10:00',
];

describe('a time without a zone, or in a form that is not read', () => {
  const world = withReleaseWorld(0);

  it.each(NO_MOMENTS)('%s is refused wherever a time is asked for', async (time) => {
    const { id } = await world.create('1.0.0');
    const freezes = `/projects/${world.project.id}/freezes`;
    const times = { kind: 'once', startsAt: time, endsAt: '2027-04-01T10:00:00Z' };
    const { manager } = world;
    const { admin } = world.console;
    const answers = [
      await manager.call('POST', `/releases/${id}/schedule`, { at: time }),
      await admin.call('POST', freezes, { name: 'Quiet', reason: 'holidays', times }),
      await admin.call('GET', `${freezes}?from=${encodeURIComponent(time)}`),
      await manager.call('POST', '/delegations', { deputyId: world.approver.id, endsAt: time }),
    ];
    expect(answers.map(({ status, body }) => [status, body.errors?.[0]?.field])).toEqual([
      [400, 'at'],
      [400, 'times.startsAt'],
      [400, 'from'],
      [400, 'endsAt'],
    ]);
  });
});
