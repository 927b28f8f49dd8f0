import { eventually, withConsole } from '../../../test/with-console.js';
import { sha, TestFleet } from '../fleet.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };
let binId: string;

beforeAll(async () => {
  place = await fleet.aPlace('edge');
  binId = await fleet.aBin(place.projectId, 'proxy');
});

const FACTS = { node_name: 'host-1', cpu_arch: 'x86_64', os_release: 'debian 12', bin_proxy_version: '0.9' };

describe('keepalive', () => {
  it('answers a known node before it ever posted, as a sign of life', async () => {
    const node = await fleet.aNode('ka-1');
    const { status, body } = await node.call('GET', '/keepalive?node_id=ka-1');
    expect([status, body.node_id]).toEqual([200, 'ka-1']);
    await eventually(async () =>
      expect(await fleet.query('SELECT 1 FROM node_presence WHERE node_id = $1', ['ka-1'])).toHaveLength(1),
    );
  });

  it.each([
    ['snake case', { node_id: 'ka-2', ...FACTS }],
    [
      'camel case',
      {
        nodeId: 'ka-2',
        nodeName: 'host-1',
        cpuArch: 'x86_64',
        osRelease: 'debian 12',
        binProxyVersion: '0.9',
      },
    ],
    ['without an id', FACTS],
  ])('takes %s and answers 201 with the node', async (_, body) => {
    const node = (await fleet.query("SELECT 1 FROM nodes WHERE id = 'ka-2'")).length
      ? undefined
      : await fleet.aNode('ka-2');
    keep ??= node;
    const answer = await keep?.call('POST', '/keepalive', body);
    expect(answer?.status).toBe(201);
    expect(answer?.body).toMatchObject({
      message: expect.any(String),
      node: {
        node_id: 'ka-2',
        node_name: 'host-1',
        cpu_arch: 'x86_64',
        os_release: 'debian 12',
        bin_proxy_version: '0.9',
      },
    });
    const [row] = await fleet.query("SELECT arch, protocol FROM nodes WHERE id = 'ka-2'");
    expect(row).toEqual({ arch: 'amd64', protocol: 'seed' });
  });
  let keep: Awaited<ReturnType<TestFleet['aNode']>> | undefined;

  it('refuses whoever is not known, and says why', async () => {
    const { status, body } = await console.call('POST', '/keepalive', { body: FACTS });
    expect([status, body.code]).toEqual([401, 'NODE_TOKEN_UNKNOWN']);
    const wrong = await console.call('POST', '/keepalive', {
      body: FACTS,
      headers: { authorization: 'Bearer rcn_no' },
    });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'NODE_TOKEN_UNKNOWN']);
  });

  it('tells a stranger nothing about the faults of what they sent', async () => {
    for (const path of ['/keepalive', '/bins/proxy', '/bins/proxy/progress', '/agent/sync']) {
      const { status, body } = await console.call('POST', path, { body: { status: 7 } });
      expect([path, status, body.code]).toEqual([path, 401, 'NODE_TOKEN_UNKNOWN']);
    }
  });

  it('reads JSON under any content type and refuses what is none', async () => {
    const node = await fleet.aNode('ka-3');
    const headers = { authorization: node.basic, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await console.call('POST', '/keepalive', { body: JSON.stringify(FACTS), headers })).status).toBe(
      201,
    );
    expect((await console.call('POST', '/keepalive', { body: 'node_id=ka-3', headers })).status).toBe(400);
    const number = await node.call('POST', '/keepalive', { node_name: 5 });
    expect([number.status, number.body.code, number.body.errors[0].field]).toEqual([
      400,
      'VALIDATION_FAILED',
      'node_name',
    ]);
  });
});

describe('GET /bins/:bin_name', () => {
  it('is 404 until something was released to the node, then what it should run', async () => {
    const node = await fleet.aNode('get-1', { arch: 'amd64', place });
    const missing = await node.call('GET', '/bins/proxy');
    expect([missing.status, missing.body.code]).toEqual([404, 'BIN_NOT_RELEASED']);
    const version = await fleet.aVersion(binId, '1.0.0');
    await fleet.want('get-1', version, 0);
    await eventually(async () => {
      const { status, body } = await node.call('GET', '/bins/proxy');
      expect(status).toBe(200);
      expect(body).toEqual({
        bin_name: 'proxy',
        sha256sum: version.sha256,
        sha256: version.sha256,
        version: '1.0.0',
      });
    }, 1_000);
  });

  it('gives a node of unknown architecture the only file, and 409 when there are several', async () => {
    const node = await fleet.aNode('get-2');
    const only = await fleet.aVersion(binId, '2.0.0', ['arm64']);
    await fleet.want('get-2', only, 0, { sha256: null });
    await eventually(async () =>
      expect((await node.call('GET', '/bins/proxy')).body.sha256).toBe(only.sha256),
    );
    const several = await fleet.aVersion(binId, '2.1.0', ['amd64', 'arm64']);
    await fleet.want('get-2', several, 1, { sha256: null });
    await eventually(async () => {
      const { status, body } = await node.call('GET', '/bins/proxy');
      expect([status, body.code, body.archs]).toEqual([409, 'NODE_ARCH_UNKNOWN', ['amd64', 'arm64']]);
    });
    await node.call('POST', '/keepalive', { ...FACTS, cpu_arch: 'aarch64' });
    expect((await node.call('GET', '/bins/proxy')).body.sha256).toBe(sha(`${binId} 2.1.0 arm64`));
  });

  it('keeps a staged file from agents that know no staging', async () => {
    const node = await fleet.aNode('get-3', { arch: 'amd64' });
    const version = await fleet.aVersion(binId, '3.0.0');
    await fleet.want('get-3', version, 0, { action: 'stage' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await node.call('GET', '/bins/proxy')).status).toBe(404);
    await node.call('POST', '/bins/proxy', { sha256sum: sha('old') });
    expect((await node.call('GET', '/bins/proxy')).body.sha256).toBe(sha('old'));
  });

  it.each(['observing', 'retired'])('tells a node that is %s nothing to do', async (lifecycle) => {
    const node = await fleet.aNode(`get-${lifecycle}`, { arch: 'amd64', lifecycle });
    await fleet.want(node.id, await fleet.aVersion(binId, `4.0.0-${lifecycle}`), 0);
    const { status } = await node.call('GET', '/bins/proxy');
    expect(status).toBe(lifecycle === 'retired' ? 403 : 404);
  });
});

describe('what a seed agent says', () => {
  it('notes the digest that runs, without health, at the generation that asked for it', async () => {
    const node = await fleet.aNode('say-1', { arch: 'amd64' });
    const version = await fleet.aVersion(binId, '5.0.0');
    await fleet.want('say-1', version, 0);
    expect(
      (await node.call('POST', '/bins/proxy', { nodeName: 'say-1', sha256: sha('before') })).status,
    ).toBe(200);
    expect(await fleet.observedOf('say-1', binId)).toMatchObject({
      sha256: sha('before'),
      generation: 0,
      healthy: null,
    });
    await node.call('POST', '/bins/proxy', { node_id: 'say-1', sha256sum: version.sha256.toUpperCase() });
    expect(await fleet.observedOf('say-1', binId)).toMatchObject({
      sha256: version.sha256,
      generation: 1,
      healthy: null,
    });
  });

  it('stores progress as it is said, and maps the two ends to phases of the current generation', async () => {
    const node = await fleet.aNode('say-2', { arch: 'amd64' });
    const version = await fleet.aVersion(binId, '6.0.0');
    await fleet.want('say-2', version, 0);
    const say = (status: string, targetHash = version.sha256): Promise<unknown> =>
      node.call('POST', '/bins/proxy/progress', { nodeName: 'say-2', targetHash, status, processingTime: 3 });
    await say('in_progress');
    expect(await fleet.observedOf('say-2', binId)).toMatchObject({
      progress_generation: 1,
      phase: 'in_progress',
    });
    await say('failed', sha('another'));
    expect(await fleet.observedOf('say-2', binId)).toMatchObject({ phase: 'in_progress' });
    await say('failed');
    expect(await fleet.observedOf('say-2', binId)).toMatchObject({
      phase: 'failed',
      error_code: 'AGENT_SAYS_FAILED',
    });
    await say('success');
    await say('in_progress');
    expect(await fleet.observedOf('say-2', binId)).toMatchObject({
      phase: 'active',
      error_code: null,
      sha256: version.sha256,
    });
    const words = await fleet.query(
      "SELECT phase, kind FROM node_events WHERE node_id = 'say-2' ORDER BY id",
    );
    expect(words.map(({ phase, kind }) => `${kind} ${phase}`)).toEqual([
      'progress in_progress',
      'remark failed',
      'progress failed',
      'progress active',
      'progress in_progress',
    ]);
  });

  it('answers 404 for a bin that nobody knows', async () => {
    const node = await fleet.aNode('say-3');
    expect((await node.call('POST', '/bins/nothing', { sha256: sha('x') })).status).toBe(404);
    expect(
      (await node.call('POST', '/bins/nothing/progress', { status: 'success', targetHash: sha('x') })).status,
    ).toBe(404);
  });
});

describe('S38 one node cannot speak for another', () => {
  it.each([
    ['keepalive by id', 'POST', '/keepalive', { node_id: 'victim', ...FACTS }],
    ['keepalive by camel case', 'POST', '/keepalive', { nodeId: 'victim' }],
    ['a look at it', 'GET', '/keepalive?node_id=victim', undefined],
    ['what it runs', 'POST', '/bins/proxy', { node_id: 'victim', sha256sum: sha('evil') }],
    ['what it runs, by name', 'POST', '/bins/proxy', { nodeName: 'victim', sha256sum: sha('evil') }],
    [
      'its progress',
      'POST',
      '/bins/proxy/progress',
      { nodeName: 'victim', targetHash: sha('evil'), status: 'success' },
    ],
    [
      'sync',
      'POST',
      '/agent/sync',
      { nodeId: 'victim', observed: [{ bin: 'proxy', sha256: sha('evil'), generation: 0 }] },
    ],
  ] as const)('%s is 403 and changes nothing', async (_, method, path, body) => {
    const [known] = await fleet.query("SELECT 1 FROM nodes WHERE id = 'victim'");
    if (!known) await fleet.aNode('victim');
    attacker ??= await fleet.aNode('attacker');
    const before = await snapshot();
    const answer = await attacker.call(method, path, body);
    expect([answer.status, answer.body.code]).toEqual([403, 'NODE_MISMATCH']);
    expect(await snapshot()).toEqual(before);
  });
  let attacker: Awaited<ReturnType<TestFleet['aNode']>> | undefined;

  it('not by another name before the token either', async () => {
    const node = await fleet.aNode('own-name');
    const basic = `Basic ${Buffer.from(`victim:${node.token}`).toString('base64')}`;
    expect((await node.call('GET', '/bins/proxy', undefined, basic)).body.code).toBe('NODE_MISMATCH');
  });

  async function snapshot(): Promise<unknown> {
    return fleet.query(
      `SELECT to_jsonb(n) AS node, (SELECT jsonb_agg(o) FROM observed_state o WHERE o.node_id = n.id) AS observed,
        (SELECT count(*) FROM node_events e WHERE e.node_id = n.id) AS events FROM nodes n WHERE id = 'victim'`,
    );
  }
});
