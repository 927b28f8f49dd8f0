import { Injectable } from '@nestjs/common';
import { explainOutcome } from '@release-console/metrics-core';
import type { JudgedCheck, Judgement } from '../../monitoring/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { toCheckDtos } from '../planning/checks-draft.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import type { AnalysisCheckDto, AnalysisVerdictDto, ReleaseAnalysisDto } from './analysis.dto.js';
import { ReleaseAnalysesRepository } from './release-analyses.repository.js';
import { ReleaseAnalysis, whyOf } from './release-analysis.js';

/** What the judge says of a release, and said. */
@Injectable()
export class AnalysisService {
  constructor(
    private readonly releases: ReleasesRepository,
    private readonly analysis: ReleaseAnalysis,
    private readonly stored: ReleaseAnalysesRepository,
    private readonly database: Database,
  ) {}

  async of(releaseId: string): Promise<ReleaseAnalysisDto> {
    const { reader } = this.database;
    const release = await this.releases.find(reader, releaseId);
    if (!release) throw notFound('release');
    const current = await this.analysis.of(reader, release);
    const history = await this.stored.of(reader, releaseId);
    return {
      plan: toCheckDtos(release.rollout.plan.checks ?? []),
      current: current && toVerdict(current, null),
      history: history.map((each) => toVerdict(each, each.at)),
    };
  }
}

function toVerdict(judgement: Judgement, at: Date | null): AnalysisVerdictDto {
  const { step, verdict, elapsedSeconds, checks } = judgement;
  return {
    step,
    verdict,
    why: whyOf(judgement),
    elapsedSeconds: Math.round(elapsedSeconds),
    checks: checks.map(toCheckDto),
    at: at?.toISOString() ?? null,
  };
}

function toCheckDto({ outcome, isShadow }: JudgedCheck): AnalysisCheckDto {
  const { state, canary, baseline, requests, pValue, dispersion, usualTimes, missing } = outcome;
  const [check] = toCheckDtos([{ check: { ...outcome.check }, isShadow }]);
  return {
    check: check ?? { kind: outcome.check.kind },
    isShadow,
    state,
    text: explainOutcome(outcome),
    canary,
    baseline,
    canaryRequests: Math.round(requests.canary),
    baselineRequests: Math.round(requests.baseline),
    pValue,
    dispersion,
    usualTimes,
    missing: missing?.what ?? null,
    requestsNeeded: missing?.requestsNeeded ?? null,
    secondsLeft: missing?.secondsLeft ?? null,
  };
}
