import { Inject, Injectable } from '@nestjs/common';
import { Outgoing } from '../../platform/outgoing/index.js';
import { SETTINGS, type OutsideServer, type Settings } from '../../platform/settings/index.js';
import { field, textOf } from '../foreign-json.js';
import { OutsideFault } from './outside-fault.js';
import { askJson } from './outside-json.js';

export interface FiringAlert {
  readonly name: string;
  /** In seconds since 1970. */
  readonly since: number;
}

const ANSWER_MS = 10_000;
const MOST_BYTES = 4 * 1024 ** 2;

/** Asks the Alertmanager that the settings name. */
@Injectable()
export class AlertmanagerClient {
  private readonly server: OutsideServer | undefined;

  constructor(
    private readonly outgoing: Outgoing,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.server = settings.prometheus.alertmanager;
  }

  get isConfigured(): boolean {
    return this.server !== undefined;
  }

  /** Alerts that all matchers fit, and that nobody silenced. Throws OutsideFault. */
  async firing(matchers: readonly string[]): Promise<readonly FiringAlert[]> {
    if (!this.server) throw new OutsideFault('no Alertmanager is configured (ALERTMANAGER_URL)', true);
    const asked = new URLSearchParams({
      active: 'true',
      silenced: 'false',
      inhibited: 'false',
      unprocessed: 'false',
    });
    for (const matcher of matchers) asked.append('filter', matcher);
    const question = { path: `/api/v2/alerts?${asked}`, timeoutMs: ANSWER_MS, maxBytes: MOST_BYTES };
    const alerts = await askJson(this.outgoing, this.server, question);
    if (!Array.isArray(alerts)) throw new OutsideFault('its answer is none of Alertmanager');
    return alerts.map((alert) => ({
      name: textOf(field(field(alert, 'labels'), 'alertname')) || '?',
      since: Date.parse(textOf(field(alert, 'startsAt'))) / 1_000,
    }));
  }
}
