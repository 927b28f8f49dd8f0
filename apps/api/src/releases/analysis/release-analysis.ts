import { Injectable } from '@nestjs/common';
import { explainOutcome } from '@release-console/metrics-core';
import {
  currentStep,
  text,
  type Analysis,
  type Rollout,
  type Step,
  type Text,
} from '@release-console/rollout-core';
import { isJudged, ReleaseJudge, type Judgement, type JudgeTask } from '../../monitoring/index.js';
import type { Tx } from '../../platform/database/index.js';
import { checkOf } from '../planning/checks-draft.js';
import type { Release } from '../store/release.entity.js';

type Judged = Pick<Release, 'id' | 'environmentId' | 'rollout'>;

/** Asks the judge about releases that wait. */
@Injectable()
export class ReleaseAnalysis {
  constructor(private readonly judge: ReleaseJudge) {}

  /** Null where nobody is to judge now. */
  async of(tx: Tx, release: Judged): Promise<Judgement | null> {
    const task = taskOf(release);
    return task && this.judge.look(tx, task);
  }
}

const USUAL_BEFORE_SECONDS = 1_800;

/** While nodes are being moved the two cohorts are not alike; what waits for a reason waits for a person. */
export function taskOf({ id, environmentId, rollout }: Judged): JudgeTask | null {
  const { checks = [], bins } = rollout.plan;
  const step = waitingStep(rollout);
  const { stepStartedAt, deployedAt } = rollout;
  if (checks.length === 0 || !step || stepStartedAt === null || deployedAt === null) return null;
  const isAnalysis = step.kind === 'analysis';
  return {
    releaseId: id,
    environmentId,
    bins: bins.map(({ binId, versionId }) => ({ binId, versionId })),
    checks: checks.map(({ check, isShadow }) => ({ check: checkOf(check), isShadow })),
    deployedAt: deployedAt / 1_000,
    step: rollout.step,
    since: stepStartedAt / 1_000,
    forSeconds: isAnalysis ? step.seconds : null,
    waitSeconds: isAnalysis ? step.waitSeconds : 0,
    beforeSeconds: isLastWaveIn(rollout) ? (step.seconds ?? USUAL_BEFORE_SECONDS) : null,
  };
}

function isLastWaveIn({ steps, step }: Rollout): boolean {
  return !steps.slice(step + 1).some(({ kind }) => kind === 'wave');
}

function waitingStep(rollout: Rollout): Extract<Step, { kind: 'analysis' | 'pause' }> | null {
  const { status, pause } = rollout;
  const isWaiting = status === 'deploying' || (status === 'paused' && pause?.kind === 'step');
  const step = currentStep(rollout);
  return isWaiting && step && isJudged(step) ? step : null;
}

/** For the engine. */
export function toAnalysis(judgement: Judgement): Analysis {
  return { step: judgement.step, verdict: judgement.verdict, why: whyOf(judgement) };
}

/** What decided, in its own words. */
export function whyOf({ verdict, checks }: Pick<Judgement, 'verdict' | 'checks'>): Text {
  const acting = checks.filter(({ isShadow }) => !isShadow);
  const wanted = verdict === 'fail' ? 'bad' : verdict === 'pass' ? 'good' : 'unknown';
  const found = acting.find(({ outcome }) => outcome.state === wanted);
  return found ? explainOutcome(found.outcome) : text('Nothing was found yet.', '尚无结论。');
}
