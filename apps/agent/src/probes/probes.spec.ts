import { spawn } from 'node:child_process';

import { isAlreadyDone, parseSupervisorPid } from '../actuators/supervisor-service.js';
import { parseMainPid } from '../actuators/systemd-service.js';
import type { BinConfig } from '../config/agent-config.js';
import { assertSpace, parseDf } from './disk-space.js';
import { FileHashes, hashFile } from './file-hash.js';
import { prettyName } from './host-facts.js';
import { linuxProcesses, parseStat } from './process-table.js';
import { classify, RunningProgramProbe } from './running-program.js';

describe('reading the host', () => {
  it.each([
    ['1 (web) S 1 2', null],
    ['7 (a) b) c) S 1 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 98765 1', '98765'],
    ['7 (gone) Z 1 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 98765 1', null],
  ])('the start of a process from %s', (stat, startTicks) => {
    expect(parseStat(7, stat)).toEqual(startTicks === null ? null : { pid: 7, startTicks });
  });

  it('a process that became another program is that other program', async () => {
    const child = spawn('/bin/sh', ['-c', 'read line; exec sleep 1000'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    try {
      const hashes = new FileHashes();
      const bin = { path: '/nowhere' } as BinConfig;
      const probe = new RunningProgramProbe(bin, linuxProcesses, hashes);
      const main = linuxProcesses.identify(child.pid ?? 0);
      expect(await probe.look(main, null)).toMatchObject({
        sha256: await hashFile('/bin/sh'),
        source: 'process',
      });
      child.stdin.write('go\n');
      const sleep = await hashFile('/bin/sleep');
      for (let turn = 0; turn < 100 && (await probe.look(main, null)).sha256 !== sleep; turn += 1) {
        await new Promise((done) => setTimeout(done, 20));
      }
      expect(await probe.look(main, null)).toMatchObject({ sha256: sleep, process: main });
    } finally {
      child.kill('SIGKILL');
    }
  });

  it.each([
    ['/opt/web', ['/opt/web'], 'native'],
    ['/opt/web.old', ['/opt/web.old', '-c'], 'native'],
    ['/usr/bin/node', ['node', '/opt/web', '-p'], 'interpreted'],
    ['/usr/bin/node', ['node', '/opt/other'], 'native'],
    [null, [], 'unreadable'],
  ] as const)('%s started as %j is %s', (executable, words, kind) => {
    expect(classify('/opt/web', executable, words)).toBe(kind);
  });

  it('free space, also of a device with a long name', () => {
    const head = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n';
    const use = { totalBytes: 1_024_000, usedBytes: 409_600, freeBytes: 563_200 };
    expect(parseDf(`${head}/dev/vda 1000 400 550 43% /\n`)).toEqual(use);
    expect(parseDf(`${head}host:/a b         1000   400   550      43% /mnt/c d\n`)).toEqual(use);
    expect(parseDf(`${head}none 0 0 0 - /proc\n`)).toEqual({ totalBytes: 0, usedBytes: 0, freeBytes: 0 });
    expect(parseDf('nonsense')).toBeNull();
  });

  it('F19 leaves the reserve alone', () => {
    const facts = { needed: 100, reserve: 50, folder: '/opt' };
    expect(() => assertSpace({ ...facts, free: 150 })).not.toThrow();
    expect(() => assertSpace({ ...facts, free: 149 })).toThrow(expect.objectContaining({ code: 'NO_SPACE' }));
  });

  it('what service managers say', () => {
    expect(parseMainPid('MainPID=812\n')).toBe(812);
    expect(parseMainPid('MainPID=0\n')).toBeNull();
    expect(parseSupervisorPid('812\n')).toBe(812);
    expect(parseSupervisorPid('0\n')).toBeNull();
    expect(parseSupervisorPid('UserWarning: pkg_resources is deprecated\n812\n')).toBe(812);
    for (const silence of ['', 'web: ERROR (no such process)', 'MainPID=']) {
      expect(() => parseMainPid(silence)).toThrow(/did not say/);
      expect(() => parseSupervisorPid(silence)).toThrow(/did not say/);
    }
    expect(isAlreadyDone('web: ERROR (not running)')).toBe(true);
    expect(isAlreadyDone('web: ERROR (spawn error)')).toBe(false);
  });

  it('the name of the system', () => {
    expect(prettyName('ID=debian\nPRETTY_NAME="Debian GNU/Linux 12"\n')).toBe('Debian GNU/Linux 12');
    expect(prettyName('')).toBeNull();
  });
});
