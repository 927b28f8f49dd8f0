import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, notFound, type Page } from '../../platform/http/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { SourceClient } from '../asking/source-client.js';
import { archivedProject, badBaseUrl, staleSource } from '../ci.errors.js';
import { SEALED_SOURCE_SECRETS, SEALED_SOURCE_TOKENS } from '../sealed-columns.js';
import type { CiSourceEntity } from './ci-source.entity.js';
import type {
  CiSecret,
  CiSource,
  CiSourceQuery,
  CiSourceTest,
  CreateCiSource,
  CreatedCiSource,
  EditCiSource,
  RotateCiSecret,
} from './source.dto.js';
import { SourceListReadModel } from './source-list.read-model.js';
import { SourcesRepository } from './sources.repository.js';

const GRACE_SECONDS = 86_400;
const POLL_SECONDS = 300;

/** Who calls, and where what they made is fetched. */
@Injectable()
export class SourcesService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scopes: ProjectScopes,
    private readonly box: SecretBox,
    private readonly sources: SourcesRepository,
    private readonly views: SourceListReadModel,
    private readonly client: SourceClient,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.scopes.register('ci-source', async (id) => {
      const source = await this.sources.find(this.database.reader, id);
      return source ? [source.projectId] : undefined;
    });
  }

  list(actor: Actor, query: CiSourceQuery): Promise<Page<CiSource>> {
    return this.views.list(actor.visibleProjectIds, query);
  }

  get(id: string): Promise<CiSource> {
    return this.views.get(this.database.reader, id);
  }

  create(actor: Actor, body: CreateCiSource): Promise<CreatedCiSource> {
    const { projectId, kind, name, userName, token } = body;
    actor.require('project.configure', projectId);
    const baseUrl = baseUrlOf(body.baseUrl ?? null);
    return this.database.transaction(async (tx) => {
      const isArchived = await this.sources.isProjectArchived(tx, projectId);
      if (isArchived === undefined) throw notFound('project');
      if (isArchived) throw archivedProject();
      const id = await this.sources.newId(tx);
      await this.sources.create(tx, {
        ...{ id, projectId, kind, name, baseUrl, userName: userName || null },
        sealedToken: token ? this.box.seal(SEALED_SOURCE_TOKENS, [id], token) : null,
        pollSeconds: body.pollSeconds ?? POLL_SECONDS,
        ...{ editorId: actor.id, createdAt: this.clock.now(), createdByName: actor.name },
      });
      const secret = await this.addSecret(tx, actor, { id, kind });
      await this.note(tx, actor, { id, projectId, name }, 'ci.source_created', {
        to: { name, kind, baseUrl },
      });
      return { ...secret, source: await this.views.get(tx, id) };
    });
  }

  edit(actor: Actor, id: string, body: EditCiSource): Promise<CiSource> {
    return this.database.transaction(async (tx) => {
      const source = await this.sources.lock(tx, id);
      if (body.expectedRevision !== undefined && body.expectedRevision !== source.revision)
        throw staleSource(source.revision);
      const baseUrl = body.baseUrl === undefined ? source.baseUrl : baseUrlOf(body.baseUrl);
      const to = {
        name: body.name ?? source.name,
        baseUrl,
        userName: body.userName === undefined ? source.userName : body.userName || null,
        pollSeconds: body.pollSeconds ?? source.pollSeconds,
        isEnabled: body.isEnabled ?? source.isEnabled,
      };
      const isMoved = baseUrl !== source.baseUrl;
      const isOther = isMoved || to.userName !== source.userName || body.token !== undefined;
      await this.sources.save(tx, id, {
        ...to,
        baseUrlSince: isMoved ? this.clock.now() : source.baseUrlSince,
        editorId: isOther ? actor.id : source.editorId,
        sealedToken: this.tokenAfter(source, body, baseUrl),
        revision: source.revision + 1,
      });
      const { name, userName, pollSeconds, isEnabled } = source;
      const from = { name, baseUrl: source.baseUrl, userName, pollSeconds, isEnabled };
      await this.note(tx, actor, { ...source, name: to.name }, 'ci.source_changed', {
        ...{ from, to },
        isTokenChanged: body.token !== undefined,
      });
      return this.views.get(tx, id);
    });
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const source = await this.sources.lock(tx, id);
      await this.sources.remove(tx, id);
      await this.note(tx, actor, source, 'ci.source_removed', {
        from: { name: source.name, kind: source.kind },
      });
    });
  }

  rotate(actor: Actor, id: string, { graceSeconds = GRACE_SECONDS }: RotateCiSecret): Promise<CiSecret> {
    return this.database.transaction(async (tx) => {
      const source = await this.sources.lock(tx, id);
      await this.sources.endSecrets(tx, id, new Date(this.clock.millis() + graceSeconds * 1_000));
      const secret = await this.addSecret(tx, actor, source);
      await this.note(tx, actor, source, 'ci.source_secret_changed', { graceSeconds });
      return secret;
    });
  }

  async test(id: string): Promise<CiSourceTest> {
    const source = await this.sources.find(this.database.reader, id);
    if (!source) throw notFound('source');
    try {
      return { isOk: true, note: await this.client.greet(source) };
    } catch (error) {
      if (error instanceof DomainError) return { isOk: false, note: error.words };
      throw error;
    }
  }

  /** Whoever may name another address must not get what was meant for the one before. */
  private tokenAfter(source: CiSourceEntity, { token }: EditCiSource, baseUrl: string | null): string | null {
    if (token) return this.box.seal(SEALED_SOURCE_TOKENS, [source.id], token);
    return token === null || token === '' || baseUrl !== source.baseUrl ? null : source.sealedToken;
  }

  private async addSecret(
    tx: Tx,
    actor: Actor,
    { id: sourceId, kind }: Pick<CiSourceEntity, 'id' | 'kind'>,
  ): Promise<CiSecret> {
    const id = await this.sources.newId(tx);
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const sealed = this.box.seal(SEALED_SOURCE_SECRETS, [id], secret);
    const [makerId, createdAt] = [actor.id, this.clock.now()];
    await this.sources.addSecret(tx, { id, sourceId, sealed, makerId, createdAt, endsAt: null });
    return { secret, urlWithSecret: `${this.views.addressOf(kind, sourceId)}~${encodeURIComponent(secret)}` };
  }

  private note(
    tx: Tx,
    actor: Actor,
    { id, projectId, name }: Pick<CiSourceEntity, 'id' | 'projectId' | 'name'>,
    action: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.audit.record(tx, {
      actor,
      action,
      projectId,
      data,
      subject: { type: 'ci-source', id, name },
    });
  }
}

/** With a slash at its end, so that `/jenkins` is not the base of `/jenkins-other`. */
function baseUrlOf(text: string | null): string | null {
  if (text === null || text === '') return null;
  if (!URL.canParse(text)) throw badBaseUrl();
  const url = new URL(text);
  const isPlain = !url.username && !url.password && !url.search && !url.hash;
  if (!/^https?:$/.test(url.protocol) || !isPlain) throw badBaseUrl();
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
