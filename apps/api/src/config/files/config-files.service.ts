import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BinPublisher } from '../../bins/index.js';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { invalidField, notFound, type Page } from '../../platform/http/index.js';
import { ConfigNews } from '../config-news.js';
import { archivedProject, configInUse, configNameTaken, faultyText, staleConfig } from '../config.errors.js';
import { isKeyed, parse, schemaFaults, type JsonValue } from '../content/index.js';
import { ConfigTexts } from '../versions/config-texts.js';
import { draftsOf } from '../versions/drafts.js';
import { Layers } from '../versions/layers.js';
import type { ConfigFile, ConfigQuery, CreateConfig, EditConfig } from './config-file.dto.js';
import { ConfigFilesRepository, type FileFacts } from './config-files.repository.js';
import { ConfigListReadModel } from './config-list.read-model.js';

const MOST_BIN_NAME = 63;

@Injectable()
export class ConfigFilesService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scopes: ProjectScopes,
    private readonly bins: BinPublisher,
    private readonly files: ConfigFilesRepository,
    private readonly configs: ConfigListReadModel,
    private readonly layers: Layers,
    private readonly texts: ConfigTexts,
    private readonly news: ConfigNews,
  ) {}

  onModuleInit(): void {
    this.scopes.register('config', async (id) => {
      const projectId = await this.files.projectOf(this.database.reader, id);
      return projectId === undefined ? undefined : [projectId];
    });
  }

  list(actor: Actor, query: ConfigQuery): Promise<Page<ConfigFile>> {
    return this.configs.list(actor.visibleProjectIds, query);
  }

  get(id: string): Promise<ConfigFile> {
    return this.configs.get(this.database.reader, id);
  }

  create(actor: Actor, body: CreateConfig): Promise<ConfigFile> {
    actor.require('config.edit', body.projectId);
    return this.database.transaction(async (tx) => {
      const id = await this.createIn(tx, actor, body);
      const { name, format, projectId } = body;
      const data = { to: { name, format, isSecret: body.isSecret ?? false } };
      await this.news.tell(tx, actor, { file: { id, name, projectId }, action: 'config.created', data });
      return this.configs.get(tx, id);
    });
  }

  /** Its id. The caller has checked who asks, and tells. */
  async createIn(
    tx: Tx,
    actor: Actor,
    body: CreateConfig,
    kind: 'edit' | 'import' = 'edit',
  ): Promise<string> {
    const { projectId, name, format, description, isSecret, text, message } = body;
    const project = await this.files.holdProject(tx, projectId);
    if (!project) throw notFound('project');
    if (project.isArchived) throw archivedProject();
    const bin = `${project.code}.${name}`;
    if (bin.length > MOST_BIN_NAME)
      throw invalidField('name', 'too_long', {
        en: `"${bin}", the name with the code of the project, has ${bin.length} characters; ${MOST_BIN_NAME} are the most.`,
        zh: `“${bin}”（名称连同项目代码）有 ${bin.length} 个字符；最多 ${MOST_BIN_NAME} 个。`,
      });
    if (await this.files.named(tx, projectId, name)) throw configNameTaken();
    const at = this.clock.now();
    const binId = await this.bins.createConfigBin(tx, { projectId, name: bin, createdBy: actor.id, at });
    const id = await this.files.create(tx, {
      ...{ projectId, binId, name, format, description: description ?? '', isSecret: isSecret ?? false },
      ...{ createdAt: at, createdByName: actor.name },
    });
    await this.texts.saveFirst(tx, actor, await this.files.facts(tx, id), {
      ...{ text, kind, message: message ?? '' },
    });
    return id;
  }

  edit(actor: Actor, id: string, body: EditConfig): Promise<ConfigFile> {
    return this.database.transaction(async (tx) => {
      const file = await this.texts.lockFile(tx, id);
      const { expectedRevision, description = file.description, schema = file.schema } = body;
      if (expectedRevision !== undefined && expectedRevision !== file.revision)
        throw staleConfig(file.revision);
      const isSame = description === file.description && isDeepStrictEqual(schema, file.schema);
      if (isSame) return this.configs.get(tx, id);
      if (schema !== null && !isDeepStrictEqual(schema, file.schema)) await this.ensureFits(tx, file, schema);
      await this.files.saveSettings(tx, { id, description, schema, revision: file.revision + 1 });
      const data = {
        from: { description: file.description, schema: file.schema },
        to: { description, schema },
      };
      await this.news.tell(tx, actor, { file, action: 'config.changed', data });
      return this.configs.get(tx, id);
    });
  }

  async archive(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const file = await this.files.lock(tx, id);
      if (file.isArchived) return;
      const { environments } = await this.configs.get(tx, id);
      const using = environments.filter(
        ({ stable, underway }) => underway !== null || (stable !== null && !stable.isDeletion),
      );
      if (using.length > 0) throw configInUse(using.map(({ code }) => code));
      await this.files.setArchived(tx, id, this.clock.now());
      await this.news.tell(tx, actor, { file, action: 'config.archived' });
    });
  }

  restore(actor: Actor, id: string): Promise<ConfigFile> {
    return this.database.transaction(async (tx) => {
      const file = await this.files.lock(tx, id);
      if (file.isArchived) {
        if (file.isProjectArchived) throw archivedProject();
        await this.files.setArchived(tx, id, null);
        await this.news.tell(tx, actor, { file, action: 'config.restored' });
      }
      return this.configs.get(tx, id);
    });
  }

  private async ensureFits(tx: Tx, file: FileFacts, schema: JsonValue): Promise<void> {
    if (!isKeyed(file.format))
      throw invalidField('schema', 'no_keys', {
        en: `A schema says what keys may be; ${file.format} has none.`,
        zh: `Schema 规定可以有哪些键；${file.format} 没有键。`,
      });
    const { base, environments } = await this.layers.all(tx, file);
    const parsed = parse(file.format, base.text);
    const check = parsed.ok ? schemaFaults(schema, parsed) : undefined;
    if (check?.ok === false)
      throw invalidField('schema', 'not_a_schema', {
        en: sentence(check.reason),
        zh: `无法使用该 Schema：${check.reason}`,
      });
    const { faults } = draftsOf({ ...file, schema }, base.text, environments);
    if (faults.length > 0) throw faultyText(faults, 'schema');
  }
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
