import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { type Actor, forbidden, ProjectScopes } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { invalidFields, notFound, type LocalizedText } from '../../platform/http/index.js';
import { Mailer, mailNotSet } from '../../platform/mail/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { archivedProject, MOST_CHANNELS, staleChannel, tooManyChannels } from '../notification.errors.js';
import { SEALED_SIGNING, SEALED_URLS } from '../sealed-columns.js';
import { newWebhookSecret } from '../vendors/webhook.js';
import { ChannelListReadModel } from './channel-list.read-model.js';
import type {
  Channel,
  ChannelPage,
  ChannelQuery,
  ChannelRequest,
  ChangedChannel,
  MadeChannel,
} from './channel.dto.js';
import type { ChannelEntity } from './channel.entity.js';
import { ChannelsRepository, type ChannelSettings } from './channels.repository.js';
import { channelFaults } from './check-channel.js';

const MAY = 'project.configure';
type Kept = Pick<ChannelEntity, 'sealedUrl' | 'sealedSecret' | 'host'>;
const NOTHING_KEPT: Kept = { sealedUrl: null, sealedSecret: null, host: null };

/** Where messages go. Addresses and secrets are sealed, and answered to nobody. */
@Injectable()
export class ChannelsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly repository: ChannelsRepository,
    private readonly readModel: ChannelListReadModel,
    private readonly box: SecretBox,
    private readonly mailer: Mailer,
    private readonly scopes: ProjectScopes,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.scopes.register('notification channel', async (id) => {
      const projectId = await this.repository.projectOf(this.database.reader, id);
      if (projectId === undefined) return undefined;
      return projectId === null ? 'unassigned' : [projectId];
    });
  }

  list(actor: Actor, query: ChannelQuery): Promise<ChannelPage> {
    if (query.projectId !== undefined) actor.require(MAY, query.projectId);
    return this.readModel.list(actor.projectsWhere(MAY), query);
  }

  get(actor: Actor, id: string): Promise<Channel> {
    return this.readModel.get(actor.projectsWhere(MAY), id);
  }

  /** As it is stored, for whoever may configure it. */
  async locked(tx: Tx, actor: Actor, id: string): Promise<ChannelEntity> {
    const channel = await this.repository.lock(tx, id);
    ensureMay(actor, channel.projectId, 'notification channel');
    return channel;
  }

  async create(actor: Actor, request: ChannelRequest): Promise<MadeChannel> {
    const projectId = request.projectId ?? null;
    if (projectId === null && !actor.mayEverywhere(MAY)) throw forbidden(MAY, actor);
    if (projectId !== null) actor.require(MAY, projectId);
    this.ensureSound(request, null);
    const isSecretMade = request.kind === 'webhook' && request.secret == null;
    const newSecret = isSecretMade ? newWebhookSecret() : null;
    const id = await this.database.transaction(async (tx) => {
      if (projectId !== null) await this.ensureOpen(tx, projectId);
      if ((await this.repository.countOf(tx, projectId)) >= MOST_CHANNELS) throw tooManyChannels();
      const made = await this.repository.newId(tx);
      const whole = newSecret === null ? request : { ...request, secret: newSecret };
      await this.repository.insert(tx, made, this.settingsOf(made, whole, actor, NOTHING_KEPT));
      await this.record(tx, actor, 'notification_channel.created', made, request);
      return made;
    });
    return { ...(await this.get(actor, id)), newSecret };
  }

  async replace(actor: Actor, id: string, request: ChangedChannel): Promise<Channel> {
    await this.database.transaction(async (tx) => {
      const before = await this.locked(tx, actor, id);
      if (request.expectedRevision !== undefined && request.expectedRevision !== before.revision)
        throw staleChannel(before.revision);
      this.ensureSame(before, request);
      this.ensureSound(request, before);
      const whole = { ...request, projectId: before.projectId };
      await this.repository.save(tx, id, before.revision + 1, this.settingsOf(id, whole, actor, before));
      await this.record(tx, actor, 'notification_channel.changed', id, whole);
    });
    return this.get(actor, id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const channel = await this.locked(tx, actor, id);
      await this.repository.remove(tx, id);
      await this.record(tx, actor, 'notification_channel.deleted', id, channel);
    });
  }

  private ensureSame({ projectId, kind }: ChannelEntity, request: ChannelRequest): void {
    const fault = (field: string, message: LocalizedText) =>
      invalidFields([{ field, code: 'fixed', message }]);
    if (request.kind !== kind)
      throw fault('kind', {
        en: 'A channel keeps its kind; make a new one.',
        zh: '渠道的类型不能更改，请新建渠道。',
      });
    if (request.projectId !== undefined && request.projectId !== projectId)
      throw fault('projectId', {
        en: 'A channel stays in its project; make a new one in the other.',
        zh: '渠道不能移到其他项目，请在目标项目中新建。',
      });
  }

  /** @param before null: it is made. Without a mail server one that is there is left as it is, or switched off. */
  private ensureSound(request: ChannelRequest, before: ChannelEntity | null): void {
    const faults = channelFaults(request, before === null);
    if (faults.length > 0) throw invalidFields(faults);
    const isBegun = before === null || (isOn(request) && !before.isEnabled);
    if (request.kind === 'email' && isBegun && !this.mailer.isSet) throw mailNotSet();
  }

  private async ensureOpen(tx: Tx, projectId: string): Promise<void> {
    const isArchived = await this.repository.isArchived(tx, projectId);
    if (isArchived === undefined) throw notFound('project');
    if (isArchived) throw archivedProject();
  }

  private settingsOf(id: string, request: ChannelRequest, actor: Actor, kept: Kept): ChannelSettings {
    const { url, secret } = request;
    const templates = (request.templates ?? []).map(({ eventType, title, body }) => [
      eventType,
      { title, body },
    ]);
    return {
      projectId: request.projectId ?? null,
      userId: null,
      name: request.name.trim(),
      kind: request.kind,
      sealedUrl:
        url === undefined ? kept.sealedUrl : this.box.seal(SEALED_URLS, [id], addressOf(request.kind, url)),
      sealedSecret:
        secret === undefined
          ? kept.sealedSecret
          : secret === null
            ? null
            : this.box.seal(SEALED_SIGNING, [id], secret.trim()),
      host: url === undefined ? kept.host : new URL(url).host,
      recipients: request.recipients ?? [],
      language: request.language ?? 'en',
      isEnabled: isOn(request),
      quietHours: request.quietHours ?? null,
      templates: Object.fromEntries(templates) as ChannelSettings['templates'],
      changedByName: actor.name,
      changedAt: this.clock.now(),
    };
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    id: string,
    { name, kind, projectId = null }: Pick<ChannelRequest, 'name' | 'kind' | 'projectId'>,
  ): Promise<void> {
    const subject = { type: 'notification_channel', id, name: name.trim() };
    return this.audit.record(tx, { actor, action, subject, projectId, data: { kind } });
  }
}

/** A channel of no project is for those who may do it in all. */
export function ensureMay(actor: Actor, projectId: string | null, what: string): void {
  if (projectId !== null) actor.require(MAY, projectId, what);
  else if (!actor.mayEverywhere(MAY)) throw notFound(what);
}

function isOn({ isEnabled }: ChannelRequest): boolean {
  return isEnabled ?? true;
}

/** Feishu takes its address without a query. */
function addressOf(kind: string, url: string): string {
  const target = new URL(url);
  if (kind === 'feishu') target.search = '';
  return target.href;
}
