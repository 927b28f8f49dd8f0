import { sha256Of, withConfigWorld } from '../publications/published-world.fixtures.js';

const TEXT = '{"level": "info"}\n';
const QUERY = '/configs/effective?project=edge&environment=production&name=app.json';

describe('what programs read', () => {
  const world = withConfigWorld(1);

  it('is the text that the environment has, with its hash and its version', async () => {
    const { manager } = world.releases;
    expect((await manager.call('GET', QUERY)).status).toBe(404);
    await world.published();
    await world.save('base', '{"level": "not published"}\n');
    const { status, body, headers } = await manager.call('GET', QUERY);
    expect([status, body]).toEqual([200, TEXT]);
    expect(headers).toMatchObject({
      etag: `"${sha256Of(TEXT)}"`,
      'x-config-version': '1',
      'content-type': 'text/plain; charset=utf-8',
    });
  });

  it('is not sent to who has it', async () => {
    const { manager } = world.releases;
    const known = { 'if-none-match': `"${sha256Of(TEXT)}"` };
    const begun = Date.now();
    expect((await manager.call('GET', QUERY, undefined, known)).status).toBe(304);
    expect((await manager.call('GET', `${QUERY}&wait=1`, undefined, known)).status).toBe(304);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);
  });

  it('comes as soon as it is another one, to whoever waits', async () => {
    const { manager } = world.releases;
    const known = { 'if-none-match': `"${sha256Of(TEXT)}"` };
    const waiting = [1, 2].map(() => manager.call('GET', `${QUERY}&wait=50`, undefined, known));
    await world.published();
    for (const answer of await Promise.all(waiting))
      expect([answer.status, answer.body, answer.headers['x-config-version']]).toEqual([
        200,
        '{"level": "not published"}\n',
        '2',
      ]);
  });

  it('is hidden from strangers, and with secrets from those who may not reveal them', async () => {
    const { manager, project, console } = world.releases;
    const stranger = await console.newPerson();
    expect((await stranger.call('GET', QUERY)).status).toBe(404);
    const secret = { projectId: project.id, value: 'hidden' };
    world.ok(await manager.call('PUT', '/configs/secrets/KEY', secret));
    await world.save('base', '{"key": "${secret:KEY}"}\n');
    await world.published();
    const refused = await manager.call('GET', QUERY);
    expect([refused.status, refused.body.code, refused.body.permission]).toEqual([
      403,
      'NOT_ALLOWED',
      'secret.reveal',
    ]);
    const owner = await console.member(project.id, 'project_admin');
    expect(JSON.parse((await owner.call('GET', QUERY)).body)).toEqual({ key: 'hidden' });
    const { items } = world.ok(await console.admin.call('GET', '/audit?action=config.delivered'));
    expect(items).toHaveLength(1);
  });
});

describe('what programs on a host read by the token of its agent', () => {
  const world = withConfigWorld(2);

  const asNode = (index: number, query: string, headers: object = {}) =>
    world.releases.console.call('GET', `/configs/effective?name=${world.bin}${query}`, {
      headers: { authorization: `Bearer ${world.releases.nodes[index]?.token}`, ...headers },
    });

  it('is what this host shall have, in the middle of a canary too', async () => {
    expect((await asNode(0, '')).status).toBe(404);
    await world.published();
    expect((await asNode(0, '')).body).toBe(TEXT);
    await world.save('production', '{"level": "debug"}\n');
    const known = { 'if-none-match': `"${sha256Of(TEXT)}"` };
    const waiting = [asNode(0, '&wait=50', known), asNode(1, '&wait=50', known)];
    const canary = { type: 'canary', steps: [{ setWeight: 50 }, { pause: {} }] };
    const made = world.ok(await world.publish({ strategy: canary }));
    await world.deploy(made.releaseId);
    await world.releases.until(made.releaseId, ({ status }) => status === 'paused');
    const first = await Promise.race(waiting);
    expect([JSON.parse(first.body), first.headers['x-config-version']]).toEqual([{ level: 'debug' }, '2']);
    const texts = [(await asNode(0, '')).body, (await asNode(1, '')).body];
    expect(texts.filter((text) => text === TEXT)).toHaveLength(1);
    await world.releases.ok(world.releases.manager, made.releaseId, 'promote');
    await world.releases.until(made.releaseId, ({ status }) => status === 'completed');
    for (const answer of await Promise.all(waiting))
      expect(JSON.parse(answer.body)).toEqual({ level: 'debug' });
  });

  it('is nothing of files that are no configuration, or not this project’s', async () => {
    const { nodes, console } = world.releases;
    const answer = await console.call('GET', '/configs/effective?name=other.file', {
      headers: { authorization: `Bearer ${nodes[0]?.token}` },
    });
    expect(answer.status).toBe(404);
  });
});
