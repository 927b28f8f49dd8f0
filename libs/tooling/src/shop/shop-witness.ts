import { pathsOf } from '../fleet/host-files.js';
import type { Host } from '../fleet/host.js';
import { sha256Of, type Program } from '../fleet/programs.js';
import { look, type Sighting } from '../fleet/witness.js';
import { until } from '../processes/until.js';

const ANSWER_MS = 2_000;

/** Asks the shops themselves what they are, and hashes the files that they run from. */
export class ShopWitness {
  constructor(
    private readonly hosts: readonly Host[],
    private readonly builds: ReadonlyMap<string, Program>,
  ) {}

  async allOn(version: string, withinMs: number): Promise<string> {
    const wanted = this.builds.get(version)?.sha256;
    let last = '';
    try {
      await until('', withinMs, async () => {
        const seen = await Promise.all(this.hosts.map((host) => whatRunsOn(host)));
        last = seen.map(({ answers }) => answers ?? 'silent').join(', ');
        return seen.every((one) => one.answers === version && one.sha256 === wanted) || undefined;
      });
    } catch {
      throw new Error(`not all on ${version} within ${withinMs / 1000} s; seen: ${last}`);
    }
    return `${this.hosts.length} of ${this.hosts.length} shops say that they are ${version}`;
  }

  async sightings(): Promise<(Sighting & { version: string })[]> {
    return Promise.all(
      this.hosts.map(async (host) => {
        const { answers, sha256 } = await whatRunsOn(host);
        const sighting = await look(host.plan);
        return { ...sighting, sha256, answers: answers !== null, version: answers ?? 'nothing' };
      }),
    );
  }
}

async function whatRunsOn({
  plan,
}: Host): Promise<{ readonly answers: string | null; readonly sha256: string | null }> {
  try {
    const answer = await fetch(`http://127.0.0.1:${plan.port}/`, { signal: AbortSignal.timeout(ANSWER_MS) });
    const { version } = (await answer.json()) as { version: string };
    return { answers: version, sha256: sha256Of(pathsOf(plan).program) };
  } catch {
    return { answers: null, sha256: null };
  }
}
