import { Inject, Injectable } from '@nestjs/common';
import type { AskedCheck } from '@release-console/metrics-core';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import type { JudgeTask } from '../judge/judge-task.js';
import { AlertmanagerClient } from '../prometheus/alertmanager-client.js';
import { OutsideFault } from '../prometheus/outside-fault.js';
import { PrometheusClient } from '../prometheus/prometheus-client.js';
import type { PlacedAnswer } from './asked-answers.repository.js';
import { CohortNodesReadModel } from './cohort-nodes.read-model.js';
import { matchersIn } from './matchers.js';
import { expand, placeholdersIn, type AskedCohort } from './placeholders.js';
import { valueOf } from './value-of.js';

/** What an asked check is about, besides what every task says. */
export interface AskedTask extends JudgeTask {
  readonly names: readonly { readonly bin: string; readonly version: string }[];
}

export interface AskedCohorts {
  readonly canary: AskedCohort;
  readonly baseline: AskedCohort;
}

interface Value {
  readonly value: number | null;
  readonly note: string | null;
}

type PromqlCheck = Extract<AskedCheck, { readonly kind: 'promql' }>;

const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 300;
const LONGEST_NOTE = 300;
const MOST_NAMED = 5;
const NOBODY: Value = { value: null, note: 'no node of them runs it now' };
const NOT_ASKED: Value = { value: null, note: null };

/** Asks systems outside how a release does. No transaction may be open meanwhile: they may take their time. */
@Injectable()
export class AskedChecks {
  constructor(
    private readonly prometheus: PrometheusClient,
    private readonly alertmanager: AlertmanagerClient,
    private readonly nodes: CohortNodesReadModel,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async cohorts(tx: Tx, task: AskedTask): Promise<AskedCohorts> {
    const found = await this.nodes.of(tx, task);
    const environment = await this.nodes.environment(tx, task.environmentId);
    const [first] = task.names;
    const elapsed = Math.floor((this.clock.millis() / 1_000 - task.since) / 10) * 10;
    const cohort = (isCanary: boolean): AskedCohort => ({
      // Before the release the same nodes were the others.
      nodeNames: found
        .filter((node) => node.isCanary === (isCanary || task.beforeSeconds !== null))
        .flatMap(({ names }) => names),
      version: { name: first?.version ?? '', isNot: !isCanary },
      bin: first?.bin ?? '',
      environment: environment?.code ?? '',
      windowSeconds: Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, elapsed)),
    });
    return { canary: cohort(true), baseline: cohort(false) };
  }

  async ask(check: AskedCheck, task: JudgeTask, cohorts: AskedCohorts): Promise<Omit<PlacedAnswer, 'place'>> {
    const at = this.clock.millis() / 1_000;
    if (check.kind === 'alerts') return { at, ...(await this.alerts(check.matchers, task)) };
    const canary = await this.value(check, cohorts.canary);
    const baseline = await this.baseline(check, task, cohorts);
    return { at, canary: canary.value, baseline: baseline.value, note: canary.note ?? baseline.note };
  }

  private async baseline(
    check: PromqlCheck,
    { beforeSeconds, deployedAt }: JudgeTask,
    { baseline }: AskedCohorts,
  ): Promise<Value> {
    if (!('minIncrease' in check)) return NOT_ASKED;
    return this.value(check, baseline, beforeSeconds === null ? undefined : deployedAt);
  }

  private async value({ query }: PromqlCheck, cohort: AskedCohort, at?: number): Promise<Value> {
    if (cohort.nodeNames.length === 0 && placeholdersIn(query).includes('nodes')) return NOBODY;
    try {
      const asking = at === undefined ? {} : { at };
      return valueOf(
        await this.prometheus.query(expand(query, cohort, this.settings.prometheus.labels), asking),
      );
    } catch (error) {
      return { value: null, note: noteOf(error) };
    }
  }

  private async alerts(
    matchers: string,
    { deployedAt }: JudgeTask,
  ): Promise<Pick<PlacedAnswer, 'canary' | 'baseline' | 'note'>> {
    try {
      const firing = await this.alertmanager.firing(matchersIn(matchers) ?? []);
      const began = firing.filter(({ since }) => since >= deployedAt);
      const named = began.length > 0 ? began : firing;
      const names = [...new Set(named.map(({ name }) => name))];
      const more = names.length > MOST_NAMED ? ` + ${names.length - MOST_NAMED}` : '';
      const note = `${names.slice(0, MOST_NAMED).join(', ')}${more}`.slice(0, LONGEST_NOTE);
      return { canary: began.length, baseline: firing.length - began.length, note: note || null };
    } catch (error) {
      return { canary: null, baseline: null, note: noteOf(error) };
    }
  }
}

function noteOf(error: unknown): string {
  if (error instanceof OutsideFault) return error.message.slice(0, LONGEST_NOTE);
  throw error;
}
