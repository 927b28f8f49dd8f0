import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConsole } from '../../../test/with-console.js';
import { TestFleet } from '../../nodes/fleet.fixtures.js';

/** The names of metrics in a query. */
const METRIC = /\b(release_console|http_server|process|nodejs)_[a-z0-9_]+\b/g;

const console = withConsole();
const fleet = new TestFleet(console);
let token: string;

beforeAll(async () => {
  const { body } = await console.admin.call('POST', '/tokens', {
    name: 'prometheus',
    permissions: ['metrics.read'],
  });
  token = body.token;
});

async function samples(): Promise<ReadonlyMap<string, number>> {
  const { status, body, headers } = await console.call('GET', '//metrics', {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = (body as string).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))] as const;
    }),
  );
}

const counted = (method: string, route: string, status: number): string =>
  `http_server_request_duration_seconds_count{http_request_method="${method}",http_route="${route}",http_response_status_code="${status}"}`;

describe('what the console tells Prometheus about itself', () => {
  it('is every request by its route, never by its address, and how long it took', async () => {
    const before = await samples();
    const secret = 'ffffffff-0000-7000-8000-00000000dead';
    for (let count = 0; count < 3; count += 1) await console.admin.call('GET', `/releases/${secret}`);
    await console.call('GET', '/no/such/place');
    const after = await samples();
    const of = counted('GET', '/api/v1/releases/:id', 404);
    expect((after.get(of) ?? 0) - (before.get(of) ?? 0)).toBe(3);
    expect([...after.keys()].join('\n')).not.toMatch(/dead|no\/such/);
    expect(after.get(of.replace('_count', '_sum'))).toBeGreaterThan(0);
  });

  it('is not how long agents wait for news', async () => {
    const node = await fleet.aNode('waits-1', { arch: 'amd64' });
    const { body } = await node.sync();
    const before = await samples();
    await node.sync({ stateVersion: body.stateVersion, wait: 1 });
    const after = await samples();
    const of = counted('POST', '/api/v1/agent/sync', 200);
    expect([after.get(of), after.get('release_console_agent_waits_total')]).toEqual([
      before.get(of),
      (before.get('release_console_agent_waits_total') ?? 0) + 1,
    ]);
  });

  it('is how many nodes and releases there are, also none', async () => {
    await fleet.aNode('quiet-1', { arch: 'amd64' });
    const known = await samples();
    expect(known.get('release_console_nodes{lifecycle="active",presence="never"}')).toBeGreaterThan(0);
    expect(known.get('release_console_releases{status="deploying"}')).toBe(0);
    expect([
      known.get('release_console_drift_findings'),
      known.get('release_console_emergency_stops'),
    ]).toEqual([0, 0]);
    for (const severity of ['critical', 'warning', 'info'])
      expect(known.get(`release_console_alerts_firing{severity="${severity}"}`)).toBe(0);
    const stop = await console.admin.call('POST', '/emergency-stop', { reason: 'to be counted' });
    expect((await samples()).get('release_console_emergency_stops')).toBe(1);
    await console.admin.call('DELETE', `/emergency-stop/${stop.body.items[0].id}`);
  });

  it('is how the process does, once, however many consoles are in it', async () => {
    const known = await samples();
    expect(known.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect([...known.keys()].filter((name) => name.startsWith('release_console_info{'))).toHaveLength(1);
    const other = await console.another();
    const second = await console.call('GET', '//metrics', {
      app: other,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(second.status).toBe(200);
    await other.close();
  });

  it('is all that the dashboard for Grafana asks for', async () => {
    const file = join(import.meta.dirname, '../../../../../docs/grafana-dashboard.json');
    const { panels } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
    };
    const asked = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => expr.match(METRIC) ?? []));
    const told = new Set([...(await samples()).keys()].map((key) => key.replace(/\{.*/, '')));
    expect(asked.length).toBeGreaterThan(10);
    expect([...new Set(asked)].filter((name) => !told.has(name))).toEqual([]);
  });

  it('is for those who may', async () => {
    expect((await console.call('GET', '//metrics')).status).toBe(401);
    const person = await console.newPerson();
    const { status } = await console.call('GET', '//metrics', {
      headers: { authorization: `Bearer ${person.token}` },
    });
    expect(status).toBe(403);
  });
});
