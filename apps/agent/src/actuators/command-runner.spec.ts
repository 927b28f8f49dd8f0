import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { linuxProcesses } from '../probes/process-table.js';
import { CommandRunner } from './command-runner.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rc-runner-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('F19 a command that could not be noted does not run on, with nobody who knows of it', async () => {
  const noRoom = (): never => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  };
  const runner = new CommandRunner({
    stateDir: folder,
    environment: { PATH: process.env['PATH'] ?? '' },
    processes: { ...linuxProcesses, identify: noRoom },
    lastCall: new AbortController().signal,
  });
  const witness = join(folder, 'ran-on');
  const argv = ['/bin/sh', '-c', `sleep 0.5 & wait; touch "${witness}"`];
  await expect(runner.run('web.hook-drain', { argv, timeoutSeconds: 10 })).rejects.toMatchObject({
    code: 'ENOSPC',
  });
  await new Promise((done) => setTimeout(done, 1_500));
  expect(existsSync(witness)).toBe(false);
});
