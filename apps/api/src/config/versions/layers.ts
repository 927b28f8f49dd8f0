import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import type { VersionKind } from '../config-words.js';
import { ConfigFilesRepository, type FileFacts } from '../files/config-files.repository.js';
import { SEALED_VERSIONS } from '../sealed-columns.js';
import { ConfigVersionsRepository, type StoredVersion } from './config-versions.repository.js';
import { NOTHING, type LayerText, type OwnLayer } from './drafts.js';
import { digestOf } from './text-digest.js';

/** A version with its text in the clear. */
export interface Layer extends LayerText {
  /** 0 when the layer has none yet. */
  readonly number: number;
  readonly parentNumber: number;
  readonly authorName: string | null;
  readonly createdAt: Date | null;
}

export interface EnvironmentLayer extends Layer, OwnLayer {}

export interface AllLayers {
  readonly base: Layer & { readonly text: string };
  /** In the order of the project; also of those that only inherit. */
  readonly environments: readonly EnvironmentLayer[];
}

export interface NewVersion extends LayerText {
  /** Null: of the base. */
  readonly environmentId: string | null;
  readonly parentNumber: number;
  readonly kind: VersionKind;
  readonly message: string;
}

/** What the column of the number holds. */
const MOST_VERSIONS = 2 ** 31 - 1;
const NONE: Layer = { ...NOTHING, number: 0, parentNumber: 0, authorName: null, createdAt: null };

/** The versions of layers, sealed where a file is a secret. */
@Injectable()
export class Layers {
  constructor(
    private readonly versions: ConfigVersionsRepository,
    private readonly files: ConfigFilesRepository,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  async all(tx: Tx, file: FileFacts): Promise<AllLayers> {
    const [all] = await this.allOf(tx, file.projectId, [file]);
    if (!all) throw new Error(`configuration file ${file.id} has no base`);
    return all;
  }

  /** Of files of one project, in their order. */
  async allOf(tx: Tx, projectId: string, files: readonly FileFacts[]): Promise<readonly AllLayers[]> {
    const rows = await this.versions.newest(
      tx,
      files.map(({ id }) => id),
    );
    const environments = await this.files.environmentsOf(tx, projectId);
    return files.map((file) => {
      const own = rows.filter(({ fileId }) => fileId === file.id);
      const layerAt = (id: string | null): Layer => this.opened(own.find((row) => row.environmentId === id));
      const base = layerAt(null);
      if (base.text === null) throw new Error(`configuration file ${file.id} has no base`);
      return {
        base: { ...base, text: base.text },
        environments: environments.map(({ id, code }) => ({
          ...layerAt(id),
          environmentId: id,
          environmentCode: code,
        })),
      };
    });
  }

  /** Number absent: the newest; undefined when there is none of that number. */
  async find(
    tx: Tx,
    fileId: string,
    environmentId: string | null,
    number?: number,
  ): Promise<Layer | undefined> {
    if (number === 0) return NONE;
    if (number !== undefined && number > MOST_VERSIONS) return undefined;
    const row = await this.versions.find(tx, fileId, environmentId, number);
    return row || number === undefined ? this.opened(row) : undefined;
  }

  async add(tx: Tx, actor: Actor, file: FileFacts, version: NewVersion): Promise<Layer> {
    const { environmentId, parentNumber, kind, message, text, removedKeys, isDeleted } = version;
    const id = await this.versions.newId(tx);
    const isSealed = file.isSecret && text !== null;
    const layer = {
      ...{ number: parentNumber + 1, parentNumber, authorName: actor.name, createdAt: this.clock.now() },
      ...{ removedKeys, isDeleted },
    };
    await this.versions.insert(tx, {
      ...{ id, fileId: file.id, environmentId, kind, message, ...layer },
      text: isSealed ? null : text,
      sealed: isSealed ? this.secrets.seal(SEALED_VERSIONS, [id], text) : null,
      sha256: digestOf(text),
      authorId: actor.id,
    });
    return { ...layer, text };
  }

  private opened(row: StoredVersion | undefined): Layer {
    if (!row) return NONE;
    const { id, sealed, number, parentNumber, removedKeys, isDeleted, authorName, createdAt } = row;
    const text = sealed === null ? row.text : this.secrets.open(SEALED_VERSIONS, [id], sealed);
    return { text, number, parentNumber, removedKeys, isDeleted, authorName, createdAt };
  }
}
