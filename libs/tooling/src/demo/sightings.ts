import type { Host } from '../fleet/host.js';
import type { Program } from '../fleet/programs.js';
import { look, type Sighting } from '../fleet/witness.js';
import { until } from '../processes/until.js';

export type Versions = ReadonlyMap<string, Program>;

/** The witness's notebook: which host was seen running which version. */
export class Sightings {
  constructor(private readonly versions: Versions) {}

  async of(hosts: readonly Host[]): Promise<(Sighting & { version: string })[]> {
    const sightings = await Promise.all(hosts.map(({ plan }) => look(plan)));
    return sightings.map((sighting) => ({ ...sighting, version: this.nameOf(sighting.sha256) }));
  }

  /** Waits until every one of the hosts runs this version and answers over HTTP. */
  async allOn(hosts: readonly Host[], version: string, withinMs: number): Promise<string> {
    let last = '';
    try {
      await until('', withinMs, async () => {
        const seen = await this.of(hosts);
        last = seen.map((one) => `${one.host} ${one.version}${one.answers ? '' : ' (silent)'}`).join(', ');
        return seen.every((one) => one.version === version && one.answers) || undefined;
      });
    } catch {
      throw new Error(`not all on ${version} within ${withinMs / 1000} s; seen: ${last}`);
    }
    return `${hosts.length} of ${hosts.length} hosts run ${version} and answer`;
  }

  /** The hosts that run this version now. */
  async runningOn(hosts: readonly Host[], version: string): Promise<Host[]> {
    const seen = await this.of(hosts);
    return hosts.filter((_, index) => seen[index]?.version === version);
  }

  private nameOf(sha256: string | null): string {
    if (sha256 === null) return 'nothing';
    for (const [version, program] of this.versions) if (program.sha256 === sha256) return version;
    return 'unknown';
  }
}
