import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ReleaseRollbackService } from '../../releases/index.js';
import { layerFor } from '../content/index.js';
import type { FileFacts } from '../files/config-files.repository.js';
import { EnvironmentNames } from '../files/environment-names.js';
import { faultyText } from '../config.errors.js';
import { ConfigTexts, ownOf } from '../versions/config-texts.js';
import { Layers } from '../versions/layers.js';
import type { ConfigRelease, RollBackConfig } from './publication.dto.js';
import { nothingBefore } from './publication.errors.js';
import { PublicationStates, stableOf, type PublicationRow } from './publication-state.read-model.js';
import { PublishedTexts } from './published-texts.js';

/** One click back of a file: nodes by a release, the draft by a version, in one transaction. */
@Injectable()
export class ConfigRollbackService {
  constructor(
    private readonly database: Database,
    private readonly texts: ConfigTexts,
    private readonly layers: Layers,
    private readonly environments: EnvironmentNames,
    private readonly states: PublicationStates,
    private readonly published: PublishedTexts,
    private readonly releases: ReleaseRollbackService,
  ) {}

  rollback(
    actor: Actor,
    fileId: string,
    { environment, to, reason }: RollBackConfig,
  ): Promise<ConfigRelease> {
    return this.database.transaction(async (tx) => {
      const file = await this.texts.lockFile(tx, fileId);
      const { id: environmentId } = await this.environments.named(tx, file.projectId, environment);
      const rows = await this.states.inEnvironment(tx, fileId, environmentId);
      const current = rows.find(({ state }) => state === 'rolling') ?? stableOf(rows);
      if (!current?.releaseId || to === current.number) throw nothingBefore();
      const back = await this.releases.rollbackBin(tx, actor, current.releaseId, {
        bin: file.bin,
        version: to === undefined ? undefined : String(to),
        reason,
      });
      const wanted = wantedOf(rows, current, back.id === current.releaseId ? null : back.versions[0]);
      if (wanted) await this.restore(tx, actor, file, wanted, reason ?? '');
      return {
        releaseId: back.id,
        releaseNumber: back.number,
        version: String(wanted?.number ?? current.number),
      };
    });
  }

  /** The draft says again what the nodes go back to, so that nothing is left to publish. */
  private async restore(
    tx: Tx,
    actor: Actor,
    file: FileFacts,
    wanted: PublicationRow,
    message: string,
  ): Promise<void> {
    const { environmentId } = wanted;
    const draft = await this.texts.draftOf(tx, file.id, environmentId);
    const text = await this.published.textOf(tx, wanted);
    if (draft.text === text) return;
    const { base, environments } = await this.layers.all(tx, file);
    const own = ownOf({ base, environments }, environmentId);
    const layer =
      text === null
        ? { ok: true as const, text: null, removed: [] }
        : layerFor(file.format, base.text, text, own.text);
    if (!layer.ok)
      throw faultyText(
        layer.faults.map((fault) => ({ of: 'base', environment: null, ...fault })),
        'to',
      );
    await this.texts.saveIn(tx, actor, {
      ...{ fileId: file.id, environmentId, text: layer.text, removedKeys: layer.removed },
      ...{ isDeleted: text === null, kind: 'rollback', message: message || `Back to ${wanted.number}` },
    });
  }
}

/** What the nodes have when the release is done: of one that turned round, what they had before it. */
function wantedOf(
  rows: readonly PublicationRow[],
  current: PublicationRow,
  version: string | null | undefined,
): PublicationRow | undefined {
  if (version === null) return rows.find((row) => row.state === 'stable' && row.number !== current.number);
  return rows.find(({ number }) => String(number) === version);
}
