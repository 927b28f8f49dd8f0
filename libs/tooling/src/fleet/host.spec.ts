import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../processes/free-ports.js';
import { until } from '../processes/until.js';
import { pathsOf, type HostPlan } from './host-files.js';
import { Host } from './host.js';
import { brokenProgram, publishedProgram } from './programs.js';
import { look } from './witness.js';

const nowhere = { apiUrl: 'http://127.0.0.1:9/api/v1', enrolmentToken: 'rce_none' };
const a = publishedProgram('a');
let dir: string;
let plan: HostPlan;
let host: Host;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "release console's host-"));
  const [port = 0] = await freePorts(1);
  plan = { name: 'edge-1', dir, port, labels: { isp: 'cmcc' }, bin: 'gateway' };
  host = new Host(plan);
});

afterEach(async () => {
  await host.shutDown();
  rmSync(dir, { recursive: true });
});

jest.setTimeout(30_000);

it('runs what is installed, and the witness sees it without asking the agent', async () => {
  host.boot(nowhere, a);
  const sighting = await until('the program', 5_000, async () => {
    const seen = await look(plan);
    return seen.answers && seen.pid ? seen : undefined;
  });
  expect(sighting).toMatchObject({ host: 'edge-1', sha256: a.sha256 });
});

it('keeps the program running when the agent is killed', async () => {
  host.boot(nowhere, a);
  await until('the program', 5_000, async () => (await look(plan)).answers || undefined);
  await host.killAgent();
  expect(host.isAgentRunning).toBe(false);
  expect((await look(plan)).answers).toBe(true);
});

it('leaves nothing running', async () => {
  host.boot(nowhere, a);
  await until('the program', 5_000, async () => (await look(plan)).answers || undefined);
  await host.shutDown();
  expect(await look(plan)).toEqual({ host: 'edge-1', pid: null, sha256: null, answers: false });
  expect(host.isAgentRunning).toBe(false);
});

it('gives the agent a configuration that it accepts', async () => {
  host.boot(nowhere, a);
  await until('a word of the agent', 5_000, () => logOf(plan) || undefined);
  expect(host.isAgentRunning).toBe(true);
  expect(logOf(plan)).not.toContain("can't be used");
});

it('makes a broken build out of a good one', () => {
  const broken = brokenProgram(a, join(dir, 'broken'));
  expect(broken.sha256).not.toBe(a.sha256);
});

function logOf(of: HostPlan): string {
  return readFileSync(pathsOf(of).agentLog, 'utf8');
}
