import { createHmac } from 'node:crypto';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { withConsole } from '../../../test/with-console.js';
import { aPlace, aSource, done, send, signature, workAll, type Place, type Source } from '../ci.fixtures.js';
import { Intake } from './intake.js';

describe('calls that come in', () => {
  const console = withConsole();
  let place: Place;
  let generic: Source;

  const call = (id: string, body: string, path = generic.path) =>
    send(console, path, body, signature(generic.secret, id, body));
  const bodyOf = (number: number): string =>
    JSON.stringify({ build: { job: 'a', number, status: 'FAILURE' } });
  const count = async (sql: string): Promise<number> => {
    const [row] = await console.db.source.query<{ count: string }[]>(`SELECT count(*) FROM ${sql}`);
    return Number(row?.count);
  };
  const ofSource = (source: Source): string => `ci_deliveries WHERE source_id = '${source.id}'`;
  const refusals = async () =>
    (await done(place.admin.call('GET', `/audit?projectId=${place.projectId}&limit=200`))).items.filter(
      ({ action }: { action: string }) => action === 'ci.call_refused',
    );

  beforeAll(async () => {
    place = await aPlace(console);
  });
  beforeEach(async () => {
    generic = await aSource(place, 'generic');
  });

  it('I30 S29 have one effect, though they come 10,000 times', async () => {
    const body = bodyOf(1);
    const answers = await Promise.all(Array.from({ length: 400 }, () => call('one', body)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(
      answers.filter(({ status, body: said }) => status === 200 && said.status === 'duplicate'),
    ).toHaveLength(399);
    const raw = { headers: signature(generic.secret, 'one', body), body: Buffer.from(body) };
    const more = Array.from({ length: 9_600 }, () =>
      console.app.get(Intake).take('generic', generic.id, raw),
    );
    expect(new Set(await Promise.all(more))).toEqual(new Set(['duplicate']));
    await workAll(console);
    const { items } = await done(place.admin.call('GET', `/ci/deliveries?sourceId=${generic.id}`));
    expect(items).toMatchObject([{ key: 'id:one', duplicates: 9_999, state: 'processed', attempts: 1 }]);
    expect(await count(`ci_builds WHERE source_id = '${generic.id}'`)).toBe(1);
  });

  it('S29 with the id of another and another body are kept, and have no effect', async () => {
    expect((await call('same', bodyOf(1))).status).toBe(202);
    expect((await call('same', bodyOf(2))).status).toBe(200);
    expect((await call('same', bodyOf(2))).status).toBe(200);
    await workAll(console);
    const { items } = await done(place.admin.call('GET', `/ci/deliveries?sourceId=${generic.id}`));
    expect(items.map(({ state }: never) => state)).toEqual(['conflict', 'processed']);
    expect(items[0].fate).toEqual({
      en: 'Another call came first with this id, so this one has no effect.',
      zh: '已有另一条通知先使用了此 ID，因此这一条不产生影响。',
    });
    expect(await count(`ci_builds WHERE source_id = '${generic.id}'`)).toBe(1);
    const replayed = await place.admin.call('POST', `/ci/deliveries/${items[0].id}/replay`);
    expect([replayed.status, replayed.body.code]).toEqual([409, 'CI_DELIVERY_CONFLICT']);
  });

  it('I30 that prove nothing have no effect, and leave a line without their body', async () => {
    const forged = signature(`whsec_${Buffer.alloc(32).toString('base64')}`, 'x', 'hunter2');
    expect((await send(console, generic.path, 'hunter2', forged)).status).toBe(401);
    expect((await send(console, generic.path, bodyOf(1))).status).toBe(401);
    expect(await count(ofSource(generic))).toBe(0);
    const lines = await refusals();
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines[0].data.why).toBe('it shows no secret and no signature');
  });

  it('S30 that prove nothing in great number leave few lines', async () => {
    const before = (await refusals()).length;
    await Promise.all(Array.from({ length: 200 }, () => send(console, generic.path, '{}')));
    expect((await refusals()).length - before).toBeLessThanOrEqual(12);
  });

  it('S30 are proven before anything in them is read', async () => {
    expect((await send(console, generic.path, '{"a":'.repeat(1_000))).status).toBe(401);
    const broken = '{"a":';
    const answer = await send(console, generic.path, broken, signature(generic.secret, 'broken', broken));
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_JSON_BODY']);
  });

  it('S30 are cut when they are large', async () => {
    expect((await send(console, generic.path, 'x'.repeat(256 * 1024 + 1))).status).toBe(413);
    expect((await send(console, '/webhooks/jenkins/x', 'x'.repeat(1024 ** 2 + 1))).status).toBe(413);
    await console.app.listen(0, '127.0.0.1');
    const server = console.app.getHttpServer();
    const { port } = server.address() as AddressInfo;
    const sockets: Socket[] = [];
    server.on('connection', (socket: Socket) => void sockets.push(socket));
    for (const length of [`content-length: ${1024 ** 3}`, 'transfer-encoding: chunked'])
      await pour(port, `/api/v1${generic.path}`, length);
    expect(sockets).toHaveLength(2);
    for (const socket of sockets) expect(socket.bytesRead).toBeLessThan(256 * 1024 + 3 * 64 * 1024);
  });

  it.each(['gitlab', 'github', 'generic', 'jenkins'])(
    'of a source that is %s are not taken as another kind',
    async (kind) => {
      const other = await aSource(place, kind);
      for (const wrong of ['gitlab', 'github', 'generic', 'jenkins'].filter((one) => one !== kind)) {
        const path = other.pathWithSecret.replace(`/${kind}/`, `/${wrong}/`);
        expect((await send(console, path, '{}')).status).toBe(401);
      }
    },
  );

  it('of GitHub and GitLab are taken by their own proofs and ids, also those that nobody looks at', async () => {
    const [github, gitlab] = [await aSource(place, 'github'), await aSource(place, 'gitlab')];
    const body = JSON.stringify({ zen: 'Keep it logically awesome.' });
    const signed = `sha256=${createHmac('sha256', github.secret).update(body).digest('hex')}`;
    const headers = {
      'x-github-event': 'ping',
      'x-github-delivery': 'guid-1',
      'x-hub-signature-256': signed,
    };
    expect((await send(console, github.path, body, headers)).status).toBe(202);
    expect((await send(console, github.path, body, headers)).status).toBe(200);
    const push = { object_kind: 'push' };
    const shown = { 'x-gitlab-token': gitlab.secret, 'idempotency-key': 'k1' };
    expect((await send(console, gitlab.path, push, shown)).status).toBe(202);
    expect((await send(console, gitlab.path, push, { ...shown, 'x-gitlab-token': 'no' })).status).toBe(401);
    await workAll(console);
    const { items } = await done(
      place.admin.call('GET', `/ci/deliveries?projectId=${place.projectId}&state=ignored`),
    );
    expect(items.map(({ event }: never) => event).sort()).toEqual(['ping', 'push']);
  });

  it('are taken with both secrets while they change, and with none of a source that is off', async () => {
    const body = bodyOf(1);
    const { secret } = await done(
      place.admin.call('POST', `/ci/sources/${generic.id}/secret`, { graceSeconds: 3_600 }),
      201,
    );
    await pause(1_100);
    expect((await call('old', body)).status).toBe(202);
    expect((await send(console, generic.path, body, signature(secret, 'new', body))).status).toBe(202);
    await done(place.admin.call('POST', `/ci/sources/${generic.id}/secret`, { graceSeconds: 0 }), 201);
    await pause(1_100);
    expect((await call('ended', body)).status).toBe(401);
    expect((await send(console, generic.path, body, signature(secret, 'newer', body))).status).toBe(401);
    const { source } = await done(
      place.admin.call('POST', '/ci/sources', { projectId: place.projectId, kind: 'generic', name: 'off' }),
      201,
    );
    await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { isEnabled: false }));
    expect((await send(console, `/webhooks/generic/${source.id}`, body)).status).toBe(401);
  });

  it('are sealed, and shown without their secrets', async () => {
    const body = JSON.stringify({
      build: { job: 'a', number: 9, status: 'FAILURE', parameters: { DB_PASSWORD: 'hunter2' } },
    });
    await call('sealed', body);
    await workAll(console);
    const [{ id }] = (await done(place.admin.call('GET', `/ci/deliveries?sourceId=${generic.id}`))).items;
    const shown = await done(place.admin.call('GET', `/ci/deliveries/${id}`));
    expect(shown.body.build).toMatchObject({ number: 9, parameters: { DB_PASSWORD: '***' } });
    const dump = await console.db.source.query(
      `SELECT d::text AS d FROM ci_deliveries d UNION ALL SELECT b::text FROM ci_builds b`,
    );
    expect(JSON.stringify(dump)).not.toContain('hunter2');
  });

  it('F44 in a storm are all kept, and have each one effect', async () => {
    const intake = console.app.get(Intake);
    const bodies = Array.from({ length: 3_000 }, (_, at) => bodyOf(at % 2_400));
    const startedAt = performance.now();
    const fates = await Promise.all(
      bodies.map((body, at) => {
        const headers = signature(generic.secret, `storm-${at % 2_400}`, body);
        return intake.take('generic', generic.id, { headers, body: Buffer.from(body) });
      }),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(fates.filter((fate) => fate === 'accepted')).toHaveLength(2_400);
    expect(await count(ofSource(generic))).toBe(2_400);
    expect(3_000 / seconds).toBeGreaterThan(300);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Sends a body that does not end until the other end has had enough. */
function pour(port: number, path: string, length: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const late = setTimeout(() => reject(new Error('it was not cut')), 10_000);
    const over = (): void => {
      clearTimeout(late);
      socket.destroy();
      resolve();
    };
    socket.on('error', over).on('close', over);
    socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${length}\r\n\r\n`);
    const chunk = Buffer.concat([
      Buffer.from('10000\r\n'),
      Buffer.alloc(64 * 1024, 'x'),
      Buffer.from('\r\n'),
    ]);
    const more = (): void => {
      if (!socket.destroyed) socket.write(chunk, () => setImmediate(more));
    };
    more();
  });
}
