import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Answer, TestConsole } from '../../test/with-console.js';
import { newSecret } from './credentials/secrets.js';
import { DesiredStateRepository, type DesiredChange, type DesiredOutcome } from './index.js';

type Json = Readonly<Record<string, unknown>>;

export function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export interface AVersion {
  readonly binId: string;
  readonly versionId: string;
  readonly sha256: string;
}

/** Builders for what other rooms own, written straight into their tables, and hosts that speak both protocols. */
export class TestFleet {
  constructor(readonly console: TestConsole) {}

  query<T = Json>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.console.db.source.query<T[]>(text, [...values]);
  }

  async aPlace(code: string): Promise<{ readonly projectId: string; readonly environmentId: string }> {
    const project = await this.console.newProject(code);
    return { projectId: project.id, environmentId: project.environments[0]?.id ?? '' };
  }

  async aBin(projectId: string, name: string): Promise<string> {
    const [row] = await this.query<{ id: string }>(
      'INSERT INTO bins (name, project_id, created_at) VALUES ($1, $2, now()) RETURNING id',
      [name, projectId],
    );
    return row?.id ?? '';
  }

  /** A version with one file per architecture, whose digests are those of "<bin id> <version> <arch>". */
  async aVersion(
    binId: string,
    version: string,
    archs: readonly string[] = ['amd64'],
    kind = 'file',
  ): Promise<AVersion> {
    const [row] = await this.query<{ id: string }>(
      'INSERT INTO bin_versions (bin_id, version, created_at) VALUES ($1, $2, now()) RETURNING id',
      [binId, version],
    );
    const versionId = row?.id ?? '';
    for (const arch of archs) {
      await this.query(
        "INSERT INTO artifacts (version_id, arch, sha256, kind, size_bytes, file_name, uploaded_at) VALUES ($1, $2, $3, $4, 11, 'file', now())",
        [versionId, arch, sha(`${binId} ${version} ${arch}`), kind],
      );
    }
    return { binId, versionId, sha256: sha(`${binId} ${version} ${archs[0]}`) };
  }

  async aNode(
    id: string,
    options: { lifecycle?: string; arch?: string; place?: { projectId: string; environmentId: string } } = {},
  ): Promise<TestNode> {
    await this.query('INSERT INTO nodes (id, name, lifecycle, arch) VALUES ($1, $1, $2, $3)', [
      id,
      options.lifecycle ?? 'active',
      options.arch ?? null,
    ]);
    if (options.place) {
      const { projectId, environmentId } = options.place;
      await this.query(
        'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
        [id, projectId, environmentId],
      );
    }
    const { token, sha256 } = newSecret('rcn_');
    await this.query('INSERT INTO node_tokens (node_id, sha256) VALUES ($1, $2)', [id, sha256]);
    return new TestNode(this.console, id, token);
  }

  async anEnrolmentToken(
    environmentIds: readonly string[],
    options: { maxUses?: number; expiresIn?: string; lifecycle?: string } = {},
  ): Promise<{ id: string; token: string }> {
    const { token, sha256 } = newSecret('rce_');
    const [row] = await this.query<{ id: string }>(
      'INSERT INTO enrolment_tokens (sha256, environment_ids, max_uses, expires_at, lifecycle) VALUES ($1, $2, $3, now() + $4::interval, $5) RETURNING id',
      [
        sha256,
        environmentIds,
        options.maxUses ?? 1,
        options.expiresIn ?? '1 hour',
        options.lifecycle ?? 'active',
      ],
    );
    return { id: row?.id ?? '', token };
  }

  async want(
    node: string,
    version: AVersion,
    expectedGeneration: number,
    change: Partial<DesiredChange> = {},
  ): Promise<DesiredOutcome> {
    const { binId, versionId, sha256 } = version;
    const base = {
      nodeId: node,
      binId,
      versionId,
      sha256,
      expectedGeneration,
      action: 'activate',
      source: 'release',
      releaseId: null,
      reason: 'test',
    } as const;
    return this.console.db.database.transaction((tx) =>
      this.console.app.get(DesiredStateRepository).apply(tx, [{ ...base, ...change }]),
    );
  }

  async observedOf(node: string, binId: string): Promise<Json | undefined> {
    const [row] = await this.query(
      'SELECT *, generation::int, progress_generation::int FROM observed_state WHERE node_id = $1 AND bin_id = $2',
      [node, binId],
    );
    return row;
  }

  /** A real port, for what `inject` can't show. */
  async listen(app: NestFastifyApplication = this.console.app): Promise<string> {
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }
}

export class TestNode {
  constructor(
    private readonly console: TestConsole,
    readonly id: string,
    readonly token: string,
  ) {}

  get basic(): string {
    return `Basic ${Buffer.from(`${this.id}:${this.token}`).toString('base64')}`;
  }

  call(
    method: 'GET' | 'POST' | 'HEAD',
    path: string,
    body?: unknown,
    authorization = this.basic,
    app?: NestFastifyApplication,
  ): Promise<Answer> {
    return this.console.call(method, path, { body, headers: { authorization }, ...(app ? { app } : {}) });
  }

  sync(body: Json = {}, app?: NestFastifyApplication): Promise<Answer> {
    return this.call(
      'POST',
      '/agent/sync',
      { agent: { version: '1.0.0', instance: 'i1' }, ...body },
      `Bearer ${this.token}`,
      app,
    );
  }
}
