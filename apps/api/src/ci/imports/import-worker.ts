import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { SessionActors } from '../../auth/index.js';
import { BuiltFiles, VersionAuthors, type KeptFile } from '../../bins/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications, type Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { FileLists } from '../asking/file-lists.js';
import { hasNamesake } from '../asking/read-builds.js';
import { SourceClient } from '../asking/source-client.js';
import type { BuildFile, CiBuildEntity } from '../builds/ci-build.entity.js';
import { BuildsRepository } from '../builds/builds.repository.js';
import { consoleFailed } from '../ci-sentences.js';
import { digestDiffers, editorMayNot, GONE, notAskable } from '../ci-work.errors.js';
import type { CiSourceEntity } from '../sources/ci-source.entity.js';
import { SourcesRepository } from '../sources/sources.repository.js';
import { CI_WORK } from '../work-channel.js';
import { BuildMakersReadModel } from './build-makers.read-model.js';
import { ensureGood } from './ensure-good.js';
import { readWithin } from './read-within.js';
import type { CiRunEntity } from './ci-run.entity.js';
import { ImportsRepository, type ClaimedImport } from './imports.repository.js';
import { RunFinisher } from './run-finisher.js';

const EVERY_MS = 2_000;
const AT_ONCE = 4;
/** Renewed while a file arrives, so that what a process that ended had begun waits no longer than this. */
const LEASE_SECONDS = 90;
const RENEW_MS = 30_000;
const MOST_ATTEMPTS = 8;

interface Wanted {
  readonly run: CiRunEntity;
  readonly build: CiBuildEntity;
  readonly source: CiSourceEntity;
  readonly file: BuildFile & { readonly url: string };
  readonly actor: Actor;
}

/** Brings files of builds in, one after the other, in any replica. */
@Injectable()
export class ImportWorker implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('ci');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.work(),
    (error) => this.logger.warn(`files of builds were not brought in: ${error.message}`),
  );
  private isStopped = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly notifications: PgNotifications,
    private readonly people: SessionActors,
    private readonly imports: ImportsRepository,
    private readonly builds: BuildsRepository,
    private readonly sources: SourcesRepository,
    private readonly client: SourceClient,
    private readonly lists: FileLists,
    private readonly files: BuiltFiles,
    private readonly authors: VersionAuthors,
    private readonly makers: BuildMakersReadModel,
    private readonly finisher: RunFinisher,
  ) {}

  onModuleInit(): void {
    this.notifications.listen(CI_WORK, () => void this.rounds.now());
  }

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.rounds.end();
  }

  /** For tests too: all that is due now. */
  async work(): Promise<void> {
    while (!this.isStopped) {
      const claimed = await this.database.transaction((tx) =>
        this.imports.claim(tx, this.clock.now(), AT_ONCE, LEASE_SECONDS),
      );
      await Promise.all(claimed.map((one) => this.bring(one)));
      if (claimed.length === 0) break;
    }
    while (!this.isStopped && (await this.finisher.finishOne()));
  }

  private async bring(claimed: ClaimedImport): Promise<void> {
    const renewal = setInterval(() => void this.renew(claimed).catch(() => undefined), RENEW_MS);
    try {
      const wanted = await this.wantedOf(claimed);
      await this.fetch(claimed, wanted);
    } catch (error) {
      await this.settleFailure(claimed, error as Error);
    } finally {
      clearInterval(renewal);
    }
  }

  private renew(claimed: ClaimedImport): Promise<void> {
    return this.imports.renew(this.database.reader, claimed, this.clock.now(), LEASE_SECONDS);
  }

  private async wantedOf({ runId, path }: ClaimedImport): Promise<Wanted> {
    const tx = this.database.reader;
    const run = await this.imports.findRun(tx, runId);
    const build = run && (await this.builds.byId(tx, run.buildId));
    const source = build && (await this.sources.find(tx, build.sourceId));
    if (!source) throw notAskable('removed');
    ensureGood(build, path);
    const file = build.files.find((one) => one.path === path);
    if (!file?.url) throw notAskable('noFileUrl');
    const actor = await this.people.loadPerson(tx, run.editorId);
    if (!actor?.may('artifact.upload', source.projectId)) throw editorMayNot('artifact.upload');
    return { run, build, source, file: { ...file, url: file.url }, actor };
  }

  private async fetch(claimed: ClaimedImport, { run, build, source, file, actor }: Wanted): Promise<void> {
    const md5s = await this.md5sOf(source, build, file);
    const { body } = await this.client.stream(source, file.url);
    try {
      const place = { bin: run.bin, version: run.version, arch: claimed.arch, kind: claimed.kind };
      const check = (arrived: { readonly md5: string }): void => {
        if (md5s.length > 0 && !md5s.includes(arrived.md5)) throw digestDiffers('fingerprint');
      };
      const given = { ...place, body: readWithin(body), check };
      const isChecked = md5s.length > 0;
      await this.files.take(actor, source.projectId, given, (tx, kept) =>
        this.settleKept(tx, claimed, { source, build, path: file.path, isChecked }, kept),
      );
    } finally {
      body.destroy();
    }
  }

  /** Those of which the file should have one. */
  private async md5sOf(
    source: CiSourceEntity,
    build: CiBuildEntity,
    { path, md5, sha256 }: BuildFile,
  ): Promise<readonly string[]> {
    const known = md5 === undefined ? [] : [md5];
    if (source.kind !== 'jenkins' || sha256 !== undefined) return known;
    const paths = build.files.map((one) => one.path);
    // What was kept before may be that of another file with the same name.
    if (known.length > 0 && !hasNamesake(path, paths)) return known;
    return [...known, ...(await this.lists.fingerprints(source, build.job, Number(build.number), path))];
  }

  private async settleKept(
    tx: Tx,
    { id }: ClaimedImport,
    from: {
      readonly source: CiSourceEntity;
      readonly build: CiBuildEntity;
      readonly path: string;
      readonly isChecked: boolean;
    },
    { sha256, sizeBytes, artifactId }: KeptFile,
  ): Promise<void> {
    const { source, build, path, isChecked } = from;
    const now = this.clock.now();
    // The build may have failed, or told its digests, while the file was on its way; whoever tells it from now on finds it here.
    const known = await this.builds.hold(tx, build.id);
    if (known) ensureGood(known, path);
    await this.authors.add(tx, artifactId, await this.makers.makersOf(tx, known ?? build));
    const told = known?.files.find((one) => one.path === path);
    if (told?.sha256 !== undefined && told.sha256 !== sha256) throw digestDiffers('build');
    await this.imports.keepProvenance(tx, {
      ...{ artifactId, sourceKind: source.kind, sourceName: source.name, buildId: build.id, job: build.job },
      ...{
        number: build.shownNumber,
        url: build.url,
        ref: build.tag ?? build.branch,
        commitId: build.commitId,
      },
      ...{
        byName: build.byName,
        path,
        sha256,
        isChecked: isChecked || told?.sha256 !== undefined,
        importedAt: now,
      },
    });
    await this.imports.settle(tx, id, {
      ...{
        state: 'done',
        nextTryAt: null,
        sha256,
        sizeBytes: String(sizeBytes),
        errorCode: null,
        error: null,
      },
      changedAt: now,
    });
  }

  /** What the source can not help is tried again; what would fail in the same way is not. */
  private async settleFailure(claimed: ClaimedImport, error: Error): Promise<void> {
    const { id, attempts } = claimed;
    const isOurs = !(error instanceof DomainError);
    if (isOurs) this.logger.error(`a file of a build was not brought in: ${error.stack ?? error.message}`);
    const code = isOurs ? 'INTERNAL' : error.code;
    const isResting = code === 'CI_SOURCE_RESTING';
    const mayHelp =
      isOurs ||
      error.refusal === 'unavailable' ||
      error.refusal === 'no_space' ||
      (code === 'CI_SOURCE_REFUSED' && error.facts['status'] !== GONE);
    const isLast = !mayHelp || (attempts >= MOST_ATTEMPTS && !isResting);
    const until = isOurs ? undefined : error.facts['until'];
    const nextTryAt =
      typeof until === 'string'
        ? new Date(until)
        : new Date(this.clock.millis() + Math.min(5 * 3 ** (attempts - 1), 3_600) * 1_000);
    await this.database.transaction(async (tx) => {
      // Somebody else may have taken it over, and done it.
      if (!(await this.imports.isStillOurs(tx, claimed))) return;
      await this.imports.settle(tx, id, {
        state: isLast ? (mayHelp ? 'failed' : 'refused') : 'waiting',
        nextTryAt: isLast ? null : nextTryAt,
        // To be left alone counts as no try.
        attempts: isResting ? attempts - 1 : attempts,
        errorCode: code,
        error: isOurs ? consoleFailed() : error.words,
        changedAt: this.clock.now(),
      });
    });
  }
}
