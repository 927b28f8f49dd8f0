import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ReleaseDraftsService, type NewReleaseDto } from '../../releases/index.js';
import type { FileFacts } from '../files/config-files.repository.js';
import { EnvironmentNames } from '../files/environment-names.js';
import { ConfigTexts } from '../versions/config-texts.js';
import { configChanged, configUnchanged, notPublished, severalProjects } from './publication.errors.js';
import type {
  ConfigRelease,
  DeleteConfig,
  MadePublications,
  MakePublications,
  PublishConfig,
} from './publication.dto.js';
import { PublicationStates, stableOf, type PublicationRow } from './publication-state.read-model.js';
import { PublicationMaker, type Made } from './publication-maker.js';

/** Who publishes waits for a canary of a tenth, then half, then all: a change of configuration breaks as much as a build. */
const BY_DEFAULT: NewReleaseDto['strategy'] = {
  type: 'canary',
  steps: [{ setWeight: 10 }, { pause: { seconds: 60 } }, { setWeight: 50 }, { pause: { seconds: 60 } }],
};

type How = Omit<PublishConfig, 'environment' | 'baseVersion' | 'overrideVersion' | 'evenIfBad'>;

/** From drafts to releases. */
@Injectable()
export class PublishingService {
  constructor(
    private readonly database: Database,
    private readonly texts: ConfigTexts,
    private readonly environments: EnvironmentNames,
    private readonly states: PublicationStates,
    private readonly maker: PublicationMaker,
    private readonly releases: ReleaseDraftsService,
  ) {}

  make(
    actor: Actor,
    { environment, fileIds, evenIfBad = false }: MakePublications,
  ): Promise<MadePublications> {
    return this.database.transaction(async (tx) => {
      const items: MadePublications['items'][number][] = [];
      let projectId: string | undefined;
      // In one order, whoever asks: two who publish the same files must not wait for each other.
      const made = new Map<string, MadePublications['items'][number]>();
      for (const fileId of [...fileIds].sort()) {
        const file = await this.texts.lockFile(tx, fileId);
        actor.require('release.draft', file.projectId, 'configuration file');
        if (file.projectId !== (projectId ?? file.projectId)) throw severalProjects();
        projectId = file.projectId;
        const { id } = await this.environments.named(tx, file.projectId, environment);
        const { version, isNew } = await this.maker.make(tx, actor, file, { environmentId: id, evenIfBad });
        made.set(fileId, { fileId, bin: file.bin, version: String(version), isNew });
      }
      for (const fileId of fileIds) {
        const item = made.get(fileId);
        if (item) items.push(item);
      }
      return { items };
    });
  }

  publish(actor: Actor, fileId: string, body: PublishConfig): Promise<ConfigRelease> {
    return this.database.transaction(async (tx) => {
      const file = await this.texts.lockFile(tx, fileId);
      const { id: environmentId } = await this.environments.named(tx, file.projectId, body.environment);
      const draft = await this.texts.draftOf(tx, fileId, environmentId);
      const isReviewed =
        (body.baseVersion ?? draft.baseNumber) === draft.baseNumber &&
        (body.overrideVersion ?? draft.overrideNumber) === draft.overrideNumber;
      if (!isReviewed)
        throw configChanged({ baseVersion: draft.baseNumber, overrideVersion: draft.overrideNumber });
      const { environment: _, baseVersion: _base, overrideVersion: _own, evenIfBad = false, ...how } = body;
      const made = await this.maker.make(tx, actor, file, { environmentId, evenIfBad, draft });
      return this.release(tx, actor, file, environmentId, made, how);
    });
  }

  delete(
    actor: Actor,
    fileId: string,
    { environment, reason, ...how }: DeleteConfig,
  ): Promise<ConfigRelease> {
    return this.database.transaction(async (tx) => {
      const file = await this.texts.lockFile(tx, fileId);
      const { id: environmentId } = await this.environments.named(tx, file.projectId, environment);
      const stable = stableOf(await this.states.inEnvironment(tx, fileId, environmentId));
      if (!stable || stable.textSha256 === null) throw notPublished();
      await this.texts.saveIn(tx, actor, {
        ...{ fileId, environmentId, text: null, removedKeys: [], isDeleted: true },
        ...{ kind: 'deletion', message: reason },
      });
      const made = await this.maker.make(tx, actor, file, { environmentId, evenIfBad: true });
      return this.release(tx, actor, file, environmentId, made, { ...how, notes: reason });
    });
  }

  private async release(
    tx: Tx,
    actor: Actor,
    file: FileFacts,
    environmentId: string,
    made: Made,
    how: How,
  ): Promise<ConfigRelease> {
    const { submit = true, strategyTemplateId, ...rules } = how;
    const strategy = how.strategy ?? (strategyTemplateId === undefined ? BY_DEFAULT : undefined);
    const version = String(made.version);
    ensureNews(made.before);
    const release = await this.releases.createIn(tx, actor, {
      environmentId,
      bins: [{ bin: file.bin, version }],
      title: made.isDeletion ? `Delete ${file.name}` : `${file.name} ${version}`,
      submit,
      ...rules,
      ...(strategy === undefined ? {} : { strategy }),
      ...(strategyTemplateId === undefined ? {} : { strategyTemplateId }),
    });
    return { releaseId: release.id, releaseNumber: release.number, version };
  }
}

function ensureNews(before: PublicationRow | undefined): void {
  if (before?.state !== 'stable' && before?.state !== 'waiting' && before?.state !== 'rolling') return;
  const { releaseId, releaseNumber, number } = before;
  throw configUnchanged({ version: String(number), releaseId, releaseNumber });
}
