import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { serveFile } from './fake-console.js';
import type { DesiredInTest } from './fake-console.js';
import { scene } from './self-scene.js';
import type { Scene } from './self-scene.js';
import { isAlive, until } from './test-host.js';

jest.setTimeout(120_000);

describe('an agent that is its own bin', () => {
  it.concurrent(
    'starts the new one in its place, and goes back without a download',
    scene(async (s) => {
      const before = await s.started();
      const launcher = s.host.launcherPid;
      const next = s.want(s.host.bundle('next'));
      await s.settled(1, 'active');
      expect(s.seen()).toMatchObject({
        sha256: next,
        source: 'process',
        healthy: true,
        kept: [s.old],
        error: null,
      });
      expect([s.host.liveSelf(), s.host.launcherPid, isAlive(before)]).toEqual([next, launcher, false]);
      await until('it has passed', () => s.host.verdict()['hasPassed']);
      await until('all is told', () => s.console.phases(1).includes('active'));
      expect(s.console.phases(1).join(' ')).toBe(
        'downloading verified prechecking staged swapping starting starting checking active',
      );
      s.console.want({ bin: 'agent', sha256: s.old, generation: 2, action: 'revert' });
      await s.settled(2, 'active');
      expect([s.seen()?.sha256, s.console.downloads.length]).toEqual([s.old, 1]);
    }),
  );

  it.concurrent(
    'puts the old one back when the new one ends at its start',
    scene(async (s) => {
      await s.started();
      const before = `if (process.argv[2] === 'run') { console.error('no such luck'); process.exit(9); }`;
      s.want(s.host.bundle('bad', { before }));
      await s.putBack('AGENT_ENDED');
      expect(s.seen()?.error?.message).toContain('it ended with 9: no such luck');
    }),
  );

  it.concurrent(
    'F19 puts the old one back also when the launcher can write nothing down',
    scene(async (s) => {
      s.host.failAt('launcher', 'journal.write:ENOSPC');
      await s.started();
      s.want(s.host.bundle('bad', { before: "if (process.argv[2] === 'run') process.exit(9);" }));
      await until('the old one is back', () => s.host.output.includes('agent.put-back'));
      await s.settled(1, 'failed');
      expect([s.seen()?.sha256, s.host.liveSelf()]).toEqual([s.old, s.old]);
    }),
  );

  it.concurrent(
    'puts the old one back when the new one runs and never talks with the console',
    scene(async (s) => {
      await s.started();
      const change = (text: string): string => text.replace('/agent/sync', '/agent/nowhere');
      s.want(s.host.bundle('dumb', { change }));
      await s.putBack('AGENT_NOT_TALKING');
    }),
  );

  it.concurrent(
    'puts the old one back when the new one ends soon after its first talk',
    scene(async (s) => {
      const self = { bin: 'agent', dir: s.host.dir, proveSeconds: 2, watchSeconds: 30 };
      s.host.configureSelf([s.host.withToken(s.console.url)], { self });
      await s.started();
      const journal = JSON.stringify(join(s.host.stateDir, 'bins/agent.json'));
      const before = `if (process.argv[2] === 'run') setInterval(() => {
        if (require('fs').readFileSync(${journal}, 'utf8').includes('"job":null')) process.exit(1);
      }, 200);`;
      s.want(s.host.bundle('weak', { before }));
      await s.putBack('UNHEALTHY_AFTER_ACTIVATION');
      expect(s.seen()?.error?.message).toContain('AGENT_ENDED');
      expect(s.console.phases(1)).toContain('active');
    }),
  );

  it.concurrent(
    'counts nothing against a new one while no server can be reached',
    scene(async (s) => {
      await s.started();
      s.goesDarkAfterDownload();
      s.want(s.host.bundle('next'));
      await until('the new one runs', () => s.host.verdict()['starts'] !== undefined);
      const pid = await until('its process', () => s.host.agentPid() || null);
      // Two whole spans, in each of which it would be put back if the old one had reached the console.
      await until('spans are over', () => s.host.verdict()['starts'] === 0);
      await new Promise((done) => setTimeout(done, 2_500));
      expect([s.host.agentPid(), s.host.verdict()['failure']]).toEqual([pid, null]);
      s.console.refuse = null;
      await s.settled(1, 'active');
      expect(s.host.agentPid()).toBe(pid);
    }),
  );

  it.concurrent(
    'does not touch itself when the new one can not work here',
    scene(async (s) => {
      const pid = await s.started();
      const before = `if (process.argv[2] === 'check') { console.error('not on this host'); process.exit(1); }`;
      s.want(s.host.bundle('bad', { before }));
      await s.putBack('PRECHECK_FAILED');
      expect(s.seen()?.error?.message).toContain('not on this host');
      expect([s.host.agentPid(), s.console.phases(1).includes('swapping')]).toEqual([pid, false]);
    }),
  );

  it.concurrent(
    'lets an update of another bin end first',
    scene(async (s) => {
      const { pid, go } = await waitingAtGate(s);
      await new Promise((done) => setTimeout(done, 700));
      expect([s.host.agentPid(), s.host.liveSelf()]).toEqual([pid, s.old]);
      writeFileSync(go, '');
      await s.settled(2, 'active');
      expect([await s.host.ask(), s.host.agentPid() === pid]).toEqual(['two', false]);
      const ends = [...s.console.events.values()].filter(({ phase }) =>
        ['active', 'swapping'].includes(phase),
      );
      expect(ends.map(({ bin: name, phase }) => `${name} ${phase}`).join()).toMatch(
        /web swapping,web active,agent swapping,agent active/,
      );
    }),
  );

  it.concurrent(
    'while it waits for another bin, it can be held and taken back as if it was not there yet',
    scene(async (s) => {
      const { pid, go, web } = await waitingAtGate(s);
      s.console.lifecycle = 'observing';
      s.console.news();
      await until('it heard', () => s.console.isHeard());
      writeFileSync(go, '');
      await until('the other one ended', () => s.console.phases(1).includes('active'));
      await new Promise((done) => setTimeout(done, 1_500));
      expect([s.host.agentPid(), s.host.liveSelf()]).toEqual([pid, s.old]);
      s.console.lifecycle = 'active';
      s.console.want(web, { bin: 'agent', sha256: s.old, generation: 3, action: 'revert' });
      await s.settled(3, 'active');
      expect([s.host.agentPid(), s.console.phases(2).includes('swapping')]).toEqual([pid, false]);
    }),
  );

  it.concurrent(
    'leaves a download of another bin to the new one, which takes it up where it was cut',
    scene(async (s) => {
      s.host.configureSelf([s.host.withToken(s.console.url)], { bins: { web: s.host.bin() } });
      s.host.install(s.host.program('one'));
      await s.host.startService();
      const pid = await s.started();
      const web = {
        bin: 'web',
        sha256: s.console.addFile(s.host.program('two', 'good', 300_000)),
        generation: 1,
      };
      const self = { bin: 'agent', sha256: s.console.addFile(s.host.bundle('next')), generation: 2 };
      s.console.download = (request, response, content, sha256) => {
        const isStuck = sha256 === web.sha256 && request.headers.range === undefined;
        if (!isStuck) return serveFile(request, response, content, sha256);
        response.writeHead(200, { etag: `"${sha256}"`, 'content-length': content.length });
        response.write(content.subarray(0, 100_000));
      };
      s.console.want(web);
      await until('it downloads', () => s.console.downloads.length > 0);
      s.console.want(web, self);
      await s.settled(2, 'active');
      await until('web runs', () => s.console.observedBin('web')?.phase === 'active');
      const [first, again] = s.console.downloads.filter(({ url }) => url.endsWith(web.sha256));
      expect([first?.range, again?.range]).toEqual([undefined, 'bytes=100000-']);
      expect([await s.host.ask(), s.host.agentPid() === pid]).toEqual(['two', false]);
    }),
  );

  it.concurrent(
    'is not exchanged without its launcher',
    scene(async (s) => {
      const agent = s.host.startAgent();
      await until('it reports itself', () => s.seen()?.sha256);
      s.want(s.host.bundle('next'));
      await s.settled(1, 'failed');
      expect(s.seen()?.error?.code).toBe('NOT_LAUNCHED');
      await agent.kill('SIGTERM');
    }),
  );

  it.concurrent(
    'F18 a killed launcher leaves no second agent, and the next one goes on with the trial',
    scene(async (s) => {
      await s.started();
      s.goesDarkAfterDownload();
      const next = s.want(s.host.bundle('next'));
      const [launcher, agent] = await until('the new one runs', () => {
        const pids = [s.host.launcherPid, s.host.agentPid()] as const;
        return s.host.verdict()['starts'] !== undefined && pids[1] > 0 && pids;
      });
      process.kill(launcher, 'SIGKILL');
      await until(
        'another launcher has another agent',
        () => s.host.agentPid() > 0 && s.host.agentPid() !== agent,
      );
      expect([isAlive(agent), s.host.liveSelf()]).toEqual([false, next]);
      s.console.refuse = null;
      await s.settled(1, 'active');
      expect(readFileSync(s.host.live)).toEqual(s.host.bundle('next'));
    }),
  );
});

/** A bin that is midway, and a new agent that lies ready and waits for it. */
async function waitingAtGate(s: Scene): Promise<{ pid: number; go: string; web: DesiredInTest }> {
  // As long as a busy machine takes to bring the new agent meanwhile.
  const drain = { command: [join(s.host.folder, 'drain.sh')], timeoutSeconds: 60 };
  const health = { startupSeconds: 30, intervalSeconds: 0.2, watchSeconds: 0 };
  const bin = s.host.bin({ health, hooks: { drain } });
  s.host.configureSelf([s.host.withToken(s.console.url)], { bins: { web: bin } });
  const go = join(s.host.folder, 'go');
  s.host.script('drain.sh', `while [ ! -e "${go}" ] && [ -d "${s.host.folder}" ]; do sleep 0.05; done`);
  s.host.install(s.host.program('one'));
  await s.host.startService();
  const pid = await s.started();
  const web = { bin: 'web', sha256: s.console.addFile(s.host.program('two')), generation: 1 };
  const self = { bin: 'agent', sha256: s.console.addFile(s.host.bundle('next')), generation: 2 };
  s.console.want(web);
  await until('it drains', () => s.console.phases(1).includes('draining'));
  s.console.want(web, self);
  await until('the new agent lies ready', () => s.console.phases(2).includes('staged'));
  return { pid, go, web };
}
