import { BIN, sync, type BenchNode, type Wanted } from '../nodes.js';

const EVERY_MS = 1_000;

/** Nodes that ask each second, and run at once what they are told to. */
export class FleetBeside {
  private readonly took: number[] = [];
  private isOver = false;
  private readonly lives: readonly Promise<void>[];

  constructor(
    private readonly apiUrl: string,
    nodes: readonly BenchNode[],
  ) {
    this.lives = nodes.map((node, index) => this.live(node, (index / nodes.length) * EVERY_MS));
  }

  /** How long their calls took since the last time that somebody asked, in milliseconds. */
  takeLatencies(): readonly number[] {
    return this.took.splice(0);
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.lives);
  }

  private async live({ token }: BenchNode, firstMs: number): Promise<void> {
    await pause(firstMs);
    let running: Wanted | undefined;
    while (!this.isOver) {
      const began = performance.now();
      const { bins } = await sync(this.apiUrl, token, observedOf(running));
      this.took.push(performance.now() - began);
      running = bins?.find(({ bin }) => bin === BIN) ?? running;
      await pause(EVERY_MS - (performance.now() - began));
    }
  }
}

function observedOf(running: Wanted | undefined): object {
  const known = { bin: BIN, source: 'process', healthy: true };
  return {
    observed: running ? [{ ...known, sha256: running.sha256, generation: running.generation }] : [],
    wait: 0,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
