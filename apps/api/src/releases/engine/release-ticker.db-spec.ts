import { withReleaseWorld } from '../releases.fixtures.js';
import { ReleaseStarter } from './release-starter.js';

const SHORT_PAUSE = {
  type: 'canary',
  steps: [{ setWeight: 50 }, { pause: { seconds: 1 } }, { setWeight: 100 }],
};

describe('the looks at all releases', () => {
  const world = withReleaseWorld(2);

  let letGo: () => void = () => undefined;

  afterEach(() => {
    letGo();
    jest.restoreAllMocks();
  });

  /** It waits for nodes that a release under way decides about, so that it is due at every look. */
  async function dueBehind(version: string): Promise<string> {
    const { id } = await world.create(version, { submit: true });
    await world.ok(world.approver, id, 'approve');
    expect((await world.ok(world.manager, id, 'deploy', { whenBlocked: 'wait' })).status).toBe('scheduled');
    return id;
  }

  it.each([
    ['can not be looked at', () => Promise.reject(new Error('out of memory'))],
    ['takes long to be planned', () => new Promise<void>((resolve) => (letGo = resolve))],
  ])('end a timed pause while a release that is due %s', async (_, look) => {
    const starts = jest.spyOn(world.console.app.get(ReleaseStarter, { strict: false }), 'startDue');
    starts.mockImplementation(look);
    const id = await world.deployed('1.0.0', { strategy: SHORT_PAUSE });
    const due = await dueBehind('2.0.0');
    await world.until(id, ({ status }) => status === 'completed');
    expect(starts).toHaveBeenCalledWith(due);
    await world.ok(world.manager, due, 'cancel');
  });
});
