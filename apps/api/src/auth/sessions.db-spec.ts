import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WebSocket } from 'ws';
import { eventually, withConsole, type Answer, type Person } from '../../test/with-console.js';
import { STALLING_BYTES, stallDownload, type StalledDownload } from '../bins/stalled-download.fixtures.js';

interface Shown {
  readonly id: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly isCurrent: boolean;
}

describe('sessions', () => {
  const console = withConsole();
  let other: NestFastifyApplication;
  let port = 0;
  let people = 0;
  const stalled: StalledDownload[] = [];

  beforeAll(async () => {
    other = await console.another();
    await other.listen(0, '127.0.0.1');
    port = ((other.getHttpServer() as Server).address() as AddressInfo).port;
  });
  afterEach(() => stalled.splice(0).forEach((download) => download.stop()));
  afterAll(() => other.close());

  /** Somebody who is signed in `count` times. */
  async function signedIn(count: number): Promise<readonly Person[]> {
    people += 1;
    const account = { email: `often${people}@example.com`, password: 'signed in more than once' };
    await console.admin.call('POST', '/users', { ...account, name: `Often ${people}` });
    const all: Person[] = [];
    while (all.length < count) all.push(await console.signIn(account.email, account.password));
    return all;
  }
  const sessionsOf = async (person: Person | undefined): Promise<readonly Shown[]> =>
    ((await person?.call('GET', '/auth/sessions'))?.body.items ?? []) as Shown[];
  const currentOf = async (person: Person | undefined): Promise<string> =>
    (await sessionsOf(person)).find(({ isCurrent }) => isCurrent)?.id ?? '';
  const me = (person: Person | undefined, app = console.app): Promise<Answer> =>
    console.call('GET', '/auth/me', { headers: { authorization: `Bearer ${person?.token}` }, app });

  it('are listed with the browser and the address, newest first, one of them as the current', async () => {
    const account = { email: 'lister@example.com', password: 'signed in more than once' };
    await console.admin.call('POST', '/users', { ...account, name: 'Lister' });
    await console.call('POST', '/auth/login', { body: account, headers: { 'user-agent': 'Browser A/1.0' } });
    const person = await console.signIn(account.email, account.password);
    const { status, body } = await person.call('GET', '/auth/sessions');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { isCurrent: true, address: '127.0.0.1' },
      { isCurrent: false, userAgent: 'Browser A/1.0', address: '127.0.0.1' },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/hash|salt/i);
    const first = (await person.call('GET', '/auth/sessions?limit=1')).body;
    const second = (await person.call('GET', `/auth/sessions?limit=1&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items]).toEqual(body.items);
    expect(second.nextCursor).toBeNull();
  });

  it('are no longer listed once they are over, and show where they were renewed from', async () => {
    const [person] = await signedIn(3);
    const [newest, middle] = await sessionsOf(person);
    await console.db.source.query(
      "UPDATE sessions SET rotated_at = now() - interval '15 days' WHERE id = $1",
      [middle?.id],
    );
    await console.db.source.query('UPDATE sessions SET expires_at = now() WHERE id = $1', [newest?.id]);
    expect(await sessionsOf(person)).toHaveLength(1);
  });

  it('S33 end at once, one by one, here and in another process, and only those of oneself', async () => {
    const [first, second] = await signedIn(2);
    const [stranger] = await signedIn(1);
    const id = await currentOf(second);
    expect((await me(second, other)).status).toBe(200);
    expect((await stranger?.call('DELETE', `/auth/sessions/${id}`))?.body.code).toBe('NOT_FOUND');
    expect((await me(second)).status).toBe(200);
    expect((await first?.call('DELETE', `/auth/sessions/${id}`))?.status).toBe(204);
    expect((await me(second)).status).toBe(401);
    await eventually(async () => expect((await me(second, other)).status).toBe(401), 1_000);
    expect((await first?.call('DELETE', `/auth/sessions/${id}`))?.status).toBe(404);
    expect((await me(first)).status).toBe(200);
  });

  it('S33 end all but the one that asks', async () => {
    const [first, second, third] = await signedIn(3);
    expect((await first?.call('POST', '/auth/sessions/end-others'))?.body).toEqual({ ended: 2 });
    expect([(await me(second)).status, (await me(third)).status, (await me(first)).status]).toEqual([
      401, 401, 200,
    ]);
    expect((await first?.call('POST', '/auth/sessions/end-others'))?.body).toEqual({ ended: 0 });
    expect(await sessionsOf(first)).toHaveLength(1);
  });

  it('S22 end with every spelling of their token', async () => {
    const [person] = await signedIn(1);
    const [head, body, mac = ''] = (person?.token ?? '').split('.');
    const spellings = [`${head}.${body}.${mac}=`, `${head}.${body}.${mac.slice(0, 9)} ${mac.slice(9)}`];
    const statuses = (): Promise<readonly number[]> =>
      Promise.all(
        spellings.map(async (token) => {
          const headers = { authorization: `Bearer ${token}` };
          return (await console.call('GET', '/auth/me', { headers })).status;
        }),
      );
    expect(await statuses()).toContain(200);
    await person?.call('DELETE', `/auth/sessions/${await currentOf(person)}`);
    expect(await statuses()).toEqual([401, 401]);
  });

  it('S33 are listed and ended by admins, and by nobody else', async () => {
    const [first, second] = await signedIn(2);
    const path = `/users/${first?.id}/sessions`;
    const listed = (await console.admin.call('GET', path)).body.items as Shown[];
    expect(listed.map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
    const id = await currentOf(second);
    for (const [method, at] of [
      ['GET', path],
      ['DELETE', `${path}/${id}`],
      ['POST', `${path}/end-all`],
    ] as const)
      expect((await first?.call(method, at))?.status).toBe(403);
    const foreign = `/users/${console.admin.id}/sessions/${id}`;
    expect((await console.admin.call('DELETE', foreign)).status).toBe(404);
    expect((await console.admin.call('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await me(second)).status).toBe(401);
    expect((await console.admin.call('POST', `${path}/end-all`)).body).toEqual({ ended: 1 });
    expect((await me(first)).status).toBe(401);
    const nobody = '/users/00000000-0000-4000-8000-000000000000/sessions';
    expect((await console.admin.call('GET', nobody)).status).toBe(404);
    expect((await console.admin.call('POST', `${nobody}/end-all`)).status).toBe(404);
    const trace = (await console.admin.call('GET', `/audit?subjectId=${first?.id}`)).body.items as object[];
    expect(trace.slice(0, 2)).toMatchObject([
      { action: 'user.session_revoked', actor: { id: console.admin.id }, data: { count: 1 } },
      { action: 'user.session_revoked', actor: { id: console.admin.id }, data: { sessionId: id } },
    ]);
  });

  it('S33 close the pages in other processes within five seconds, even when no notification is heard', async () => {
    const [first, second, third] = await signedIn(3);
    const codes = await Promise.all([second, third].map((person) => openPage(person)));
    const started = Date.now();
    await first?.call('DELETE', `/auth/sessions/${await currentOf(second)}`);
    await console.db.source.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [
      await currentOf(third),
    ]);
    expect(await Promise.all(codes.map(({ closed }) => closed))).toEqual([4401, 4401]);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('S33 cut downloads that are under way within five seconds, even when no notification is heard', async () => {
    const { id: projectId } = await console.newProject('files');
    await console.admin.call('POST', '/bins', { projectId, name: 'large' });
    const file = Buffer.alloc(STALLING_BYTES, randomBytes(4_096));
    await console.admin.call('PUT', '/bins/large/versions/1.0/artifacts/amd64', file);
    const [first, second, third] = await signedIn(3);
    await console.admin.call('PUT', `/projects/files/members/${first?.id}`, { role: 'viewer' });
    const [kept, told, untold] = [
      await stall(first?.token),
      await stall(second?.token),
      await stall(third?.token),
    ];
    expect([kept.status, told.status, untold.status]).toEqual([200, 200, 200]);
    await first?.call('DELETE', `/auth/sessions/${await currentOf(second)}`);
    await console.db.source.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [
      await currentOf(third),
    ]);
    expect(await Promise.all([told.isCutWithin(5_000), untold.isCutWithin(5_000)])).toEqual([true, true]);
    expect(await kept.isCutWithin(200)).toBe(false);
  });

  it('S33 cut what goes on for an API token when it is revoked, even when no notification is heard', async () => {
    const [person] = await signedIn(1);
    await console.admin.call('PUT', `/projects/files/members/${person?.id}`, { role: 'viewer' });
    const mint = async (): Promise<{ readonly id: string; readonly token: string }> =>
      (await person?.call('POST', '/tokens', { name: 'script', permissions: ['project.read'] }))?.body as {
        id: string;
        token: string;
      };
    const [told, untold, kept] = [await mint(), await mint(), await mint()];
    const downloads = [await stall(told.token), await stall(untold.token), await stall(kept.token)];
    expect(downloads.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await person?.call('DELETE', `/tokens/${told.id}`))?.status).toBe(204);
    await console.db.source.query('UPDATE api_tokens SET revoked_at = now() WHERE id = $1', [untold.id]);
    const [first, second, third] = downloads;
    expect(await Promise.all([first?.isCutWithin(5_000), second?.isCutWithin(5_000)])).toEqual([true, true]);
    expect(await third?.isCutWithin(200)).toBe(false);
  });

  /** From the other process. */
  async function stall(token: string | undefined): Promise<StalledDownload> {
    const download = await stallDownload(other.getHttpServer() as Server, `Bearer ${token}`, 'large-1.0');
    stalled.push(download);
    return download;
  }

  async function openPage(person: Person | undefined): Promise<{ readonly closed: Promise<number> }> {
    const { ticket } = (await person?.call('POST', '/auth/ws-ticket'))?.body as { ticket: string };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/ws?ticket=${ticket}`, {
      origin: `http://127.0.0.1:${port}`,
    });
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    return { closed };
  }
});
