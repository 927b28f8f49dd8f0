import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { archivedConfig, archivedProject, faultyText } from '../config.errors.js';
import type { VersionKind } from '../config-words.js';
import type { Format } from '../content/index.js';
import { ConfigFilesRepository, type FileFacts } from '../files/config-files.repository.js';
import { ConfigVersionsRepository } from './config-versions.repository.js';
import { draftsOf, laid, NOTHING, type LayerText } from './drafts.js';
import { Layers, type AllLayers } from './layers.js';
import { digestOf } from './text-digest.js';

/** What an environment would have now. */
export interface Draft {
  readonly baseNumber: number;
  /** 0 when the environment only inherits. */
  readonly overrideNumber: number;
  readonly isDeleted: boolean;
  /** In the clear, with references to secrets as they are written; null where there shall be no file. */
  readonly text: string | null;
  readonly format: Format;
  readonly isSecret: boolean;
  readonly fileName: string;
  readonly binId: string;
  readonly projectId: string;
}

export interface NextVersion extends LayerText {
  readonly fileId: string;
  /** Null: of the base. */
  readonly environmentId: string | null;
  readonly kind: VersionKind;
  readonly message: string;
}

/** The texts of files for whoever publishes them or saves them on other ways than an editor. */
@Injectable()
export class ConfigTexts {
  constructor(
    private readonly files: ConfigFilesRepository,
    private readonly versions: ConfigVersionsRepository,
    private readonly layers: Layers,
  ) {}

  /** Whatever reads a draft to act on it, or saves, takes this first. Throws 409 for what is archived. */
  async lockFile(tx: Tx, fileId: string): Promise<FileFacts> {
    const file = await this.files.lock(tx, fileId);
    if (file.isProjectArchived) throw archivedProject();
    if (file.isArchived) throw archivedConfig();
    return file;
  }

  async draftOf(tx: Tx, fileId: string, environmentId: string): Promise<Draft> {
    const file = await this.files.facts(tx, fileId);
    const { base, environments } = await this.layers.all(tx, file);
    const own = environments.find((each) => each.environmentId === environmentId);
    if (!own) throw notFound('environment');
    const result = laid(file.format, base.text, own);
    if (!result.ok)
      throw faultyText(
        result.faults.map((fault) => ({ of: result.of, environment: own.environmentCode, ...fault })),
      );
    const { format, isSecret, name: fileName, binId, projectId } = file;
    return {
      ...{ baseNumber: base.number, overrideNumber: own.number, isDeleted: own.isDeleted, text: result.text },
      ...{ format, isSecret, fileName, binId, projectId },
    };
  }

  /** Ids of those who saved a version after these, of the base or of the environment. */
  authorsSince(
    tx: Tx,
    fileId: string,
    environmentId: string,
    baseNumber: number,
    overrideNumber: number,
  ): Promise<string[]> {
    return this.versions.authorsSince(tx, fileId, environmentId, { baseNumber, overrideNumber });
  }

  /**
   * The number of the next version of a layer, whatever the newest one is: the caller holds `lockFile`. What does not fit is
   * refused as when people save it.
   */
  async saveIn(tx: Tx, actor: Actor, next: NextVersion): Promise<number> {
    const file = await this.files.facts(tx, next.fileId);
    return this.saveNext(tx, actor, file, await this.layers.all(tx, file), next);
  }

  /** The base of a file that was made just now. */
  async saveFirst(
    tx: Tx,
    actor: Actor,
    file: FileFacts,
    { text, kind, message }: { readonly text: string; readonly kind: VersionKind; readonly message: string },
  ): Promise<void> {
    const places = await this.files.environmentsOf(tx, file.projectId);
    const environments = places.map(({ id, code }) => ({
      ...NOTHING,
      environmentId: id,
      environmentCode: code,
    }));
    const drafts = draftsOf(file, text, environments);
    if (drafts.faults.length > 0) throw faultyText(drafts.faults);
    const base = { ...NOTHING, text, environmentId: null, parentNumber: 0 };
    await this.layers.add(tx, actor, file, { ...base, kind, message });
    await this.keepDrafts(tx, file.id, drafts.texts);
  }

  /** Like `saveIn`, by who has read the layers under the lock already. */
  async saveNext(
    tx: Tx,
    actor: Actor,
    file: FileFacts,
    layers: AllLayers,
    next: Omit<NextVersion, 'fileId'>,
  ): Promise<number> {
    const { environmentId } = next;
    const touched = withLayer(layers, environmentId, next);
    const { texts, faults } = draftsOf(file, touched.base.text, touched.environments);
    if (faults.length > 0) throw faultyText(faults);
    const before = environmentId === null ? layers.base : ownOf(layers, environmentId);
    const { number } = await this.layers.add(tx, actor, file, { ...next, parentNumber: before.number });
    await this.keepDrafts(tx, file.id, texts);
    return number;
  }

  /** Several layers at once, by who has checked under the lock what all of them make together. */
  async saveChecked(
    tx: Tx,
    actor: Actor,
    file: FileFacts,
    layers: AllLayers,
    {
      nexts,
      drafts,
    }: {
      readonly nexts: readonly Omit<NextVersion, 'fileId'>[];
      readonly drafts: ReadonlyMap<string, string | null>;
    },
  ): Promise<void> {
    for (const next of nexts) {
      const before = next.environmentId === null ? layers.base : ownOf(layers, next.environmentId);
      await this.layers.add(tx, actor, file, { ...next, parentNumber: before.number });
    }
    await this.keepDrafts(tx, file.id, drafts);
  }

  private async keepDrafts(tx: Tx, fileId: string, texts: ReadonlyMap<string, string | null>): Promise<void> {
    await this.versions.saveDrafts(
      tx,
      fileId,
      [...texts].map(([environmentId, text]) => ({ environmentId, sha256: digestOf(text) })),
    );
  }
}

/** The layers with one of them as it is to be; without those environments that a change of one does not reach. */
export function withLayer(layers: AllLayers, environmentId: string | null, next: LayerText): AllLayers {
  const { text, removedKeys, isDeleted } = next;
  if (environmentId === null) {
    if (text === null) throw new Error('a base has a text');
    return { ...layers, base: { ...layers.base, text } };
  }
  const own = ownOf(layers, environmentId);
  return { ...layers, environments: [{ ...own, text, removedKeys, isDeleted }] };
}

export function ownOf(layers: AllLayers, environmentId: string): AllLayers['environments'][number] {
  const own = layers.environments.find((each) => each.environmentId === environmentId);
  if (!own) throw notFound('environment');
  return own;
}
