import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { CohortNodesReadModel } from '../asked/cohort-nodes.read-model.js';
import { expand, isPlaceholder, placeholdersIn } from '../asked/placeholders.js';
import { valueOf } from '../asked/value-of.js';
import { AlertmanagerClient } from '../prometheus/alertmanager-client.js';
import { OutsideFault } from '../prometheus/outside-fault.js';
import { OutsideTurnsRepository } from '../prometheus/outside-turns.repository.js';
import { PrometheusClient, type PrometheusSample } from '../prometheus/prometheus-client.js';
import { PROMETHEUS_TURN, type PrometheusTold } from '../prometheus/prometheus-poller.js';
import type { MetricSources, PromqlAnswer, PromqlTry } from './sources.dto.js';

const LONGEST_SHOWN = 2_000;
const WINDOW_SECONDS = 60;

/** Where figures come from besides agents and programs, and how that does. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly prometheus: PrometheusClient,
    private readonly alertmanager: AlertmanagerClient,
    private readonly turns: OutsideTurnsRepository,
    private readonly nodes: CohortNodesReadModel,
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async all(actor: Actor): Promise<MetricSources> {
    const { isConfigured } = this.prometheus;
    const told = isConfigured
      ? await this.turns.told<PrometheusTold>(this.database.reader, PROMETHEUS_TURN)
      : null;
    return {
      prometheus: {
        isConfigured,
        askedAt: told?.askedAt ?? null,
        fault: told?.fault ?? null,
        series: told?.series ?? 0,
        joined: told?.joined ?? 0,
        measuredByAgents: told?.measuredByAgents ?? 0,
        unknown: actor.mayEverywhere('project.configure') ? [...(told?.unknown ?? [])] : [],
      },
      alertmanager: { isConfigured: this.alertmanager.isConfigured },
    };
  }

  async try(actor: Actor, { query, environmentId, bin = '' }: PromqlTry): Promise<PromqlAnswer> {
    const place = await this.nodes.environment(this.database.reader, environmentId);
    if (!place) throw notFound('environment');
    actor.require('release.draft', place.projectId, 'environment');
    this.assertAskable(query);
    const asked = expand(
      query,
      {
        nodeNames: await this.nodes.everybody(this.database.reader, environmentId),
        version: { name: '', isNot: true },
        bin,
        environment: place.code,
        windowSeconds: WINDOW_SECONDS,
      },
      this.settings.prometheus.labels,
    );
    return { ...valueOf(await this.ask(asked)), asked: asked.slice(0, LONGEST_SHOWN) };
  }

  private assertAskable(query: string): void {
    if (!this.prometheus.isConfigured)
      throw new DomainError('conflict', 'PROMETHEUS_NOT_CONFIGURED', {
        en: 'There is no Prometheus to ask: an administrator has to start the console with PROMETHEUS_URL.',
        zh: '没有可查询的 Prometheus：需由管理员以 PROMETHEUS_URL 启动控制台。',
      });
    const foreign = placeholdersIn(query).find((name) => !isPlaceholder(name));
    if (foreign !== undefined)
      throw invalidField('query', 'unknown_placeholder', {
        en: `There is no {{${foreign}}}.`,
        zh: `没有 {{${foreign}}}。`,
      });
  }

  private async ask(query: string): Promise<readonly PrometheusSample[]> {
    try {
      return await this.prometheus.query(query);
    } catch (error) {
      if (!(error instanceof OutsideFault)) throw error;
      if (error.isRefusal)
        throw invalidField('query', 'promql_refused', {
          en: error.message,
          zh: `Prometheus 拒绝了该查询：${error.message}`,
        });
      throw new DomainError('unavailable', 'PROMETHEUS_UNAVAILABLE', {
        en: `Prometheus does not answer: ${error.message}`,
        zh: `Prometheus 没有应答：${error.message}`,
      });
    }
  }
}
