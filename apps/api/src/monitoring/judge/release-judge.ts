import { Injectable } from '@nestjs/common';
import {
  isAsked,
  judgeAnswers,
  judging,
  verdictOf,
  type Check,
  type Judging,
  type MeasuredCheck,
  type Outcome,
  type SampleWindow,
} from '@release-console/metrics-core';
import { WINDOW_SECONDS } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { AskedAnswersRepository } from '../asked/asked-answers.repository.js';
import { BeforeWindows } from './before-windows.js';
import type { JudgedCheck, Judgement, JudgeTask, Span } from './judge-task.js';
import { JudgedRowsReadModel } from './judged-rows.read-model.js';
import { JudgedSpansReadModel } from './judged-spans.read-model.js';
import { sampleWindows, type CohortFigures } from './sample-windows.js';
import { weighted } from './weights.js';

/** Nodes tell a window soon after its end; what comes later still than this counts in charts, and no more here. */
const TOLD_AFTER_SECONDS = 15;
const MOST_KEPT = 200;

/** What was heard of one release so far. */
interface Case {
  /** Of the checks that are measured, in their order. */
  readonly judgings: readonly Judging[];
  /** Windows before this are in. */
  heardUntil: number;
  outcomes: readonly Outcome[];
}

/**
 * Looks at releases while they wait. Everything comes from what is stored, so any process may look, and one that
 * begins anew comes to the same.
 */
@Injectable()
export class ReleaseJudge {
  private readonly cases = new Map<string, Case>();
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly rows: JudgedRowsReadModel,
    private readonly spans: JudgedSpansReadModel,
    private readonly before: BeforeWindows,
    private readonly answers: AskedAnswersRepository,
    private readonly clock: Clock,
  ) {}

  /** One after the other: a window that two hear at once would count twice. */
  look(tx: Tx, task: JudgeTask): Promise<Judgement> {
    const key = keyOf(task);
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(() => this.lookAlone(tx, task));
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    this.turns.set(key, settled);
    void settled.then(() => this.turns.get(key) === settled && this.turns.delete(key));
    return turn;
  }

  private async lookAlone(tx: Tx, task: JudgeTask): Promise<Judgement> {
    const known = this.cases.get(keyOf(task)) ?? (await this.open(tx, task));
    this.remember(task, known);
    const now = Math.floor(this.clock.millis() / 1_000);
    const to = Math.floor((now - TOLD_AFTER_SECONDS) / WINDOW_SECONDS) * WINDOW_SECONDS;
    await this.hear(tx, task, known, { from: task.since, to });
    const elapsedSeconds = Math.max(0, to - task.since);
    const times = {
      elapsedSeconds,
      forSeconds: task.forSeconds ?? Number.POSITIVE_INFINITY,
      waitSeconds: task.waitSeconds,
    };
    const checks = await this.judged(tx, task, known);
    return { step: task.step, verdict: verdictOf(checks, times), checks, elapsedSeconds };
  }

  /** In the order of the plan: what was measured, and what others answered. */
  private async judged(tx: Tx, task: JudgeTask, { outcomes }: Case): Promise<readonly JudgedCheck[]> {
    const isAnyAsked = task.checks.some(({ check }) => isAsked(check));
    const answers = isAnyAsked ? await this.answers.since(tx, task.releaseId, task.since) : [];
    const now = this.clock.millis() / 1_000;
    const measured = [...outcomes];
    return task.checks.flatMap(({ check, isShadow }, place) => {
      const outcome = isAsked(check)
        ? judgeAnswers(
            check,
            answers.filter((answer) => answer.place === place),
            now,
          )
        : measured.shift();
      return outcome ? [{ outcome, isShadow }] : [];
    });
  }

  private async open(tx: Tx, task: JudgeTask): Promise<Case> {
    const before = await this.usual(tx, task);
    const from = { before, windowSeconds: WINDOW_SECONDS };
    const measured = task.checks.map(({ check }) => check).filter(isMeasured);
    const judgings = weighted(measured).map((each) => judging(each, from));
    const opened: Case = { judgings, heardUntil: 0, outcomes: looked(judgings) };
    if (task.beforeSeconds !== null) return opened;
    for (const span of await this.spans.before(tx, task)) await this.hear(tx, task, opened, span);
    return opened;
  }

  /** How the two that are compared differed while all ran the old version. */
  private async usual(tx: Tx, task: JudgeTask): Promise<readonly SampleWindow[]> {
    const { beforeSeconds, deployedAt } = task;
    if (beforeSeconds === null) return this.before.of(tx, task);
    const earlier = inWindows(beforeSeconds);
    const rows = await this.rows.within(tx, task, { from: deployedAt - 2 * earlier, to: deployedAt });
    const apart = rows
      .filter(({ isCanary }) => !isCanary)
      .map((row) =>
        row.at >= deployedAt - earlier ? { ...row, isCanary: true } : { ...row, at: row.at + earlier },
      );
    return sampleWindows(apart).map(({ window }) => window);
  }

  private async hear(tx: Tx, task: JudgeTask, known: Case, span: Span): Promise<void> {
    const from = Math.max(span.from, known.heardUntil);
    if (from + WINDOW_SECONDS > span.to) return;
    const windows = sampleWindows(await this.rowsOf(tx, task, { from, to: span.to }));
    for (const { window } of windows) for (const each of known.judgings) each.add(window);
    known.heardUntil = span.to;
    if (windows.length > 0) known.outcomes = looked(known.judgings);
  }

  private rowsOf(tx: Tx, task: JudgeTask, span: Span): Promise<readonly CohortFigures[]> {
    const { beforeSeconds, since, deployedAt } = task;
    if (beforeSeconds === null) return this.rows.within(tx, task, span);
    return this.rows.against(tx, task, span, inWindows(since - deployedAt + beforeSeconds));
  }

  /** The one that was looked at last is the last to be forgotten. */
  private remember(task: JudgeTask, known: Case): void {
    const key = keyOf(task);
    this.cases.delete(key);
    this.cases.set(key, known);
    const [oldest] = this.cases.keys();
    if (this.cases.size > MOST_KEPT && oldest !== undefined) this.cases.delete(oldest);
  }
}

function looked(judgings: readonly Judging[]): readonly Outcome[] {
  return judgings.map((each) => each.look());
}

function isMeasured(check: Check): check is MeasuredCheck {
  return !isAsked(check);
}

function keyOf({ releaseId, checks, bins, beforeSeconds }: JudgeTask): string {
  return JSON.stringify([releaseId, checks, bins, beforeSeconds !== null]);
}

function inWindows(seconds: number): number {
  return Math.ceil(seconds / WINDOW_SECONDS) * WINDOW_SECONDS;
}
