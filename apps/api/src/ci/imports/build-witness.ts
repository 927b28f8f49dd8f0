import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UploadWitness, VersionAuthors, type WitnessedUpload } from '../../bins/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { invalidField } from '../../platform/http/index.js';
import { BuildsRepository } from '../builds/builds.repository.js';
import { digestDiffers, twoDigests } from '../ci-work.errors.js';
import { RANKS } from '../intake/reading/news.js';
import { SourcesRepository } from '../sources/sources.repository.js';
import { BuildMakersReadModel } from './build-makers.read-model.js';
import { ImportsRepository } from './imports.repository.js';

/** Compares what is uploaded in the name of a build with what the build told, and writes down where it came from. */
@Injectable()
export class BuildWitness implements OnModuleInit {
  constructor(
    private readonly uploads: UploadWitness,
    private readonly clock: Clock,
    private readonly sources: SourcesRepository,
    private readonly builds: BuildsRepository,
    private readonly imports: ImportsRepository,
    private readonly authors: VersionAuthors,
    private readonly makers: BuildMakersReadModel,
  ) {}

  onModuleInit(): void {
    this.uploads.register((tx, upload) => this.see(tx, upload));
  }

  private async see(
    tx: Tx,
    { sourceId, projectId, job, number, path, artifactId, sha256 }: WitnessedUpload,
  ): Promise<void> {
    const source = await this.sources.find(tx, sourceId);
    if (source?.projectId !== projectId)
      throw invalidField('source', 'unknown_source', {
        en: 'The project of this bin has no such source of builds.',
        zh: '此程序所属的项目没有该构建来源。',
      });
    const build = await this.builds.note(tx, sourceId, unheardOf(job, number), {
      ...{ origin: 'upload', seenAt: this.clock.now() },
    });
    const file = build.files.find((one) => one.path === path);
    if (file?.isContradicted) throw twoDigests();
    if (file?.sha256 !== undefined && file.sha256 !== sha256) throw digestDiffers('build');
    const row = await this.builds.byId(tx, build.id);
    if (row) await this.authors.add(tx, artifactId, await this.makers.startersOf(tx, row));
    await this.imports.keepProvenance(tx, {
      ...{ artifactId, sourceKind: source.kind, sourceName: source.name, buildId: build.id, job },
      ...{
        number: String(build.shownNumber),
        url: build.url,
        ref: build.tag ?? build.branch,
        commitId: build.commitId,
      },
      ...{
        byName: build.byName,
        path,
        sha256,
        isChecked: file?.sha256 !== undefined,
        importedAt: this.clock.now(),
      },
    });
  }
}

/** Of a build that nobody told of yet; whoever does says the rest. */
function unheardOf(job: string, number: number) {
  return {
    ...{ job, number, queueId: 0, shownNumber: number, phaseRank: RANKS.NONE, state: 'running' as const },
    ...{ url: null, branch: null, tag: null, commitId: null, byName: null, parameters: {}, files: [] },
    ...{ startedAt: null, finishedAt: null },
  };
}
