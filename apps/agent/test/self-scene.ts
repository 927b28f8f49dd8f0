import { FakeConsole } from './fake-console.js';
import type { ObservedInTest } from './fake-console.js';
import { SelfHost } from './self-host.js';
import { until } from './test-host.js';

/** A console and a host of its own, because these tests mostly wait and so run side by side. */
export class Scene {
  readonly console = new FakeConsole();
  readonly host = new SelfHost();
  old = '';

  async play(test: (scene: Scene) => Promise<void>): Promise<void> {
    try {
      await this.console.start();
      await this.host.prepare();
      this.host.configureSelf([this.host.withToken(this.console.url)]);
      this.old = this.host.installSelf(this.host.bundle('old', { hasFaults: true }));
      await test(this);
    } finally {
      await this.host.remove();
      await this.console.stop();
    }
  }

  seen(): ObservedInTest | undefined {
    return this.console.observedBin('agent');
  }

  want(content: Buffer, generation = 1): string {
    const sha256 = this.console.addFile(content);
    this.console.want({ bin: 'agent', sha256, generation });
    return sha256;
  }

  async started(): Promise<number> {
    this.host.startLauncher();
    await until('it reports itself', () => this.seen()?.sha256 === this.old);
    return this.host.agentPid();
  }

  settled(generation: number, phase: string): Promise<unknown> {
    return until(`${phase} at ${generation}`, () => {
      const seen = this.seen();
      return seen?.generation === generation && seen.phase === phase;
    });
  }

  async putBack(code: string): Promise<void> {
    await this.settled(1, 'failed');
    expect(this.seen()).toMatchObject({ sha256: this.old, healthy: true, error: { code } });
    expect(this.host.liveSelf()).toBe(this.old);
    await until('it is told', () => this.console.phases(1).includes('failed'));
  }

  /** From the end of the download on nothing is reached any more. */
  goesDarkAfterDownload(): void {
    const serve = this.console.download;
    this.console.download = (...call) => {
      serve(...call);
      this.console.refuse = { status: 503, code: 'DOWN' };
    };
  }
}

export const scene = (test: (scene: Scene) => Promise<void>) => (): Promise<void> => new Scene().play(test);
