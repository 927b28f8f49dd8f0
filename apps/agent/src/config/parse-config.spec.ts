import { createHash } from 'node:crypto';

import { KNOWN_METRICS, STATUS_LABELS } from '../metrics/request-metrics.js';
import type { BinConfig } from './agent-config.js';
import { parseConfig } from './parse-config.js';

const good = {
  servers: ['https://node-1:s%3Acret@console.example/api/v1/'],
  stateDir: '/var/lib/agent',
  bins: { web: { path: '/opt/web/bin/web', service: { kind: 'systemd', unit: 'web.service' } } },
};

function faults(changes: object): readonly string[] {
  const parsed = parseConfig({ ...good, ...changes });
  return parsed.ok ? [] : parsed.faults;
}

const withBin = (changes: object): object => ({ bins: { web: { ...good.bins.web, ...changes } } });

describe('the configuration file', () => {
  it('is filled up with defaults', () => {
    const parsed = parseConfig(good);
    expect(parsed).toMatchObject({
      ok: true,
      config: {
        servers: [
          { url: 'https://console.example/api/v1', credentials: { user: 'node-1', password: 's:cret' } },
        ],
        tokenFile: '/var/lib/agent/token',
        minFreeBytes: 67_108_864,
        bins: [
          { name: 'web', keep: 3, stagingDir: '/opt/web/bin', mode: null, health: { watchSeconds: 60 } },
        ],
      },
    });
  });

  it('knows configuration files, which nobody runs', () => {
    const nginx = {
      path: '/etc/nginx/conf.d/shop.conf',
      validate: { command: ['/usr/sbin/nginx', '-t'], timeoutSeconds: 5 },
      reload: { command: ['/usr/sbin/nginx', '-s', 'reload'] },
    };
    const parsed = parseConfig({ ...good, bins: {}, configs: { 'shop.nginx.conf': nginx } });
    expect(parsed).toMatchObject({
      ok: true,
      config: {
        bins: [
          {
            name: 'shop.nginx.conf',
            kind: 'file',
            stagingDir: '/etc/nginx/conf.d',
            mode: null,
            newFileMode: 0o640,
            absentSha256: createHash('sha256').digest('hex'),
            keep: 10,
            service: { kind: 'none' },
            hooks: {
              precheck: { argv: ['/usr/sbin/nginx', '-t'], timeoutSeconds: 5 },
              start: { argv: ['/usr/sbin/nginx', '-s', 'reload'], timeoutSeconds: 30 },
            },
            health: { watchSeconds: 0 },
          },
        ],
      },
    });
    const only = { servers: good.servers, stateDir: good.stateDir, configs: { a: { path: '/etc/a' } } };
    expect(parseConfig(only).ok).toBe(true);
  });

  it.each([
    ['without a path', { a: {} }, 'configs.a.path: is missing'],
    ['with the name of a bin', { web: { path: '/etc/a' } }, 'configs.web: is also one of bins'],
    ['with the path of a bin', { a: { path: '/opt/web/bin/web' } }, 'is also the path of web'],
    ['with a service', { a: { path: '/etc/a', service: { kind: 'none' } } }, 'not a known setting'],
    ['S26 with a command as one text', { a: { path: '/etc/a', reload: { command: 'x y' } } }, 'no shell'],
    ['with a name that is none', { 'A b': { path: '/etc/a' } }, 'is not a name of a configuration file'],
  ])('refuses a configuration file %s', (_, configs, fault) => {
    expect(faults({ configs }).join('\n')).toContain(fault);
  });

  it.each(['@/etc/hostname', 'file:///etc/hostname', 'file:/etc/hostname'])(
    'S31 takes %s as it is written, never as the name of a file',
    (text) => {
      const parsed = parseConfig({ ...good, enrolmentToken: text });
      expect(parsed).toMatchObject({ ok: true, config: { enrolmentToken: text } });
      expect(faults({ servers: [text] })).not.toEqual([]);
      expect(faults({ [text]: text })).not.toEqual([]);
    },
  );

  it.each(['host:1', 'x'.repeat(101), '-host'])(
    'takes no id of a node that the console would not: %s',
    (nodeId) => {
      expect(faults({ nodeId }).join('\n')).toContain('nodeId: may hold');
      expect(faults({ nodeId: 'x'.repeat(100) })).toEqual([]);
    },
  );

  it('lists every fault at once', () => {
    const found = faults({
      servers: ['ftp://x'],
      stateDir: 'relative',
      colour: 'red',
      bins: { 'Web!': { service: 1 } },
    });
    expect(found.join('\n')).toMatch(/servers\[0\].*\n?/);
    for (const word of ['stateDir', 'colour', 'Web!', 'path: is missing', 'service: must be an object']) {
      expect(found.join('\n')).toContain(word);
    }
    expect(found.length).toBeGreaterThanOrEqual(6);
  });

  it.each([
    ['S26 a command as one text', withBin({ hooks: { drain: { command: 'rm -rf /' } } }), 'no shell'],
    [
      'S26 an option as a program',
      withBin({ hooks: { drain: { command: ['-c', 'x'] } } }),
      'not with an option',
    ],
    [
      'S26 a unit that is an option',
      withBin({ service: { kind: 'systemd', unit: '--root=/' } }),
      'not a name',
    ],
    [
      'S26 a program that is an option',
      withBin({ service: { kind: 'supervisor', program: '-c' } }),
      'not a name',
    ],
    ['an unknown hook', withBin({ hooks: { explode: { command: ['/x'] } } }), 'not a known setting'],
    ['an unknown kind of service', withBin({ service: { kind: 'docker' } }), 'systemd, supervisor'],
    [
      'commands without a pid file',
      withBin({ service: { kind: 'commands', start: ['/a'], stop: ['/b'] } }),
      'pidFile',
    ],
    ['a setuid mode', withBin({ mode: '4755' }), 'octal'],
    ['an owner that is an option', withBin({ owner: '-R root' }), 'owner'],
    ['a relative path', withBin({ path: 'bin/web' }), 'absolute'],
    ['a limit below zero', withBin({ health: { startupSeconds: -1 } }), 'from 0.1'],
    ['an https proxy', { proxy: 'https://p' }, 'proxy'],
    ['no bins', { bins: undefined }, 'bins: is missing'],
  ])('refuses %s', (_, changes, text) => {
    expect(faults(changes).join('\n')).toContain(text);
  });

  const places = {
    path: '/opt/web/{slot}/web',
    service: { kind: 'systemd', unit: 'web@{slot}.service' },
    health: { http: 'http://127.0.0.1:{port}/' },
    hooks: { switch: { command: ['/opt/web/switch', '{slot}', '{port}'], timeoutSeconds: 9 } },
    sideBySide: {
      slots: [
        { name: 'a', port: 9101 },
        { name: 'b', port: 9102 },
      ],
    },
  };

  it('is read once for each of two places, with their names and ports filled in', () => {
    const parsed = parseConfig({ ...good, bins: { web: places } });
    const [bin] = parsed.ok ? parsed.config.bins : [];
    expect(bin?.sideBySide?.places).toMatchObject([
      {
        path: '/opt/web/a/web',
        service: { unit: 'web@a.service' },
        health: { http: 'http://127.0.0.1:9101/' },
      },
      {
        path: '/opt/web/b/web',
        hooks: { switch: { argv: ['/opt/web/switch', 'b', '9102'], timeoutSeconds: 9 } },
      },
    ]);
  });

  it('gives an archive two links in one folder', () => {
    const { path: _, ...archive } = places;
    const parsed = parseConfig({ ...good, bins: { web: { ...archive, dir: '/srv/web' } } });
    const [bin] = parsed.ok ? parsed.config.bins : [];
    expect(bin?.sideBySide?.places).toMatchObject([
      { path: '/srv/web/current-a', otherLinks: ['/srv/web/current-b'] },
      { path: '/srv/web/current-b', otherLinks: ['/srv/web/current-a'] },
    ]);
  });

  it.each<readonly [string, object, string]>([
    ['one place only', { sideBySide: { slots: [{ name: 'a', port: 1 }] } }, 'sideBySide.slots: must be two'],
    [
      'two places with one port',
      {
        sideBySide: {
          slots: [
            { name: 'a', port: 1 },
            { name: 'b', port: 1 },
          ],
        },
      },
      'sideBySide.slots: must be two',
    ],
    ['one path for both', { path: '/opt/web/web' }, 'path: must differ'],
    ['one service for both', { service: { kind: 'systemd', unit: 'web.service' } }, 'service: must differ'],
    ['no service', { service: { kind: 'none' } }, 'service: must be one'],
    ['one question for both', { health: { http: 'http://127.0.0.1:80/' } }, 'health.http: must differ'],
    ['no question', { health: {} }, 'health: must ask'],
    ['no switch', { hooks: {} }, 'hooks.switch: is missing'],
    ['a switch without places', { sideBySide: undefined }, 'is only run with "sideBySide"'],
    ['an unknown setting of it', { sideBySide: { ...places.sideBySide, colour: 1 } }, 'not a known setting'],
  ])('refuses to run two versions with %s', (_, changes, text) => {
    const found = faults({ bins: { web: { ...places, ...changes } } });
    expect(found.join('\n')).toContain(text);
    expect(new Set(found).size).toBe(found.length);
  });

  const asked = (metrics: object): BinConfig['metrics'] => {
    const parsed = parseConfig({ ...good, ...withBin({ metrics }) });
    return parsed.ok ? (parsed.config.bins[0]?.metrics ?? null) : null;
  };

  it('asks a program for its requests only where it says so, and by the names that programs usually have', () => {
    const url = 'http://127.0.0.1:9100/metrics?a=b';
    expect(parseConfig(good)).toMatchObject({ config: { bins: [{ metrics: null }] } });
    expect(asked({ url })).toEqual({ url, timeoutSeconds: 3, requests: KNOWN_METRICS });
    expect(asked({ url, timeoutSeconds: 1, statusLabel: 'grpc_code' })?.requests).toEqual(
      KNOWN_METRICS.map((known) => ({ ...known, statusLabels: ['grpc_code'] })),
    );
  });

  it('asks by names of its own', () => {
    const url = 'https://localhost/metrics';
    expect(asked({ url, latency: 'web:took', latencyUnit: 'ms', statusLabel: 'outcome' })?.requests).toEqual([
      { latency: 'web:took', latencyUnitsPerSecond: 1_000, requests: null, statusLabels: ['outcome'] },
    ]);
    expect(asked({ url, requests: 'web_calls_total' })?.requests).toEqual([
      { latency: null, latencyUnitsPerSecond: 1, requests: 'web_calls_total', statusLabels: STATUS_LABELS },
    ]);
  });

  it('asks each of two places where it listens', () => {
    const metrics = { url: 'http://127.0.0.1:{port}/metrics', latency: 'web_{slot}_seconds' };
    const parsed = parseConfig({ ...good, bins: { web: { ...places, metrics } } });
    const [bin] = parsed.ok ? parsed.config.bins : [];
    expect(bin?.sideBySide?.places.map((place) => place.metrics)).toMatchObject([
      { url: 'http://127.0.0.1:9101/metrics', requests: [{ latency: 'web_a_seconds' }] },
      { url: 'http://127.0.0.1:9102/metrics', requests: [{ latency: 'web_b_seconds' }] },
    ]);
    const shared = { ...places, metrics: { url: 'http://127.0.0.1:80/metrics' } };
    expect(faults({ bins: { web: shared } })).toEqual([expect.stringContaining('metrics.url: must differ')]);
    const broken = { ...places, metrics, sideBySide: {} };
    expect(faults({ bins: { web: broken } })).toEqual([expect.stringContaining('sideBySide.slots')]);
  });

  const url = 'http://127.0.0.1/metrics';
  it.each<readonly [string, unknown, string]>([
    ['that are no object', 'http://127.0.0.1/metrics', 'bins.web.metrics: must be an object'],
    ['without an address', {}, 'bins.web.metrics.url: is missing'],
    ['of another protocol', { url: 'file:///etc/passwd' }, 'bins.web.metrics.url: must be an http'],
    ['of a port that is none', { url: 'http://127.0.0.1:{port}/' }, 'bins.web.metrics.url: must be an http'],
    ['with a password', { url: 'http://user:word@127.0.0.1/' }, 'metrics.url: must not have a password'],
    ['that may take too long', { url, timeoutSeconds: 9 }, 'metrics.timeoutSeconds: must be a number from'],
    ['of a name that is none', { url, latency: 'a b' }, 'metrics.latency: is not a name of a metric'],
    ['of a counter that is none', { url, requests: '{}' }, 'metrics.requests: is not a name of a metric'],
    ['of a label that is none', { url, statusLabel: 'a:b' }, 'metrics.statusLabel: is not a name of a label'],
    ['in another unit', { url, latency: 'a', latencyUnit: 'us' }, 'metrics.latencyUnit: must be "s" or "ms"'],
    ['in a unit of nothing', { url, latencyUnit: 'ms' }, 'metrics.latencyUnit: is the unit of "latency"'],
    ['with an unknown setting', { url, colour: 1 }, 'metrics.colour: is not a known setting'],
  ])('refuses metrics %s', (_, metrics, text) => {
    expect(faults(withBin({ metrics }))).toEqual([expect.stringContaining(text)]);
  });

  const self = { bin: 'edge-agent', dir: '/var/lib/agent/self' };

  it('makes the agent a bin of its own only where "self" says so', () => {
    const parsed = parseConfig({ ...good, self });
    const bins = parsed.ok ? parsed.config.bins : [];
    expect(parsed).toMatchObject({ config: { self: { ...self, proveSeconds: 120, watchSeconds: 60 } } });
    expect(bins.map(({ name }) => name)).toEqual(['web', 'edge-agent']);
    expect(bins[1]).toMatchObject({
      path: '/var/lib/agent/self/agent.cjs',
      service: { kind: 'agent' },
      metrics: null,
    });
    expect(parseConfig(good)).toMatchObject({ config: { self: null, bins: [{ name: 'web' }] } });
  });

  it.each<readonly [string, object, string]>([
    ['no folder', { self: { bin: 'agent' } }, 'self.dir: is missing'],
    ['no name', { self: { dir: '/x' } }, 'self.bin: is missing'],
    ['the name of another bin', { self: { ...self, bin: 'web' } }, 'web is also one of bins'],
    ['a name that is none', { self: { ...self, bin: '../x' } }, 'not a name of a bin'],
    [
      'the path of another bin',
      { self: { ...self, dir: '/opt/web/bin' }, ...withBin({ path: '/opt/web/bin/agent.cjs' }) },
      'is also the path of web',
    ],
    ['less time than two tries take', { self: { ...self, proveSeconds: 119 } }, 'twice sync.retryMaxSeconds'],
    ['an unknown setting', { self: { ...self, colour: 1 } }, 'self.colour: is not a known setting'],
    ['its kind for another bin', withBin({ service: { kind: 'agent' } }), 'must be systemd'],
  ])('refuses the agent as a bin with %s', (_, changes, text) => {
    expect(faults(changes).join('\n')).toContain(text);
  });

  it('refuses two bins with one path', () => {
    const bin = good.bins.web;
    expect(faults({ bins: { web: bin, web2: bin } }).join()).toContain('is also the path of web');
  });
});
