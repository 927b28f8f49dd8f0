import { BlobScrubber } from '../../bins/blobs/blob-scrubber.js';
import { AT_ONCE, sha256Of, withConfigWorld } from './published-world.fixtures.js';

describe('a text that is published', () => {
  const world = withConfigWorld(2, undefined, { SCRUB_BYTES_PER_SECOND: '1000000000' });

  it('is a version that an approved release brings to every node, secrets filled in', async () => {
    const { manager, project, nodes } = world.releases;
    const secret = { projectId: project.id, environment: 'production', value: 'pa"ss' };
    expect((await manager.call('PUT', '/configs/secrets/DB_PASSWORD', secret)).status).toBe(200);
    await world.save('production', '{"password": "${secret:DB_PASSWORD}"}\n');
    const made = await world.published();
    expect(made.version).toBe('1');
    const [found] = new Set(world.runs());
    const answer = await world.releases.console.call('GET', `/download/${world.bin}`, {
      headers: { authorization: `Bearer ${nodes[0]?.token}` },
    });
    expect(sha256Of(answer.body)).toBe(found);
    expect(JSON.parse(answer.body)).toEqual({ level: 'info', password: 'pa"ss' });
    const { environments } = await world.read();
    const production = environments.find(({ code }: { code: string }) => code === 'production');
    expect(production).toMatchObject({
      hasChanges: false,
      stable: { version: '1', state: 'stable', releaseId: made.releaseId },
      underway: null,
    });
  });

  it('is handed to nobody who only reads, neither as a file nor in what is shown', async () => {
    const { manager } = world.releases;
    const [sha] = world.runs();
    for (const file of [`${world.bin}-1`, sha])
      expect((await manager.call('GET', `/download/${file}`)).body.code).toBe('BIN_IS_CONFIG');
    const change = await world.ok(
      await manager.call('GET', `/configs/publications/${world.bin}/1?environment=production`),
    );
    expect(JSON.stringify(change)).toContain('${secret:DB_PASSWORD}');
    expect(JSON.stringify(change)).not.toContain('pa\\"ss');
    const upload = await manager.call('PUT', `/bins/${world.bin}/versions/9/artifacts/any`, 'text', {
      'content-type': 'application/octet-stream',
    });
    expect([upload.status, upload.body.code]).toEqual([409, 'BIN_IS_CONFIG']);
  });

  it('is looked for in no artifact store, where it never lay', async () => {
    const { console } = world.releases;
    await console.app.get(BlobScrubber).scrub();
    const checked = 'SELECT damage FROM blob_checks WHERE sha256 = $1';
    expect(await console.db.source.query(checked, [world.runs()[0]])).toEqual([]);
  });

  it('is not published again, nor when somebody saved since it was looked at', async () => {
    const again = await world.publish();
    expect([again.status, again.body.code, again.body.version]).toEqual([409, 'CONFIG_UNCHANGED', '1']);
    await world.save('production', '{"level": "debug"}\n');
    const stale = await world.publish({ overrideVersion: 1 });
    expect([stale.status, stale.body.code, stale.body.overrideVersion]).toEqual([409, 'CONFIG_CHANGED', 2]);
  });

  it('needs a value for each secret, and names where one is missing', async () => {
    await world.save('production', '{"level": "debug",\n "key": "${secret:NOWHERE}"}\n');
    const { status, body } = await world.publish();
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.errors[0].message).toContain('NOWHERE');
    expect(body.faults).toEqual([expect.objectContaining({ of: 'secret' })]);
    expect((await world.read('/publications')).items).toHaveLength(1);
  });

  it('goes to no environment that it was not published for', async () => {
    const { manager } = world.releases;
    const draft = { project: 'edge', environment: 'staging', strategy: { type: 'rolling', batch: '100%' } };
    const body = { ...draft, bins: [{ bin: world.bin, version: '1' }] };
    const answer = await manager.call('POST', '/releases', body);
    expect(answer.body.errors).toEqual([expect.objectContaining({ code: 'other_environment' })]);
  });

  it('is compared with what the environment had', async () => {
    await world.save('production', '{"level": "warn"}\n');
    const made = await world.published();
    const { manager } = world.releases;
    const change = await world.ok(
      await manager.call('GET', `/configs/publications/${world.bin}/${made.version}?environment=production`),
    );
    expect(change).toMatchObject({
      fileId: world.file.id,
      name: 'app.json',
      before: '1',
      environment: 'production',
    });
    expect(change.diff.keys).toEqual([
      { path: 'level', kind: 'changed', before: '"info"', after: '"warn"' },
      { path: 'password', kind: 'removed', before: '"${secret:DB_PASSWORD}"', after: null },
    ]);
  });
});

describe('who wrote a text', () => {
  const world = withConfigWorld(1);

  it('does not approve it, although somebody else published it', async () => {
    const { approver, project, console } = world.releases;
    const author = await console.member(project.id, 'release_manager');
    await world.save('production', '{"level": "debug"}\n', {}, author);
    const { releaseId } = world.ok(await world.publish());
    const refused = await author.call('POST', `/releases/${releaseId}/approve`, {});
    expect(refused.status).toBe(403);
    expect((await approver.call('POST', `/releases/${releaseId}/approve`, {})).status).toBe(200);
  });
});

describe('a text that breaks its hosts', () => {
  const world = withConfigWorld(3);
  const good = '{"level": "info"}\n';

  it('is taken back by the engine, is marked bad, and is not published again unless somebody says so', async () => {
    await world.published();
    world.releases.markOldBytes(sha256Of(good));
    await world.save('base', '{"level": "broken"}\n');
    for (const node of world.releases.nodes) node.outcome = 'fails';
    const made = world.ok(await world.publish({ strategy: { type: 'canary', steps: [{ setWeight: 34 }] } }));
    await world.deploy(made.releaseId);
    await world.releases.until(made.releaseId, ({ status }) => status === 'rolled_back');
    expect(new Set(world.runs())).toEqual(new Set([sha256Of(good)]));
    expect([await world.stateOf('1'), await world.stateOf('2')]).toEqual(['stable', 'bad']);
    const { items } = await world.read('/publications');
    expect(items[0].badReason).toEqual({
      en: '1 of 1 asked nodes failed.',
      zh: expect.stringContaining('1'),
    });
    const versions = await world.read('/versions?layer=base');
    expect(versions.items.map(({ version, isBad }: never) => [version, isBad])).toEqual([
      [2, true],
      [1, false],
    ]);
    const refused = await world.publish();
    expect([refused.status, refused.body.code]).toEqual([409, 'CONFIG_WAS_BAD']);
    expect((await world.publish({ evenIfBad: true })).status).toBe(201);
  });
});

describe('a node that joins', () => {
  const world = withConfigWorld(1);

  it('gets what the environment has, without a release', async () => {
    await world.published();
    const { admin } = world.releases.console;
    const joined = await world.releases.addNode('joined', 'staging');
    const moved = { environmentId: world.releases.environment('production') };
    world.ok(await admin.call('PUT', `/nodes/joined/memberships/${world.releases.project.id}`, moved));
    await joined.sync();
    await joined.sync();
    expect(joined.runs(world.bin)).toBe(sha256Of('{"level": "info"}\n'));
  });
});

describe('going back', () => {
  const world = withConfigWorld(2);

  async function effective(): Promise<string> {
    return (await world.read('/environments/production/effective')).text;
  }

  it('needs one click: the draft says the old text, the nodes have it, and nothing is left to publish', async () => {
    await world.published();
    await world.save('base', '{"level": "warn", "more": 1}\n');
    await world.published();
    const { manager } = world.releases;
    const back = world.ok(
      await manager.call('POST', `${world.path}/rollback`, { environment: 'production', reason: 'too loud' }),
    );
    expect(back.version).toBe('1');
    await world.releases.until(back.releaseId, ({ status }) => status === 'completed');
    expect(new Set(world.runs())).toEqual(new Set([sha256Of('{"level": "info"}\n')]));
    expect(JSON.parse(await effective())).toEqual({ level: 'info' });
    const [newest] = (await world.read('/versions?layer=production')).items;
    expect(newest).toMatchObject({ kind: 'rollback', message: 'too loud' });
    expect([await world.stateOf('1'), await world.stateOf('2')]).toEqual(['stable', 'bad']);
    // The base said something else for every environment meanwhile, and goes on saying it.
    expect((await world.read('/layers/base')).version).toBe(2);
  });

  it('and back again is where one was', async () => {
    const { manager } = world.releases;
    const again = world.ok(
      await manager.call('POST', `${world.path}/rollback`, { environment: 'production' }),
    );
    expect(again.version).toBe('2');
    await world.deploy(again.releaseId);
    await world.releases.until(again.releaseId, ({ status }) => status === 'completed');
    expect(JSON.parse(await effective())).toEqual({ level: 'warn', more: 1 });
    expect(await world.stateOf('2')).toBe('stable');
  });

  it('to an older version asks the approvers', async () => {
    await world.save('production', '{"level": "trace"}\n');
    await world.published();
    const { manager } = world.releases;
    const back = world.ok(
      await manager.call('POST', `${world.path}/rollback`, { environment: 'production', to: 1 }),
    );
    expect((await world.releases.detail(back.releaseId)).status).toBe('pending_approval');
    await world.deploy(back.releaseId);
    await world.releases.until(back.releaseId, ({ status }) => status === 'completed');
    expect(JSON.parse(await effective())).toEqual({ level: 'info' });
  });

  it('of a release that is under way turns it round', async () => {
    await world.save('production', '{"level": "silly"}\n');
    const { manager } = world.releases;
    const made = world.ok(
      await world.publish({ strategy: { type: 'canary', steps: [{ setWeight: 50 }, { pause: {} }] } }),
    );
    await world.deploy(made.releaseId);
    await world.releases.until(made.releaseId, ({ status }) => status === 'paused');
    const back = world.ok(
      await manager.call('POST', `${world.path}/rollback`, { environment: 'production' }),
    );
    expect(back.releaseId).toBe(made.releaseId);
    await world.releases.until(made.releaseId, ({ status }) => status === 'rolled_back');
    expect(JSON.parse(await effective())).toEqual({ level: 'info' });
    expect(new Set(world.runs())).toEqual(new Set([sha256Of('{"level": "info"}\n')]));
  });

  it('to a text that never completed there is refused: it is to be published', async () => {
    await world.save('production', '{"level": "absurd"}\n');
    const { manager, approver } = world.releases;
    const made = world.ok(await world.publish());
    const reason = 'no';
    expect((await approver.call('POST', `/releases/${made.releaseId}/reject`, { reason })).status).toBe(200);
    // The one was rejected, the other turned round under way.
    for (const to of [Number(made.version), Number(made.version) - 1]) {
      const { status, body } = await manager.call('POST', `${world.path}/rollback`, {
        environment: 'production',
        to,
      });
      expect([status, body.code]).toEqual([409, 'NOTHING_TO_ROLL_BACK_TO']);
    }
  });

  it('has nowhere to go before anything was published', async () => {
    const { manager } = world.releases;
    const { status, body } = await manager.call('POST', `${world.path}/rollback`, { environment: 'staging' });
    expect([status, body.code]).toEqual([409, 'NOTHING_TO_ROLL_BACK_TO']);
  });
});

describe('a file that is deleted', () => {
  const world = withConfigWorld(2);

  it('goes from the nodes by a release, and comes back by another one', async () => {
    await world.published();
    const { manager } = world.releases;
    const quick = { strategy: AT_ONCE, maxUnavailable: 10, minReadySeconds: 0 };
    const body = { environment: 'production', reason: 'not read any more', ...quick };
    const gone = world.ok(await manager.call('POST', `${world.path}/delete`, body));
    expect((await manager.call('DELETE', world.path)).body.code).toBe('CONFIG_IN_USE');
    await world.deploy(gone.releaseId);
    await world.releases.until(gone.releaseId, ({ status }) => status === 'completed');
    expect(new Set(world.runs())).toEqual(new Set([sha256Of('')]));
    const { environments } = await world.read();
    expect(environments.find(({ code }: { code: string }) => code === 'production')).toMatchObject({
      isDeleted: true,
      hasChanges: false,
      stable: { isDeletion: true },
    });
    expect((await manager.call('POST', `${world.path}/delete`, body)).body.code).toBe('CONFIG_NOT_PUBLISHED');
    await world.save('production', '{"level": "back"}\n');
    await world.published();
    expect(JSON.parse((await world.read('/environments/production/effective')).text)).toEqual({
      level: 'back',
    });
  });
});
