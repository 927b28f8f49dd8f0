import type { Host } from './fuzz-stage.js';
import type { Sender } from './send.js';

interface Wanted {
  readonly bin: string;
  readonly generation: number;
  readonly sha256: string | null;
  readonly action: 'stage' | 'activate' | 'revert';
}

/** A host that does what it is told, except for the lane in which everything fails. */
export class FuzzHost {
  private readonly bins = new Map<string, { running: string | null; generation: number }>();
  private attempt = 0;

  constructor(
    private readonly host: Host,
    private readonly sender: Sender,
    private readonly instance = host.id,
  ) {}

  async call(): Promise<void> {
    const wanted = await this.sync([]);
    for (const each of wanted) {
      const own = this.bins.get(each.bin) ?? { running: null, generation: 0 };
      this.bins.set(each.bin, own);
      if (each.generation <= own.generation) continue;
      own.generation = each.generation;
      const fails = each.bin === 'failing' && each.action === 'activate' && this.attempt % 3 !== 0;
      if (!fails && each.action !== 'stage') own.running = each.sha256;
      await this.sync([this.event(each, fails)]);
    }
  }

  private event({ bin, generation, action }: Wanted, fails: boolean): object {
    this.attempt += 1;
    return {
      ...{
        id: `${this.host.id}-${bin}-${generation}-${this.attempt}`,
        bin,
        generation,
        attempt: this.attempt,
        seq: 1,
      },
      phase: fails ? 'failed' : action === 'stage' ? 'staged' : 'active',
      error: fails ? { code: 'HEALTH_FAILED', message: 'It did not become healthy.' } : null,
    };
  }

  private async sync(events: readonly object[]): Promise<readonly Wanted[]> {
    const observed = [...this.bins].map(([bin, { running, generation }]) => ({
      ...{
        bin,
        sha256: running,
        source: running ? 'process' : null,
        healthy: running ? true : null,
        generation,
        kept: [],
      },
    }));
    const json = { agent: { version: '0.3.0', instance: this.instance }, observed, events };
    const answer = await this.sender.send(
      {
        ...{
          method: 'POST',
          path: '/api/v1/agent/sync',
          query: [],
          headers: { 'content-type': 'application/json' },
        },
        ...{ json, body: Buffer.from(JSON.stringify(json)) },
      },
      `Bearer ${this.host.token}`,
    );
    const said =
      answer.status === 200 ? (JSON.parse(answer.body.toString('utf8')) as { bins?: Wanted[] }) : {};
    return said.bins ?? [];
  }
}
