import { Injectable } from '@nestjs/common';
import type { Text } from '@release-console/rollout-core';
import { VersionQuarantine } from '../../bins/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { BuildsRepository, type NotedBuild } from '../builds/builds.repository.js';
import { contradicted } from '../builds/merge-build.js';
import {
  buildEnded,
  buildNotOver,
  digestsDiffer,
  filesBroughtIn,
  noRuleForFiles,
  nothingMore,
  ruleFault,
  together,
} from '../ci-sentences.js';
import { buildNotGood, twoDigests } from '../ci-work.errors.js';
import type { BuildOrigin } from '../ci-words.js';
import { ENDED, type BuildNews } from '../intake/reading/news.js';
import type { CiRuleEntity } from '../rules/ci-rule.entity.js';
import { follow, whyNotAbout } from '../rules/follow.js';
import { RulesRepository } from '../rules/rules.repository.js';
import { ImportsRepository } from './imports.repository.js';

export interface Planned {
  readonly build: NotedBuild;
  /** In one sentence. */
  readonly fate: Text;
  /** How many files are to be brought in now that were not before. */
  readonly files: number;
}

/** From news of a build to what its files are to become. Doing it again changes nothing. */
@Injectable()
export class ImportPlanner {
  constructor(
    private readonly clock: Clock,
    private readonly builds: BuildsRepository,
    private readonly rules: RulesRepository,
    private readonly imports: ImportsRepository,
    private readonly quarantine: VersionQuarantine,
  ) {}

  async plan(tx: Tx, sourceId: string, news: BuildNews, origin: BuildOrigin): Promise<Planned> {
    const now = this.clock.now();
    const build = await this.builds.note(tx, sourceId, news, { origin, seenAt: now });
    await this.compareKept(tx, build);
    const disputed = contradicted(build);
    if (disputed.length > 0) await this.imports.refuseOpen(tx, build.id, twoDigests(), now, disputed);
    const said = disputed.length > 0 ? digestsDiffer(disputed) : null;
    if (build.phaseRank < ENDED) return { build, fate: together(buildNotOver(), said), files: 0 };
    if (build.state !== 'succeeded') {
      await this.imports.refuseOpen(tx, build.id, buildNotGood(build.state), now);
      return { build, fate: together(buildEnded(build.state), said), files: 0 };
    }
    const reopened = await this.imports.reopen(tx, build.id, buildNotGood(build.state).code, now);
    const rules = (await this.rules.enabledOf(tx, sourceId)).filter(
      // What nobody told of may have ended long before the rule was as it is.
      (rule) => origin !== 'poll' || (build.finishedAt ?? now) >= rule.editedAt,
    );
    const { files, before, faults } = await this.followAll(tx, build, rules, now);
    const fate = together(fateOf(files + reopened, before), ...faults, said);
    return { build, files: files + reopened, fate };
  }

  private async followAll(
    tx: Tx,
    build: NotedBuild,
    rules: readonly CiRuleEntity[],
    now: Date,
  ): Promise<{ readonly files: number; readonly before: number; readonly faults: readonly Text[] }> {
    const disputed = contradicted(build);
    const taken = new Set(await this.imports.pathsOf(tx, build.id));
    const before = taken.size;
    const faults: Text[] = [];
    for (const rule of rules) {
      if (whyNotAbout(rule, build) !== undefined) continue;
      for (const followed of follow(rule, build)) {
        if (taken.has(followed.path) || disputed.includes(followed.path)) continue;
        if (followed.fits) {
          taken.add(followed.path);
          await this.want(tx, build, rule, followed, now);
        } else if (followed.isMeant) faults.push(ruleFault(rule.name, followed.path, followed.why));
      }
    }
    return { files: taken.size - before, before, faults };
  }

  private async want(
    tx: Tx,
    build: NotedBuild,
    rule: CiRuleEntity,
    { path, version, arch }: { readonly path: string; readonly version: string; readonly arch: string },
    now: Date,
  ): Promise<void> {
    const { id: ruleId, name: ruleName, revision: ruleRevision, editorId, bin, kind, release } = rule;
    const runId = await this.imports.ensureRun(tx, {
      ...{ buildId: build.id, ruleId, ruleName, ruleRevision, editorId, bin, version, release },
      releaseState: release === null ? 'none' : 'waiting',
    });
    await this.imports.ensureImport(tx, { runId, path, arch, kind }, now);
  }

  /** What came in before the build told its digests may be something else. */
  private async compareKept(tx: Tx, build: NotedBuild): Promise<void> {
    const told = build.files.filter(({ sha256 }) => sha256 !== undefined);
    if (told.length === 0) return;
    for (const kept of await this.imports.keptOf(tx, build.id)) {
      const file = told.find(({ path }) => path === kept.path);
      if (file && (file.isContradicted || file.sha256 !== kept.sha256))
        await this.quarantine.withdraw(
          tx,
          kept.bin,
          kept.version,
          `Its file is not the one that build ${build.job} #${build.shownNumber} made: the build names another sha256.`,
        );
    }
  }
}

function fateOf(files: number, before: number): Text {
  if (files > 0) return filesBroughtIn(files);
  return before > 0 ? nothingMore() : noRuleForFiles();
}
