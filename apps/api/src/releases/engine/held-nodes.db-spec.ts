import { digestOf, withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const ALL_THEN_WAIT = {
  strategy: { type: 'canary', steps: [{ setWeight: 100 }, { pause: { seconds: 3600 } }] },
};

describe('nodes that are held by people, return late, or are two', () => {
  const world = withReleaseWorld(3);

  async function hold(node: string): Promise<string> {
    const answer = await world.console.admin.call('POST', `/nodes/${node}/holds`, { reason: 'an incident' });
    expect(answer.status).toBe(201);
    return answer.body.id;
  }

  async function runningOn(node: string): Promise<string | null> {
    const shown = await world.console.admin.call('GET', `/nodes/${node}`);
    return shown.body.running[0]?.sha256 ?? null;
  }

  const nodeAt = (index: number): string => world.nodes[index]?.id ?? '';

  it('a release passes a held node by, names it, and asks it as soon as the hold is lifted', async () => {
    await world.until(await world.deployed('1.0.0', ALL_AT_ONCE), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    const holdId = await hold(nodeAt(0));
    const id = await world.deployed('2.0.0', ALL_THEN_WAIT);
    const waiting = await world.until(id, ({ progress }) => progress.succeeded === 2);
    expect(waiting.exceptions).toMatchObject([{ nodeId: nodeAt(0), error: { code: 'NODE_HELD' } }]);
    const explained = await world.console.admin.call('GET', `/nodes/${nodeAt(0)}/explain?bin=${world.bin}`);
    expect(explained.body.text.en).toMatch(
      /^It keeps edge-proxy 1\.0\.0 because .* holds it \(an incident\); edge-proxy 2\.0\.0 waits\.$/,
    );
    expect(await runningOn(nodeAt(0))).toBe(digestOf('1.0.0'));
    await world.console.admin.call('DELETE', `/nodes/${nodeAt(0)}/holds/${holdId}`);
    await world.until(id, ({ progress }) => progress.succeeded === 3);
    expect(await runningOn(nodeAt(0))).toBe(digestOf('2.0.0'));
    await world.ok(world.manager, id, 'promote');
    await world.until(id, ({ status }) => status === 'completed');
    world.markGood('2.0.0');
  }, 60_000);

  it('a rollback leaves a held node as it is and names it; it goes back when the hold ends', async () => {
    const id = await world.deployed('3.0.0', {
      ...ALL_THEN_WAIT,
      nodeDeadlineSeconds: 10,
      darkAfterSeconds: 10,
    });
    await world.until(id, ({ progress }) => progress.succeeded === 3);
    const holdId = await hold(nodeAt(1));
    await world.ok(world.manager, id, 'rollback');
    const ended = await world.until(id, ({ status }) => status === 'rolled_back_with_exceptions', {
      withinMs: 40_000,
    });
    expect(ended.exceptions).toMatchObject([{ nodeId: nodeAt(1), status: 'revert_failed' }]);
    expect(await runningOn(nodeAt(1))).toBe(digestOf('3.0.0'));
    await world.console.admin.call('DELETE', `/nodes/${nodeAt(1)}/holds/${holdId}`);
    await world.nodes[1]?.sync();
    expect(await runningOn(nodeAt(1))).toBe(digestOf('2.0.0'));
  }, 90_000);

  it('F27: a node that comes back after a rollback goes to what is desired now and never runs the bad one', async () => {
    const away = world.nodes[2];
    const id = await world.deployed('3.0.0', {
      ...ALL_THEN_WAIT,
      nodeDeadlineSeconds: 10,
      darkAfterSeconds: 10,
      failureThreshold: 3,
    });
    if (away) away.isSilent = true;
    await world.until(id, ({ progress }) => progress.succeeded === 2);
    await world.ok(world.manager, id, 'rollback');
    await world.until(id, ({ status }) => status === 'rolled_back_with_exceptions', { withinMs: 40_000 });
    if (away) away.isSilent = false;
    await away?.sync();
    await away?.sync();
    expect(await runningOn(nodeAt(2))).toBe(digestOf('2.0.0'));
    expect(away?.acted.at(-1)?.sha256).toBe(digestOf('2.0.0'));
    const badlyRun = away?.acted.filter(({ sha256 }) => sha256 === digestOf('3.0.0')) ?? [];
    expect(badlyRun).toHaveLength(1); // the one of the test before
  }, 90_000);

  it('F29: the word of two agents in one name is no success of a release', async () => {
    const cloned = world.nodes[0];
    for (let turn = 0; turn < 4; turn += 1) {
      await cloned?.send({ agent: { version: '0.1.0', instance: 'original' } });
      await cloned?.send({ agent: { version: '0.1.0', instance: 'copy' } });
    }
    const id = await world.deployed('1.0.0', ALL_THEN_WAIT);
    const waiting = await world.until(id, ({ progress }) => progress.succeeded === 2);
    expect(waiting.progress.skipped).toBe(1);
    const cleared = await world.console.admin.call('POST', `/nodes/${nodeAt(0)}/quarantine/clear`, {});
    expect(cleared.status).toBe(204);
    await world.until(id, ({ progress }) => progress.succeeded === 3, { withinMs: 30_000 });
    await world.ok(world.manager, id, 'promote');
    await world.until(id, ({ status }) => status === 'completed');
  }, 60_000);

  it('F29: a node that turns out to be two in mid-update does not succeed', async () => {
    const cloned = world.nodes[0];
    const id = await world.deployed('2.0.0', {
      ...ALL_AT_ONCE,
      minReadySeconds: 4,
      nodeDeadlineSeconds: 10,
      darkAfterSeconds: 10,
      onFailure: 'pause',
    });
    await world.until(id, ({ progress }) => progress.inFlight > 0 || progress.baking > 0);
    for (let turn = 0; turn < 4; turn += 1) {
      await cloned?.send({ agent: { version: '0.1.0', instance: 'original' } });
      await cloned?.send({ agent: { version: '0.1.0', instance: 'copy' } });
    }
    const paused = await world.until(id, ({ status }) => status !== 'deploying', { withinMs: 40_000 });
    expect(paused.exceptions).toMatchObject([{ nodeId: nodeAt(0), status: 'timed_out' }]);
    expect(paused.progress.succeeded).toBe(2);
  }, 90_000);
});

describe('a node that comes out of maintenance, or back from elsewhere', () => {
  const world = withReleaseWorld(3);

  it('is asked at once', async () => {
    const steps = [{ setWeight: 34 }, { setWeight: 100 }, { pause: { seconds: 3600 } }];
    const { id } = await world.create('1.0.0', { submit: true, strategy: { type: 'canary', steps } });
    await world.ok(world.approver, id, 'approve');
    for (const node of world.nodes) await node.sync();
    await world.ok(world.manager, id, 'deploy');
    await world.ok(world.manager, id, 'pause');
    const { items } = (await world.manager.call('GET', `/releases/${id}/targets`)).body;
    const lifecycle = `/nodes/${items[1].nodeId}/lifecycle`;
    const membership = `/nodes/${items[2].nodeId}/memberships/${world.project.id}`;
    const { admin } = world.console;
    const ask = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<void> =>
      expect((await admin.call(method, path, body)).status).toBeLessThan(300);
    await ask('POST', lifecycle, { to: 'maintenance' });
    await ask('DELETE', membership);
    await world.ok(world.manager, id, 'resume');
    await world.until(id, ({ progress }) => progress.succeeded === 1 && progress.skipped === 2);
    // By itself nobody looks at them for an hour.
    const later = `UPDATE release_targets SET due_at = due_at + 3600000 WHERE release_id = $1 AND status = 'skipped'`;
    await world.query(later, [id]);
    await ask('POST', lifecycle, { to: 'active' });
    await world.until(id, ({ progress }) => progress.succeeded === 2);
    await ask('PUT', membership, { environmentId: world.environment('production') });
    await world.until(id, ({ progress }) => progress.succeeded === 3);
    await world.ok(world.manager, id, 'promote');
    await world.until(id, ({ status }) => status === 'completed');
  }, 60_000);
});
