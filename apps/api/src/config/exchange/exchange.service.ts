import { Injectable, StreamableFile } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, notFound, type LocalizedText } from '../../platform/http/index.js';
import { ConfigNews } from '../config-news.js';
import { archivedProject } from '../config.errors.js';
import { ConfigFilesRepository, type FileFacts } from '../files/config-files.repository.js';
import { ConfigFilesService } from '../files/config-files.service.js';
import { ConfigTexts } from '../versions/config-texts.js';
import { Layers, type AllLayers } from '../versions/layers.js';
import type { ImportAnswer, ImportQuery } from './exchange.dto.js';
import { entriesOf, filesOf, LEFT_OUT, UnreadableFolder, type FolderFile } from './folder.js';
import { planOf, type FilePlan, type KnownFile } from './import-plan.js';
import { MOST_ENTRIES, MOST_UNPACKED_BYTES, unzipped, UnreadableZip } from './zip-reader.js';
import { zipOf, type ZipEntry } from './zip-writer.js';

@Injectable()
export class ExchangeService {
  constructor(
    private readonly database: Database,
    private readonly files: ConfigFilesRepository,
    private readonly configs: ConfigFilesService,
    private readonly layers: Layers,
    private readonly texts: ConfigTexts,
    private readonly news: ConfigNews,
  ) {}

  async export(actor: Actor, projectId: string): Promise<StreamableFile> {
    actor.require('project.read', projectId);
    const tx = this.database.reader;
    const all = await this.files.allOf(tx, projectId);
    const open = all.filter(({ isSecret }) => !isSecret);
    const layers = await this.layers.allOf(tx, projectId, open);
    const entries = open.flatMap((file, at) => {
      const own = layers[at];
      return own ? entriesOf(folderOf(file, own)) : [];
    });
    const secret = all.filter(({ isSecret }) => isSecret).map(({ name }) => `${name}\n`);
    if (secret.length > 0) entries.push({ name: LEFT_OUT, bytes: Buffer.from(secret.join('')) });
    ensureImportable(entries);
    const zip = zipOf(entries);
    const name = `${all[0]?.projectCode ?? 'configuration'}-configuration.zip`;
    return new StreamableFile(zip, {
      type: 'application/zip',
      disposition: `attachment; filename="${name}"`,
      length: zip.length,
    });
  }

  async import(
    actor: Actor,
    { projectId, dryRun, message = '' }: ImportQuery,
    body: unknown,
  ): Promise<ImportAnswer> {
    actor.require('config.edit', projectId);
    const folders = foldersIn(body);
    return this.database.transaction(async (tx) => {
      const plans = await this.plansFor(tx, projectId, folders);
      const layers = plans.flatMap(({ rows }) => rows);
      const isKept = dryRun !== 'true' && layers.every(({ outcome }) => outcome !== 'refused');
      if (isKept) for (const plan of plans) await this.keep(tx, actor, projectId, plan, message);
      return { isKept, layers };
    });
  }

  private async plansFor(tx: Tx, projectId: string, folders: readonly FolderFile[]): Promise<FilePlan[]> {
    const project = await this.files.holdProject(tx, projectId);
    if (!project) throw notFound('project');
    if (project.isArchived) throw archivedProject();
    const environments = await this.files.environmentsOf(tx, projectId);
    const plans: FilePlan[] = [];
    for (const folder of folders) {
      const known = await this.knownFile(tx, projectId, folder.name);
      plans.push(planOf(folder, known, { code: project.code, environments }));
    }
    return plans;
  }

  private async knownFile(tx: Tx, projectId: string, name: string): Promise<KnownFile | null> {
    const found = await this.files.named(tx, projectId, name);
    if (!found) return null;
    const file = await this.files.lock(tx, found.id);
    return { file, layers: await this.layers.all(tx, file) };
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    projectId: string,
    plan: FilePlan,
    message: string,
  ): Promise<void> {
    const { folder, known, changed, drafts, areSettingsNew } = plan;
    if (known && changed.length === 0 && !areSettingsNew) return;
    const { name, format, description, schema } = folder;
    const text = folder.base ?? '';
    const isBase = (environmentId: string | null): boolean => environmentId === null;
    const id =
      known?.file.id ??
      (await this.configs.createIn(
        tx,
        actor,
        { projectId, name, format, description, text, message },
        'import',
      ));
    const file = known?.file ?? (await this.files.facts(tx, id));
    if (areSettingsNew || (!known && schema !== null)) {
      const revision = known ? file.revision + 1 : file.revision;
      await this.files.saveSettings(tx, { id, description, schema, revision });
    }
    const nexts = changed
      // The base of a new file is there already.
      .filter(({ environmentId }) => known !== null || !isBase(environmentId))
      .map((next) => ({ ...next, kind: 'import' as const, message }));
    const layers = known?.layers ?? (await this.layers.all(tx, file));
    await this.texts.saveChecked(tx, actor, file, layers, { nexts, drafts });
    await this.news.tell(tx, actor, {
      ...{ file, action: 'config.imported' },
      data: { isNew: known === null, areSettingsNew, layers: changed.map(({ layer }) => layer), message },
    });
  }
}

function folderOf(
  { name, format, description, schema }: FileFacts,
  { base, environments }: AllLayers,
): FolderFile {
  const own = environments.filter(
    ({ text, removedKeys, isDeleted }) => text !== null || removedKeys.length > 0 || isDeleted,
  );
  return {
    ...{ name, format, description, base: base.text },
    schema: schema as FolderFile['schema'],
    environments: new Map(
      own.map(({ environmentCode, text, removedKeys, isDeleted }) => [
        environmentCode,
        { text, removedKeys, isDeleted },
      ]),
    ),
  };
}

/** What is given out can be taken in again. */
function ensureImportable(entries: readonly ZipEntry[]): void {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes.length, 0);
  if (entries.length <= MOST_ENTRIES && bytes <= MOST_UNPACKED_BYTES) return;
  throw new DomainError(
    'conflict',
    'CONFIG_EXPORT_TOO_LARGE',
    {
      en: `The files of this project are ${entries.length} texts of ${bytes} bytes; an export has at most ${MOST_ENTRIES} of ${MOST_UNPACKED_BYTES} bytes. Archive files that nobody needs, or read the others one by one.`,
      zh: `该项目的文件共有 ${entries.length} 份内容、${bytes} 字节；一次导出最多 ${MOST_ENTRIES} 份、${MOST_UNPACKED_BYTES} 字节。请归档不再需要的文件，或逐个读取其余文件。`,
    },
    { facts: { entries: entries.length, bytes } },
  );
}

function foldersIn(body: unknown): readonly FolderFile[] {
  if (!Buffer.isBuffer(body))
    throw notAZip({
      en: 'The body is no zip. Send one with the content type application/zip.',
      zh: '请求的内容不是 zip。请以内容类型 application/zip 发送。',
    });
  try {
    const folders = filesOf(unzipped(body));
    if (folders.length > 0) return folders;
  } catch (error) {
    if (error instanceof UnreadableZip || error instanceof UnreadableFolder)
      throw notAZip({
        en: `The zip can not be read: ${error.words.en}. Export a project to see how one is made.`,
        zh: `无法读取 zip：${error.words.zh}。可导出一个项目，查看其格式。`,
      });
    throw error;
  }
  throw notAZip({
    en: 'There is no file in the zip. Export a project to see how one is made.',
    zh: 'zip 中没有文件。可导出一个项目，查看其格式。',
  });
}

function notAZip(message: LocalizedText): DomainError {
  return new DomainError('invalid', 'CONFIG_ZIP_UNREADABLE', message);
}
