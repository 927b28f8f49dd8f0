import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CONSOLE_CONTRACT, CONVERSED_FLEET } from '@release-console/fleet-sim';
import { bundleTypeScript } from '../bundle-typescript.mjs';
import { withDatabase } from '../with-database.js';
import { PgConsole } from './pg-console.js';

const DIST = resolve(__dirname, '../../dist');

describe('the console on PostgreSQL keeps the contract of the one in memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-console-contract-'));
  let program = '';
  let console: PgConsole;

  // Hooks run in this order: the processes end before their database is gone.
  afterAll(async () => {
    await console?.end();
    rmSync(program, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);
  const db = withDatabase();
  beforeAll(async () => {
    program = await bundleTypeScript('test/sim/child.ts');
    console = await PgConsole.start({ url: db.url, dist: DIST, program, folder });
  }, 120_000);
  beforeEach(() => console.beginAnew(CONVERSED_FLEET));

  it.each(CONSOLE_CONTRACT)('$says', ({ check }) => check(console));
});
