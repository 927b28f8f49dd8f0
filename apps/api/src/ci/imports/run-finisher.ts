import { Injectable } from '@nestjs/common';
import { SessionActors } from '../../auth/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { ReleaseDraftsService, type NewReleaseDto } from '../../releases/index.js';
import { BuildsRepository } from '../builds/builds.repository.js';
import { editorMayNot, environmentGone, filesMissing } from '../ci-work.errors.js';
import { SourcesRepository } from '../sources/sources.repository.js';
import type { CiRunEntity } from './ci-run.entity.js';
import { ensureGood } from './ensure-good.js';
import { ImportsRepository } from './imports.repository.js';

/** As for whoever publishes configuration: a tenth, half, all. */
const BY_DEFAULT: NewReleaseDto['strategy'] = {
  type: 'canary',
  steps: [{ setWeight: 10 }, { pause: { seconds: 60 } }, { setWeight: 50 }, { pause: { seconds: 60 } }],
};

/** Once all files of a run have come in, the release that its rule asks for: one, or a reason why there is none. */
@Injectable()
export class RunFinisher {
  constructor(
    private readonly database: Database,
    private readonly people: SessionActors,
    private readonly imports: ImportsRepository,
    private readonly builds: BuildsRepository,
    private readonly sources: SourcesRepository,
    private readonly releases: ReleaseDraftsService,
  ) {}

  /** False when there was none to finish. */
  async finishOne(): Promise<boolean> {
    let refused: { readonly id: string; readonly error: DomainError } | undefined;
    const isThere = await this.database
      .transaction(async (tx) => {
        const run = await this.imports.takeFinished(tx);
        if (!run) return false;
        try {
          await this.finish(tx, run);
        } catch (error) {
          // Not here: what a refused release has written so far must be undone.
          if (error instanceof DomainError && error.refusal !== 'unavailable')
            refused = { id: run.id, error };
          throw error;
        }
        return true;
      })
      .catch((error: unknown) => {
        if (refused) return true;
        throw error;
      });
    if (refused) await this.refuse(refused.id, refused.error);
    return isThere;
  }

  private async finish(tx: Tx, run: CiRunEntity): Promise<void> {
    const build = await this.builds.byId(tx, run.buildId);
    if (build) ensureGood(build);
    const imports = await this.imports.importsOf(tx, run.id);
    const missing = imports.filter(({ state }) => state !== 'done');
    if (missing.length > 0) throw filesMissing(missing.map(({ path }) => path));
    const source = build && (await this.sources.find(tx, build.sourceId));
    const actor = await this.people.loadPerson(tx, run.editorId);
    const { release } = run;
    if (!source || !release) return this.imports.saveRun(tx, run.id, { releaseState: 'none' });
    if (!actor?.may('release.draft', source.projectId)) throw editorMayNot('release.draft');
    const { mode, environment, strategyTemplateId } = release;
    const strategy = release.strategy ?? (strategyTemplateId === undefined ? BY_DEFAULT : undefined);
    const environmentId = await this.imports.environmentOf(tx, source.projectId, environment);
    if (environmentId === undefined) throw environmentGone(environment);
    const made = await this.releases.createIn(tx, actor, {
      environmentId,
      bins: [{ bin: run.bin, version: run.version }],
      notes: `Made by the rule "${run.ruleName}" of ${build.job} #${build.shownNumber}.`,
      submit: mode === 'submit',
      ...(strategy === undefined ? {} : { strategy }),
      ...(strategyTemplateId === undefined ? {} : { strategyTemplateId }),
    });
    await this.imports.saveRun(tx, run.id, {
      releaseState: 'done',
      releaseId: made.id,
      errorCode: null,
      error: null,
    });
  }

  private async refuse(id: string, { code, words }: DomainError): Promise<void> {
    await this.database.transaction((tx) =>
      this.imports.saveRun(tx, id, {
        releaseState: 'refused',
        errorCode: code,
        error: words,
      }),
    );
  }
}
