import { createHash, createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { FakeForge, sendJson, type Asked } from './fake-storage.fixtures.js';

export interface FakeRunArtifact {
  readonly id: number;
  readonly name: string;
  /** Undefined: it is listed, and was deleted meanwhile. */
  readonly bytes: Buffer | undefined;
  readonly isExpired?: boolean;
  /** Of what was uploaded; null as those of older uploads. */
  readonly digest?: string | null;
  readonly createdAt?: string;
}

export interface FakeRun {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  readonly conclusion: string | null;
  /** Of a run that a tag began, the tag. */
  readonly branch?: string;
  readonly artifacts: readonly FakeRunArtifact[];
}

export interface FakeRelease {
  readonly id: number;
  readonly tag: string;
  readonly assets: readonly {
    readonly id: number;
    readonly name: string;
    readonly bytes: Buffer;
    readonly digest?: string;
  }[];
}

export type GithubMood = 'well' | 'limited' | 'slowed' | 'failing' | 'resetting' | 'elsewhere';

export const REPOSITORY = 'acme/shop';
const NOT_FOUND = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' };

/** What of GitHub the console speaks to, written from its documentation; it checks who asks, and for what, with code of its own. */
export class FakeGithub extends FakeForge {
  readonly token = 'github_pat_11AAAA';
  readonly runs: FakeRun[] = [];
  readonly releases: FakeRelease[] = [];
  mood: GithubMood = 'well';
  resetsAt = 0;
  elsewhere = 'http://169.254.169.254/latest/meta-data';

  /** As that of an Enterprise Server. */
  get url(): string {
    return `${this.host.origin}/api/v3/`;
  }

  /** What a webhook sends along with a body. */
  headersOf(secret: string, event: string, delivery: string, body: string): Readonly<Record<string, string>> {
    const seal = (hash: string): string => createHmac(hash, secret).update(body, 'utf8').digest('hex');
    return {
      ...{ 'user-agent': 'GitHub-Hookshot/044aadd', 'content-type': 'application/json', accept: '*/*' },
      ...{ 'x-github-event': event, 'x-github-delivery': delivery, 'x-github-hook-id': '292430182' },
      ...{ 'x-github-hook-installation-target-type': 'repository' },
      ...{ 'x-hub-signature': `sha1=${seal('sha1')}`, 'x-hub-signature-256': `sha256=${seal('sha256')}` },
    };
  }

  workflowRun(run: FakeRun, action: 'requested' | 'in_progress' | 'completed' = 'completed'): string {
    const api = `https://api.github.com/repos/${REPOSITORY}/actions/runs/${run.id}`;
    const isOver = action === 'completed';
    return JSON.stringify({
      action,
      workflow_run: {
        ...{ id: run.id, name: 'Build', display_title: 'Mend the till', event: 'push', path: 'build.yml' },
        ...{ run_number: run.number, run_attempt: run.attempt, head_branch: run.branch ?? 'main' },
        ...{ head_sha: 'b'.repeat(40), status: isOver ? 'completed' : action },
        conclusion: isOver ? run.conclusion : null,
        html_url: `https://github.com/${REPOSITORY}/actions/runs/${run.id}`,
        ...{ created_at: '2026-03-01T08:00:00Z', run_started_at: '2026-03-01T08:00:00Z' },
        updated_at: `2026-03-01T08:0${run.attempt}:00Z`,
        ...{ artifacts_url: `${api}/artifacts`, actor: { login: 'alice', id: 1, type: 'User' } },
      },
      workflow: { id: 7, name: 'Build', path: '.github/workflows/build.yml', state: 'active' },
      ...this.envelope(),
    });
  }

  releaseEvent(release: FakeRelease, action: 'created' | 'published' = 'published'): string {
    const page = `https://github.com/${REPOSITORY}/releases`;
    return JSON.stringify({
      action,
      release: {
        ...{ id: release.id, tag_name: release.tag, target_commitish: 'main', name: release.tag },
        ...{ draft: action === 'created', prerelease: false, author: { login: 'alice' } },
        ...{ html_url: `${page}/tag/${release.tag}`, created_at: '2026-03-01T08:00:00Z' },
        published_at: action === 'created' ? null : '2026-03-01T08:05:00Z',
        assets: release.assets.map(({ id, name, bytes, digest }) => ({
          ...{ id, name, state: 'uploaded', content_type: 'application/octet-stream', size: bytes.length },
          digest: digest ?? digestOf(bytes),
          browser_download_url: `${page}/download/${release.tag}/${name}`,
        })),
      },
      ...this.envelope(),
    });
  }

  private envelope(): object {
    const [owner, name] = REPOSITORY.split('/');
    return {
      repository: { id: 35129377, name, full_name: REPOSITORY, private: true, owner: { login: owner } },
      sender: { login: 'alice', id: 1, type: 'User' },
    };
  }

  protected answer(url: URL, { headers }: Asked, response: ServerResponse): void {
    if (this.isMoody(url, response)) return;
    if (!headers['user-agent'])
      return sendJson(response, 403, { message: 'Request forbidden by administrative rules.' });
    if (headers.authorization !== `Bearer ${this.token}`)
      return sendJson(response, 401, { message: 'Bad credentials', status: '401' });
    const path = url.pathname.replace(/^\/api\/v3\//, '');
    if (path === 'rate_limit') return sendJson(response, 200, { rate: { limit: 5000, remaining: 4999 } });
    const [, kind, id, rest] =
      /^repos\/acme\/shop\/(actions\/runs|actions\/artifacts|releases\/assets)\/(\d+)(?:\/(\w+))?$/.exec(
        path,
      ) ?? [];
    const accept = headers.accept ?? '*/*';
    if (kind === 'actions/runs' && rest === 'artifacts') return this.list(Number(id), url, response);
    if (kind === 'actions/artifacts' && rest === 'zip') return this.zip(Number(id), accept, response);
    if (kind === 'releases/assets' && rest === undefined) return this.asset(Number(id), accept, response);
    sendJson(response, 404, NOT_FOUND);
  }

  private isMoody(url: URL, response: ServerResponse): boolean {
    if (this.mood === 'limited')
      sendJson(
        response,
        403,
        { message: 'API rate limit exceeded for user ID 1.', documentation_url: 'https://docs.github.com' },
        { 'x-ratelimit-limit': 5000, 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': this.resetsAt },
      );
    if (this.mood === 'slowed')
      sendJson(
        response,
        403,
        { message: 'You have exceeded a secondary rate limit.' },
        { 'retry-after': 60, 'x-ratelimit-remaining': 4000 },
      );
    if (this.mood === 'failing')
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Unicorn!</h1>');
    if (this.mood === 'resetting') response.socket?.resetAndDestroy();
    const isElsewhere = this.mood === 'elsewhere' && !url.pathname.endsWith('/artifacts');
    if (isElsewhere) response.writeHead(302, { location: this.elsewhere }).end();
    return isElsewhere || ['limited', 'slowed', 'failing', 'resetting'].includes(this.mood);
  }

  private list(id: number, url: URL, response: ServerResponse): void {
    const run = this.runs.findLast((one) => one.id === id);
    if (!run) return sendJson(response, 404, NOT_FOUND);
    const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
    const from = (Number(url.searchParams.get('page') ?? 1) - 1) * perPage;
    const page = run.artifacts.slice(from, from + perPage).map((artifact) => ({
      ...{ id: artifact.id, name: artifact.name, size_in_bytes: artifact.bytes?.length ?? 0 },
      ...{ expired: artifact.isExpired ?? false, expires_at: '2026-05-30T08:00:00Z' },
      archive_download_url: `https://api.github.com/repos/${REPOSITORY}/actions/artifacts/${artifact.id}/zip`,
      ...(artifact.createdAt ? { created_at: artifact.createdAt } : {}),
      digest: artifact.digest === undefined ? digestOf(artifact.bytes) : artifact.digest,
    }));
    sendJson(response, 200, { total_count: run.artifacts.length, artifacts: page });
  }

  private zip(id: number, accept: string, response: ServerResponse): void {
    if (!/application\/(?:vnd\.github\+)?json|\*\/\*/.test(accept)) return unsupported(response, accept);
    const artifact = this.runs.flatMap(({ artifacts }) => artifacts).find((one) => one.id === id);
    if (!artifact?.bytes) return sendJson(response, 404, NOT_FOUND);
    if (artifact.isExpired) return sendJson(response, 410, { message: 'Artifact has expired' });
    response.writeHead(302, { location: this.storage.addressOf(artifact.bytes) }).end();
  }

  private asset(id: number, accept: string, response: ServerResponse): void {
    const asset = this.releases.flatMap(({ assets }) => assets).find((one) => one.id === id);
    if (!asset) return sendJson(response, 404, NOT_FOUND);
    if (accept !== 'application/octet-stream')
      return sendJson(response, 200, { id, name: asset.name, size: asset.bytes.length });
    response.writeHead(302, { location: this.storage.addressOf(asset.bytes) }).end();
  }
}

function unsupported(response: ServerResponse, accept: string): void {
  sendJson(response, 415, {
    message: `Unsupported 'Accept' header: '${accept}'. Must accept 'application/json'.`,
  });
}

function digestOf(bytes: Buffer | undefined): string {
  return `sha256:${createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')}`;
}
