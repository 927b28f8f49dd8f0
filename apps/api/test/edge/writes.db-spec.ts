import { withConsole, type Answer } from '../with-console.js';
import { anAlertThatIsOver } from '../../src/monitoring/alerts/alerts.fixtures.js';
import { TestFleet } from '../../src/nodes/fleet.fixtures.js';
import { Operations, type Operation } from './operations.js';

/** Machines that nobody here controls send fields that nobody here knows; those are passed over. */
const OF_MACHINES =
  /^\/api\/v1\/(agent\/sync|keepalive|otlp\/v1\/metrics|webhooks\/|bins\/\{name\}$|bins\/\{bin_name\})/;
/** What every object has, or what decides what it is. */
const INHERITED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];
/** Compared with what is there, so that the largest is only never equal. */
const UNBOUNDED = new Set(['expectedRevision']);
const CODE_UNKNOWN = 'unknown_field';

const console = withConsole({
  PERSON_REQUESTS_PER_SECOND: '0',
  NODE_REQUESTS_PER_SECOND: '0',
});
const fleet = new TestFleet(console);
let operations: Operations;
let ids: Readonly<Record<string, string>>;
let columns: readonly string[];

beforeAll(async () => {
  operations = await Operations.of(console);
  const { projectId, environmentId } = await fleet.aPlace('shop');
  await fleet.aVersion(await fleet.aBin(projectId, 'cart'), '1');
  await fleet.aNode('host-1', { arch: 'amd64', place: { projectId, environmentId } });
  const release = await console.admin.call('POST', '/releases', {
    project: 'shop',
    environment: 'dev',
    bins: [{ bin: 'cart', version: '1' }],
    strategy: { type: 'rolling', batch: 1 },
  });
  expect(release.status).toBe(201);
  ids = {
    projectId,
    environmentId,
    version: '1',
    arch: 'amd64',
    bin: 'cart',
    bin_name: 'cart',
    name: 'cart',
    nodeId: 'host-1',
    userId: console.admin.id,
    file: 'cart',
    key: 'none',
    release: release.body.id,
  };
  const rule = await console.admin.call('POST', '/alert-rules', {
    projectId,
    name: 'a',
    severity: 'info',
    isEnabled: false,
    condition: { kind: 'release', states: ['paused'], forSeconds: 0 },
  });
  const alert = await anAlertThatIsOver(console.db.source, { projectId, environmentId });
  const channel = await console.admin.call('POST', '/notification-channels', {
    projectId,
    name: 'a',
    kind: 'slack',
    url: 'https://hooks.example.com/x',
  });
  const { body: ci } = await console.admin.call('POST', '/ci/sources', {
    projectId,
    kind: 'jenkins',
    name: 'a',
  });
  const ciRule = await console.admin.call('POST', '/ci/rules', {
    ...{ sourceId: ci.source.id, name: 'a', job: 'a', file: '*', bin: 'cart', version: '1', arch: 'any' },
  });
  const file = { projectId, name: 'cart.json', format: 'json', text: '{}' };
  const config = await console.admin.call('POST', '/configs', file);
  ids = {
    ...ids,
    alertRule: rule.body.id,
    alert,
    channel: channel.body.id,
    ciSource: ci.source.id,
    ciRule: ciRule.body.id,
    config: config.body.id,
    layer: 'dev',
  };
  columns = (
    await fleet.query<{ column_name: string }>(
      "SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema = 'public'",
    )
  ).map(({ column_name }) => column_name);
}, 60_000);

/** With ids of what there is, so that what is refused is the body and nothing before it. */
function pathOf({ path }: Operation): string {
  const kind = /^\/api\/v1\/((?:ci\/)?[a-z-]+)/.exec(path)?.[1] ?? '';
  const id: Record<string, string | undefined> = {
    projects: ids['projectId'],
    environments: ids['environmentId'],
    nodes: ids['nodeId'],
    releases: ids['release'],
    users: ids['userId'],
    alerts: ids['alert'],
    'ci/sources': ids['ciSource'],
    'ci/rules': ids['ciRule'],
    'alert-rules': ids['alertRule'],
    'notification-channels': ids['channel'],
    configs: ids['config'],
  };
  return path
    .slice('/api/v1'.length)
    .replace(
      /\{(\w+)\}/g,
      (_, name: string) => (name === 'id' ? id[kind] : ids[name]) ?? '00000000-0000-7000-8000-000000000000',
    );
}

/** Everything that is stored, but for what the console notes by itself. */
async function fingerprint(): Promise<Readonly<Record<string, string>>> {
  const tables = await fleet.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'alert_looks'`,
  );
  const prints = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await fleet.query<{ print: string }>(
        `SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS print FROM "${name}" t`,
      );
      return [name, row?.print ?? ''] as const;
    }),
  );
  return Object.fromEntries(prints);
}

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const writesOfPeople = (): readonly Operation[] =>
  operations.writes.filter(({ body, path }) => body && !OF_MACHINES.test(path));

function send(operation: Operation, text: string): Promise<Answer> {
  return console.call(operation.method, pathOf(operation), {
    body: text,
    headers: { authorization: `Bearer ${console.admin.token}`, 'content-type': 'application/json' },
  });
}

const faultsOf = ({ body }: Answer): readonly { field: string; code: string }[] => body.errors ?? [];

describe('every address that takes a body of people', () => {
  it('S18 refuses every column of every table that it does not name, and stores nothing', async () => {
    expect(writesOfPeople().length).toBeGreaterThan(30);
    const names = [...new Set(columns.flatMap((column) => [column, camel(column)]))];
    expect(names.length).toBeGreaterThan(150);
    const before = await fingerprint();
    for (const operation of writesOfPeople()) {
      const known = operations.fieldsOf(operation.body ?? {});
      const foreign = names.filter((name) => !(name in known));
      const nested = Object.entries(known).flatMap(([name, schema]) => {
        const { type, items } = operations.resolve(schema);
        const inner = operations.fieldsOf(items ?? schema);
        return Object.keys(inner).length === 0
          ? []
          : [[name, type === 'array' ? [{ is_admin: true }] : { is_admin: true }]];
      });
      const body = { ...Object.fromEntries(nested), ...Object.fromEntries(foreign.map((name) => [name, 1])) };
      const answer = await send(operation, JSON.stringify(body));
      const at = `${operation.method} ${operation.path}`;
      expect({ at, status: answer.status }).toEqual({ at, status: 400 });
      const refused = new Set(
        faultsOf(answer)
          .filter(({ code }) => code === CODE_UNKNOWN)
          .map(({ field }) => field),
      );
      expect({ at, taken: foreign.filter((name) => !refused.has(name)) }).toEqual({ at, taken: [] });
      for (const [name] of nested)
        expect({
          at,
          refused: [...refused].some((field) => new RegExp(`^${String(name)}(\\[0\\])?\\.`).test(field)),
        }).toEqual({
          at,
          refused: true,
        });
    }
    expect(await fingerprint()).toEqual(before);
  }, 60_000);

  it.each(INHERITED)(
    'S18 S41 takes nothing called %s, in the body, within it or in the query',
    async (name) => {
      const before = await fingerprint();
      for (const operation of writesOfPeople()) {
        for (const value of ['1', '{"isAdmin":true}', '{"prototype":{"isAdmin":true}}']) {
          const at = `${operation.method} ${operation.path} ${value}`;
          expect({ at, status: (await send(operation, `{"${name}":${value}}`)).status }).toEqual({
            at,
            status: 400,
          });
        }
      }
      for (const { path } of operations.reads) {
        const answer = await console.admin.call(
          'GET',
          `${pathOf({ path } as Operation)}?${name}[isAdmin]=true&${name}=1`,
        );
        expect([400, 401, 404]).toContain(answer.status);
      }
      expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
      expect(await fingerprint()).toEqual(before);
    },
    60_000,
  );

  it('F37 refuses each number that it could not keep, by its name', async () => {
    const numbers = ['2147483648', '9007199254740993', '-1', '1.5', '1e400', '"1"', '-2147483649'];
    let asked = 0;
    for (const operation of writesOfPeople()) {
      for (const [name, schema] of Object.entries(operations.fieldsOf(operation.body ?? {}))) {
        const { type, minimum = -Infinity, maximum = Infinity } = operations.resolve(schema);
        if (type !== 'integer' && type !== 'number') continue;
        for (const number of numbers) {
          const value = JSON.parse(number) as unknown;
          const isKept = Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
          if ((isKept && UNBOUNDED.has(name)) || (type === 'number' && value === 1.5)) continue;
          const answer = await send(operation, `{"${name}":${number}}`);
          const at = `${operation.method} ${operation.path} ${name} ${number}`;
          expect({
            at,
            status: answer.status,
            isKept,
            named: faultsOf(answer).some(({ field }) => field === name),
          }).toEqual({
            at,
            status: 400,
            isKept: false,
            named: true,
          });
          asked += 1;
        }
      }
    }
    expect(asked).toBeGreaterThan(30);
  }, 60_000);

  it('F37 takes no number of a query but plain ones', async () => {
    const numbers = [
      '2147483648',
      '9007199254740993',
      '-1',
      '1.5',
      '1e400',
      '1e1',
      '0x10',
      '%201',
      '',
      '%2B1',
      '١',
    ];
    let asked = 0;
    for (const { path, parameters } of operations.reads) {
      for (const { name, schema, in: place } of parameters) {
        if (place !== 'query' || !['number', 'integer'].includes(operations.resolve(schema).type ?? ''))
          continue;
        for (const number of numbers) {
          const answer = await console.admin.call(
            'GET',
            `${pathOf({ path } as Operation)}?${name}=${number}`,
          );
          const at = `${path} ${name}=${number}`;
          expect({ at, status: answer.status, faults: faultsOf(answer).map(({ field }) => field) }).toEqual({
            at,
            status: 400,
            faults: expect.arrayContaining([name]),
          });
          asked += 1;
        }
      }
    }
    expect(asked).toBeGreaterThan(50);
  }, 60_000);
});

describe('S23 a page of somebody else', () => {
  const SIMPLE = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    undefined,
  ];

  it('changes nothing, at any address, with the cookie and whatever type it may send', async () => {
    const signedIn = await console.call('POST', '/auth/login', {
      body: { email: console.admin.email, password: 'correct horse battery' },
    });
    const cookie = String(signedIn.headers['set-cookie']).split(';', 1)[0] ?? '';
    const before = await fingerprint();
    for (const operation of operations.writes) {
      for (const type of SIMPLE) {
        for (const origin of ['https://evil.example', 'null']) {
          const { status } = await console.call(operation.method, pathOf(operation), {
            body: '{"email":"admin@example.com","password":"correct horse battery"}',
            headers: { cookie, origin, ...(type ? { 'content-type': type } : {}) },
          });
          const at = `${operation.method} ${operation.path} ${type ?? 'no type'} from ${origin}`;
          expect({ at, isRefused: status === 403 || status === 415 }).toEqual({ at, isRefused: true });
        }
      }
    }
    expect(await fingerprint()).toEqual(before);
  }, 60_000);

  it('changes nothing by asking: no GET writes', async () => {
    const before = await fingerprint();
    for (const operation of operations.reads.filter(({ path }) => !OF_MACHINES.test(path))) {
      const { status } = await console.admin.call('GET', pathOf(operation));
      expect(status).toBeLessThan(500);
    }
    expect(await fingerprint()).toEqual(before);
  }, 60_000);
});
