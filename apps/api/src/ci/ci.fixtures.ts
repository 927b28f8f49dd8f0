import { createHash, createHmac } from 'node:crypto';
import type { Answer, Person, TestConsole } from '../../test/with-console.js';
import { ImportWorker } from './imports/import-worker.js';
import { DeliveryWorker } from './work/delivery-worker.js';

export interface Place {
  readonly projectId: string;
  readonly bin: string;
  readonly admin: Person;
}

let places = 0;

/** A project with one bin and a host, and somebody who may say what comes into it. */
export async function aPlace(console: TestConsole): Promise<Place> {
  places += 1;
  const project = await console.newProject(`ci-${places}`);
  const admin = await console.member(project.id, 'project_admin');
  const bin = `svc-${places}`;
  await done(admin.call('POST', '/bins', { projectId: project.id, name: bin }), 201);
  return { projectId: project.id, bin, admin };
}

export interface Source {
  readonly id: string;
  readonly secret: string;
  readonly path: string;
  readonly pathWithSecret: string;
}

export async function aSource(place: Place, kind: string, more: object = {}): Promise<Source> {
  const body = {
    projectId: place.projectId,
    kind,
    name: `${kind} ${Math.random()}`,
    pollSeconds: 0,
    ...more,
  };
  const { source, secret, urlWithSecret } = await done(place.admin.call('POST', '/ci/sources', body), 201);
  const path = `/webhooks/${kind}/${source.id}`;
  return { id: source.id, secret, path, pathWithSecret: urlWithSecret.replace(/^.*\/api\/v1/, '') };
}

export function aRule(
  place: Place,
  source: Source,
  more: object = {},
): Promise<{ id: string; revision: number }> {
  const body = {
    ...{ sourceId: source.id, name: 'builds', job: 'team/my-svc', file: 'dist/app-{arch}', bin: place.bin },
    ...{ version: '{parameter.VERSION}', arch: '{file.arch}', ...more },
  };
  return done(place.admin.call('POST', '/ci/rules', body), 201);
}

export async function done(asked: Promise<Answer>, status = 200): Promise<Answer['body']> {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** As Standard Webhooks have it, with code of its own. */
export function signature(
  secret: string,
  id: string,
  body: string,
  atSeconds = Math.floor(Date.now() / 1_000),
) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': `v1,${digest}` };
}

export function send(
  console: TestConsole,
  path: string,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return console.call('POST', path, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

const UNDER_WAY = `
  SELECT (SELECT count(*) FROM ci_deliveries WHERE state = 'waiting' AND (fate IS NULL OR next_try_at <= now()))
    + (SELECT count(*) FROM ci_imports WHERE state = 'fetching' OR (state = 'waiting' AND next_try_at <= now()))
    + (SELECT count(*) FROM ci_runs r WHERE release_state = 'waiting' AND NOT EXISTS
        (SELECT 1 FROM ci_imports i WHERE i.run_id = r.id AND i.state IN ('waiting', 'fetching'))) AS count`;

/** Until nothing is due any more, whichever round of the console does it. */
export async function workAll(console: TestConsole): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    await console.app.get(DeliveryWorker).work();
    await console.app.get(ImportWorker).work();
    const [row] = await console.db.source.query<{ count: string }[]>(UNDER_WAY);
    if (Number(row?.count) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it is still at work');
}

/** As if a source that is left alone, and what waits for it, had waited long enough. */
export async function wake(console: TestConsole, { id }: Source): Promise<void> {
  await console.db.source.query('UPDATE ci_sources SET closed_until = NULL WHERE id = $1', [id]);
  await hurry(console, id);
}

/** What waits for the source is due now. */
export async function hurry(console: TestConsole, id: string): Promise<void> {
  await console.db.source.query(
    `UPDATE ci_deliveries SET next_try_at = now() WHERE state = 'waiting' AND source_id = $1`,
    [id],
  );
  await console.db.source.query(
    `UPDATE ci_imports SET next_try_at = now() WHERE state = 'waiting' AND run_id IN
       (SELECT r.id FROM ci_runs r JOIN ci_builds b ON b.id = r.build_id WHERE b.source_id = $1)`,
    [id],
  );
}

/** What still waits of the tests before does not ask for anything while others look. */
export async function calm(console: TestConsole): Promise<void> {
  await console.db.source.query(
    `UPDATE ci_deliveries SET next_try_at = now() + interval '1 day' WHERE state = 'waiting'`,
  );
  await console.db.source.query(
    `UPDATE ci_imports SET next_try_at = now() + interval '1 day' WHERE state IN ('waiting', 'fetching')`,
  );
}

/** What people see of a source and what came of it. */
export function views({ admin, bin, projectId }: Place, { id }: Source) {
  const items = async (path: string): Promise<Answer['body'][]> =>
    (await done(admin.call('GET', path))).items;
  return {
    builds: () => items(`/ci/builds?sourceId=${id}`),
    deliveries: () => items(`/ci/deliveries?sourceId=${id}`),
    imports: () => items(`/ci/imports?sourceId=${id}`),
    provenance: () => items(`/ci/provenance?bin=${bin}`),
    releases: () => items(`/releases?projectId=${projectId}`),
    circuit: async () => (await done(admin.call('GET', `/ci/sources/${id}`))).circuit,
    test: () => done(admin.call('POST', `/ci/sources/${id}/test`)),
    /** Architecture and sha256 of each file of a version; undefined when there is none. */
    files: async (version: string): Promise<Readonly<Record<string, string>> | undefined> => {
      const { status, body } = await admin.call('GET', `/bins/${bin}/versions/${version}`);
      if (status === 404) return undefined;
      return Object.fromEntries(
        body.artifacts.map(({ arch, sha256 }: { arch: string; sha256: string }) => [arch, sha256]),
      );
    },
  };
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
