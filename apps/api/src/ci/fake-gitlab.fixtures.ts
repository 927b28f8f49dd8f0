import { createHmac, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { FakeForge, sendFile, sendJson, type Asked } from './fake-storage.fixtures.js';

export interface FakeJob {
  readonly id: number;
  readonly name: string;
  readonly status: 'success' | 'failed' | 'created';
  /** Undefined: it made none. */
  readonly bytes: Buffer | undefined;
  readonly hasExpired?: boolean;
}

export interface FakePipeline {
  readonly id: number;
  readonly number: number;
  readonly status: 'running' | 'success' | 'failed';
  readonly jobs: readonly FakeJob[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly finishedAt?: string;
}

export type GitlabMood = 'well' | 'limited' | 'failing' | 'resetting' | 'cutting' | 'elsewhere';

const PROJECT = 42;
export const PROJECT_PATH = 'group/shop';

/** What of GitLab the console speaks to, written from its documentation; it checks who asks with code of its own. */
export class FakeGitlab extends FakeForge {
  readonly token = 'glpat-0123456789';
  readonly pipelines: FakePipeline[] = [];
  /** Of the package registry: `name/version/file`. */
  readonly packages = new Map<string, Buffer>();
  mood: GitlabMood = 'well';
  /** Whether artifacts lie with a storage that is redirected to, or on its own disk. */
  hasStorage = false;
  elsewhere = 'http://169.254.169.254/latest/meta-data';

  /** As one that lies below a folder. */
  get url(): string {
    return `${this.host.origin}/gitlab/`;
  }

  /** What a webhook with a secret token sends along. */
  headersOf(event: string, key: string, token?: string): Readonly<Record<string, string>> {
    return {
      ...{ 'user-agent': 'GitLab/18.5.0', 'content-type': 'application/json' },
      ...{ 'x-gitlab-event': event, 'x-gitlab-instance': this.host.origin },
      ...{ 'x-gitlab-webhook-uuid': '02affd2d-2cba-4033-917d-ec22d5dc4b38' },
      ...{ 'x-gitlab-event-uuid': randomUUID(), 'idempotency-key': key },
      ...(token === undefined ? {} : { 'x-gitlab-token': token }),
    };
  }

  /** What a webhook with a signing token sends along. */
  signedHeadersOf(
    event: string,
    key: string,
    secret: string,
    body: string,
  ): Readonly<Record<string, string>> {
    const seconds = String(Math.floor(Date.now() / 1_000));
    const bytes = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const seal = createHmac('sha256', bytes).update(`${key}.${seconds}.${body}`).digest('base64');
    return {
      ...this.headersOf(event, key),
      ...{ 'webhook-id': key, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${seal}` },
    };
  }

  pipelineEvent({ id, number, status, jobs, variables = {}, finishedAt }: FakePipeline): string {
    const isOver = status !== 'running';
    return JSON.stringify({
      object_kind: 'pipeline',
      object_attributes: {
        ...{ id, iid: number, name: null, ref: 'main', tag: false, sha: 'c'.repeat(40), source: 'push' },
        ...{ status, detailed_status: status === 'success' ? 'passed' : status, stages: ['build', 'test'] },
        created_at: '2026-03-01 08:00:00 UTC',
        finished_at: isOver ? (finishedAt ?? '2026-03-01 08:05:00 UTC') : null,
        ...{ duration: isOver ? 300 : null, url: `${this.url}${PROJECT_PATH}/-/pipelines/${id}` },
        variables: Object.entries(variables).map(([key, value]) => ({ key, value })),
      },
      merge_request: null,
      user: { id: 1, name: 'Alice', username: 'alice' },
      project: this.project(),
      commit: { id: 'c'.repeat(40), message: 'Mend the till\n', author: { name: 'Alice' } },
      builds: jobs.map((job) => ({
        ...{ id: job.id, stage: 'build', name: job.name, status: job.status, when: 'on_success' },
        artifacts_file: job.bytes
          ? { filename: 'artifacts.zip', size: job.bytes.length }
          : { filename: null, size: null },
      })),
    });
  }

  releaseEvent(
    id: number,
    tag: string,
    links: readonly { readonly name: string; readonly url: string }[],
  ): string {
    return JSON.stringify({
      ...{ object_kind: 'release', id, tag, name: tag, description: 'Mended', action: 'create' },
      ...{ created_at: '2026-03-01 08:00:00 UTC', released_at: '2026-03-01 08:00:00 UTC' },
      url: `${this.url}${PROJECT_PATH}/-/releases/${tag}`,
      project: this.project(),
      assets: {
        count: links.length + 1,
        links: links.map((link, at) => ({ id: at + 1, ...link, link_type: 'package' })),
        sources: [{ format: 'zip', url: `${this.url}${PROJECT_PATH}/-/archive/${tag}/shop.zip` }],
      },
      commit: { id: 'c'.repeat(40), message: 'Mend the till\n', author: { name: 'Alice' } },
    });
  }

  packageUrl(path: string): string {
    return `${this.url}api/v4/projects/${PROJECT}/packages/generic/${path}`;
  }

  private project(): object {
    return {
      ...{ id: PROJECT, name: 'shop', path_with_namespace: PROJECT_PATH, default_branch: 'main' },
      web_url: `${this.url}${PROJECT_PATH}`,
    };
  }

  protected answer(url: URL, { headers }: Asked, response: ServerResponse): void {
    if (this.isMoody(response)) return;
    if (headers['private-token'] !== this.token)
      return sendJson(response, 401, { message: '401 Unauthorized' });
    const path = url.pathname.replace(/^\/gitlab\/api\/v4\//, '');
    if (path === 'version') return sendJson(response, 200, { version: '18.5.0-ee', revision: '4e963fe' });
    const job = /^projects\/42\/jobs\/(\d+)\/artifacts$/.exec(path)?.[1];
    const file = /^projects\/42\/packages\/generic\/(.+)$/.exec(path)?.[1];
    const bytes = job === undefined ? this.packages.get(file ?? '') : this.artifactsOf(Number(job));
    if (!bytes) return sendJson(response, 404, { message: '404 Not found' });
    if (this.hasStorage)
      return void response.writeHead(302, { location: this.storage.addressOf(bytes) }).end();
    sendFile(response, bytes, this.mood === 'cutting');
  }

  private isMoody(response: ServerResponse): boolean {
    if (this.mood === 'limited')
      response
        .writeHead(429, { 'content-type': 'text/plain', 'retry-after': '120', 'ratelimit-remaining': '0' })
        .end('Retry later\n');
    if (this.mood === 'failing') sendJson(response, 500, { message: '500 Internal Server Error' });
    if (this.mood === 'resetting') response.socket?.resetAndDestroy();
    if (this.mood === 'elsewhere') response.writeHead(302, { location: this.elsewhere }).end();
    return this.mood !== 'well' && this.mood !== 'cutting';
  }

  private artifactsOf(id: number): Buffer | undefined {
    const job = this.pipelines.flatMap(({ jobs }) => jobs).find((one) => one.id === id);
    return job?.hasExpired ? undefined : job?.bytes;
  }
}
