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

  it.each(['@/etc/hostname', 'file:///etc/hostname', 'file:/etc/hostname'])(
    'S31 takes %s as it is written, never as the name of a file',
    (text) => {
      const parsed = parseConfig({ ...good, enrolmentToken: text });
      expect(parsed).toMatchObject({ ok: true, config: { enrolmentToken: text } });
      expect(faults({ servers: [text] })).not.toEqual([]);
      expect(faults({ [text]: text })).not.toEqual([]);
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

  const self = { bin: 'edge-agent', dir: '/var/lib/agent/self' };

  it('makes the agent a bin of its own only where "self" says so', () => {
    const parsed = parseConfig({ ...good, self });
    const bins = parsed.ok ? parsed.config.bins : [];
    expect(parsed).toMatchObject({ config: { self: { ...self, proveSeconds: 120, watchSeconds: 60 } } });
    expect(bins.map(({ name }) => name)).toEqual(['web', 'edge-agent']);
    expect(bins[1]).toMatchObject({ path: '/var/lib/agent/self/agent.cjs', service: { kind: 'agent' } });
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
