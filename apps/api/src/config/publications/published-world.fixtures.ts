import { createHash } from 'node:crypto';
import type { Answer, Person } from '../../../test/with-console.js';
import { ReleaseWorld, withReleaseWorld } from '../../releases/releases.fixtures.js';

export const AT_ONCE = { type: 'rolling', batch: '100%' };

const QUICK = { maxUnavailable: 10, minReadySeconds: 0, darkAfterSeconds: 60, nodeDeadlineSeconds: 90 };

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A file of configuration and the people and hosts around it. */
export class ConfigWorld {
  file: Answer['body'];

  constructor(
    readonly releases: ReleaseWorld,
    private readonly first: { readonly name: string; readonly format: string; readonly text: string },
  ) {}

  async setUp(): Promise<void> {
    this.file = await this.ok(
      await this.releases.manager.call('POST', '/configs', {
        projectId: this.releases.project.id,
        ...this.first,
      }),
    );
  }

  get bin(): string {
    return this.file.bin;
  }

  get path(): string {
    return `/configs/${this.file.id}`;
  }

  ok({ status, body }: Answer): Answer['body'] {
    if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async read(path = ''): Promise<Answer['body']> {
    return this.ok(await this.releases.manager.call('GET', `${this.path}${path}`));
  }

  async save(layer: string, text: string | null, more: object = {}, who?: Person): Promise<Answer['body']> {
    const { version } = await this.read(`/layers/${layer}`);
    const body = { text, parentVersion: version, ...more };
    return this.ok(await (who ?? this.releases.manager).call('PUT', `${this.path}/layers/${layer}`, body));
  }

  publish(more: object = {}): Promise<Answer> {
    const body = { environment: 'production', strategy: AT_ONCE, ...QUICK, ...more };
    return this.releases.manager.call('POST', `${this.path}/publish`, body);
  }

  /** Published, approved and on every node. */
  async published(more: object = {}): Promise<Answer['body']> {
    const made = this.ok(await this.publish(more));
    await this.deploy(made.releaseId);
    await this.releases.until(made.releaseId, ({ status }) => status === 'completed');
    return made;
  }

  /** Some ways back are approved already, and some environments ask nobody. */
  async deploy(releaseId: string): Promise<void> {
    const { manager, approver } = this.releases;
    if ((await this.releases.detail(releaseId)).status === 'pending_approval')
      await this.releases.ok(approver, releaseId, 'approve');
    if ((await this.releases.detail(releaseId)).status === 'approved')
      await this.releases.ok(manager, releaseId, 'deploy');
  }

  async stateOf(version: string, environment = 'production'): Promise<string> {
    const { items } = await this.read(`/publications?environment=${environment}`);
    return items.find((item: Answer['body']) => item.version === version)?.state;
  }

  runs(): readonly (string | null)[] {
    return this.releases.nodes.map((node) => node.runs(this.bin));
  }
}

export function withConfigWorld(
  nodeCount: number,
  first = { name: 'app.json', format: 'json', text: '{"level": "info"}\n' },
  env: Readonly<Record<string, string>> = {},
): ConfigWorld {
  const world = new ConfigWorld(withReleaseWorld(nodeCount, env), first);
  beforeAll(() => world.setUp(), 60_000);
  return world;
}
