import { createHash, createHmac } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import { eventually, withConsole } from '../../../test/with-console.js';
import { aPlace, aSource, done, send, signature, workAll, type Place, type Source } from '../ci.fixtures.js';

const sha256Of = (body: string | Buffer): string => createHash('sha256').update(body).digest('hex');

/** `GET /ci/deliveries` has every call that was proven. */
describe('proven calls that can not be read', () => {
  const console = withConsole();
  let place: Place;

  const post = (path: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
    console.call('POST', path, { body, headers: { 'content-type': 'application/json', ...headers } });
  const deliveries = async ({ id }: Source) =>
    (await done(place.admin.call('GET', `/ci/deliveries?sourceId=${id}`))).items;
  const shaOf = async (id: string): Promise<string> => {
    const rows = await console.db.source.query('SELECT body_sha256 AS sha FROM ci_deliveries WHERE id = $1', [
      id,
    ]);
    return rows[0].sha;
  };

  beforeAll(async () => {
    place = await aPlace(console);
  });

  it.each([
    ['no JSON', '{"build":', 'INVALID_JSON_BODY', 'The body is not valid JSON.'],
    ['empty', '', 'INVALID_JSON_BODY', 'The body is not valid JSON.'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'BODY_NOT_UTF8', 'not valid UTF-8'],
    ['too deep', '['.repeat(40) + ']'.repeat(40), 'BODY_TOO_DEEP', 'more than 32 levels'],
  ])('because they are %s are kept as failed, once', async (_, body, code, sentence) => {
    const jenkins = await aSource(place, 'jenkins');
    for (let time = 0; time < 3; time += 1) {
      const answer = await post(jenkins.pathWithSecret, body);
      expect([answer.status, answer.body.code]).toEqual([400, code]);
    }
    await workAll(console);
    const items = await deliveries(jenkins);
    expect(items).toMatchObject([
      {
        ...{ state: 'failed', sizeBytes: body.length, duplicates: 2, attempts: 0, event: 'unknown' },
        fate: { en: expect.stringContaining(sentence), zh: expect.stringMatching(/\p{Script=Han}/u) },
        processedAt: expect.any(String),
      },
    ]);
    expect(await shaOf(items[0].id)).toBe(sha256Of(body));
    expect((await done(place.admin.call('GET', `/ci/deliveries/${items[0].id}`))).body).toBeNull();
    const replayed = await place.admin.call('POST', `/ci/deliveries/${items[0].id}/replay`);
    expect([replayed.status, replayed.body.code]).toEqual([409, 'CI_BODY_GONE']);
  });

  it('do not make GitLab and GitHub turn their hooks off', async () => {
    const [gitlab, github] = [await aSource(place, 'gitlab'), await aSource(place, 'github')];
    const shown = { 'x-gitlab-token': gitlab.secret, 'idempotency-key': 'k1' };
    expect(await post(gitlab.path, '{"a":', shown)).toMatchObject({
      status: 202,
      body: { status: 'unreadable' },
    });
    expect(await post(gitlab.path, '{"a":', shown)).toMatchObject({
      status: 202,
      body: { status: 'unreadable' },
    });
    const signed = `sha256=${createHmac('sha256', github.secret).update('no json').digest('hex')}`;
    const answer = await post(github.path, 'no json', {
      'x-github-event': 'release',
      'x-hub-signature-256': signed,
    });
    expect(answer).toMatchObject({ status: 202, body: { status: 'unreadable' } });
    expect(await deliveries(gitlab)).toMatchObject([{ state: 'failed', duplicates: 1 }]);
    expect(await deliveries(github)).toMatchObject([{ state: 'failed', event: 'release' }]);
  });

  it('do not stand in the way of a right one with the same id', async () => {
    const generic = await aSource(place, 'generic');
    const [wrong, right] = [
      '{"build":',
      JSON.stringify({ build: { job: 'a', number: 1, status: 'failed' } }),
    ];
    expect((await post(generic.path, wrong, signature(generic.secret, 'one', wrong))).status).toBe(400);
    expect((await post(generic.path, right, signature(generic.secret, 'one', right))).status).toBe(202);
    await workAll(console);
    expect((await deliveries(generic)).map(({ state }: never) => state)).toEqual(['processed', 'failed']);
  });

  it('because they are too large are kept when they show their secret', async () => {
    const [gitlab, jenkins] = [await aSource(place, 'gitlab'), await aSource(place, 'jenkins')];
    const large = 'x'.repeat(1024 ** 2 + 1);
    const shown = { 'x-gitlab-token': gitlab.secret, 'x-gitlab-event': 'Pipeline Hook' };
    for (let time = 0; time < 2; time += 1) {
      const answer = await post(gitlab.path, large, shown);
      expect(answer).toMatchObject({ status: 202, body: { status: 'unreadable' } });
      expect((await post(jenkins.pathWithSecret, large)).status).toBe(413);
    }
    for (const source of [gitlab, jenkins])
      expect(await deliveries(source)).toMatchObject([
        {
          state: 'failed',
          duplicates: 1,
          sizeBytes: large.length,
          fate: { en: expect.stringContaining('larger than') },
        },
      ]);
  });

  it('because they are too large for their signature are in the audit log', async () => {
    const [gitlab, generic] = [await aSource(place, 'gitlab'), await aSource(place, 'generic')];
    const large = 'x'.repeat(256 * 1024 + 1);
    expect((await post(generic.path, large, signature(generic.secret, 'a', large))).status).toBe(413);
    expect((await post(gitlab.path, large, signature(gitlab.secret, 'a', large))).status).toBe(202);
    expect((await post(gitlab.path, large, { 'x-gitlab-token': 'no' })).status).toBe(413);
    for (const source of [gitlab, generic]) expect(await deliveries(source)).toEqual([]);
    const { items } = await done(place.admin.call('GET', `/audit?projectId=${place.projectId}&limit=200`));
    const whys = items
      .filter(
        ({ action, subject }: never) => action === 'ci.call_refused' && (subject as Source).id === generic.id,
      )
      .map(({ data }: { data: { why: string } }) => data.why);
    expect(whys).toEqual([expect.stringContaining('too large for its signature to be looked at')]);
  });

  it('because they are too large are answered before all of them has come', async () => {
    const gitlab = await aSource(place, 'gitlab');
    await console.app.listen(0, '127.0.0.1');
    const { port } = console.app.getHttpServer().address() as AddressInfo;
    const large = 'x'.repeat(3 * 1024 ** 2);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${gitlab.path}`, {
      ...{ method: 'POST', body: large },
      headers: { 'content-type': 'application/json', 'x-gitlab-token': gitlab.secret },
    });
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'unreadable' }]);
    const said = await chunked(port, `/api/v1${gitlab.path}`, gitlab.secret, large);
    expect(said).toContain('HTTP/1.1 202');
    expect(await deliveries(gitlab)).toMatchObject([
      { sizeBytes: 256 * 1024 + 1 },
      { sizeBytes: large.length },
    ]);
  });

  it('are looked at anew as often as at first when somebody replays them', async () => {
    const generic = await aSource(place, 'generic');
    const body = JSON.stringify({ build: { job: 'a', number: 1, status: 'failed' } });
    await send(console, generic.path, body, signature(generic.secret, 'one', body));
    await workAll(console);
    const [{ id }] = await deliveries(generic);
    await console.db.source.query(`UPDATE ci_deliveries SET state = 'failed', attempts = 12 WHERE id = $1`, [
      id,
    ]);
    expect(await done(place.admin.call('POST', `/ci/deliveries/${id}/replay`))).toMatchObject({
      attempts: 0,
    });
    // The console is at work by itself too.
    await eventually(async () => {
      await workAll(console);
      expect(await deliveries(generic)).toMatchObject([{ state: 'processed', attempts: 1 }]);
    });
  });
});

/** Sends a body whose length is not told before, and answers with what comes back. */
function chunked(port: number, path: string, secret: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error('nothing came back')));
    socket.on('error', reject).on('close', () => resolve(said));
    socket.on('data', (more) => (said += more.toString()));
    const headers = `host: a\r\nconnection: close\r\ncontent-type: application/json\r\nx-gitlab-token: ${secret}`;
    socket.write(`POST ${path} HTTP/1.1\r\n${headers}\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  });
}
