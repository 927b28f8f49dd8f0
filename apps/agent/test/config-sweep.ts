import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ConfigHost } from './config-host.js';

/**
 * Kills the agent at steps of updates to one content after the other (an empty one: no file), and looks after each that
 * the file is whole and that the next start brings the update to its end. Says how often it was killed.
 */
export async function sweepConfig(host: ConfigHost, contents: readonly Buffer[]): Promise<number> {
  let generation = 0;
  const wanted = (): Buffer => contents[generation % contents.length] ?? Buffer.alloc(0);
  const known = contents.map(contentOf);
  let crashes = 0;
  for (const [step, side] of chosen(await mostSteps())) {
    generation += 1;
    const agent = host.startAgent({ AGENT_FAULT: `${step}:${side}` });
    host.want(wanted(), generation);
    const end = await Promise.race([agent.ended, host.ends('active', generation)]);
    if ('signal' in end && end.signal === 'SIGKILL') crashes += 1;
    expect(known).toContain(host.content());
    await agent.kill();
    const next = host.startAgent();
    await host.ends('active', generation);
    expect(host.content()).toBe(contentOf(wanted()));
    await next.kill('SIGTERM');
  }
  return crashes;

  /** Of an undisturbed update to each of them. */
  async function mostSteps(): Promise<number> {
    let most = 0;
    for (const turn of contents.keys()) {
      generation += 1;
      const trace = join(host.folder, `trace-${turn}`);
      const traced = host.startAgent({ AGENT_FAULT_TRACE: trace });
      host.want(wanted(), generation);
      await host.ends('active', generation);
      await traced.kill('SIGTERM');
      most = Math.max(most, readFileSync(trace, 'utf8').trim().split('\n').length);
    }
    return most;
  }
}

const contentOf = (bytes: Buffer): string | null => (bytes.length === 0 ? null : bytes.toString());

/** Every step, on both sides of it, in a whole run; else another few each day. */
function chosen(steps: number): readonly (readonly [number, 'before' | 'after'])[] {
  const all = Array.from({ length: steps }, (_, place) => place + 1).flatMap(
    (step) =>
      [
        [step, 'before'],
        [step, 'after'],
      ] as const,
  );
  if (process.env['WHOLE_RUN'] === '1') return all;
  const day = Math.floor(Date.now() / 86_400_000);
  return all.filter((_, place) => (place + day) % 6 === 0);
}
