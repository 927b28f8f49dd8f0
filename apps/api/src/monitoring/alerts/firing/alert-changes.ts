import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../notifications/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { Realtime } from '../../../realtime/index.js';
import type { Ending } from '../rules/alert-course.js';
import { AlertNewsReadModel } from './alert-news.read-model.js';
import { AlertsRepository } from './alerts.repository.js';
import { ended, type AlertChange } from './reconcile.js';

/** Writes what becomes of alerts, and tells whoever looks at them. */
@Injectable()
export class AlertChanges {
  constructor(
    private readonly alerts: AlertsRepository,
    private readonly news: AlertNewsReadModel,
    private readonly outbox: Outbox,
    private readonly realtime: Realtime,
  ) {}

  async apply(tx: Tx, changes: readonly AlertChange[], now: number): Promise<void> {
    const news = await this.alerts.apply(tx, changes, new Date(now));
    for (const event of await this.news.toldOf(tx, news, new Date(now))) await this.outbox.add(tx, event);
    const projectIds = new Set(changes.filter(({ isNews }) => isNews).map(({ projectId }) => projectId));
    for (const projectId of projectIds) await this.tell(tx, projectId);
  }

  /** Ends all alerts of a rule that is another one now, or none. The caller holds the lock. */
  async end(tx: Tx, ruleId: string, ending: Ending, now: number): Promise<void> {
    await this.apply(tx, ended(await this.alerts.open(tx, ruleId), ending, now), now);
  }

  /** Something about alerts of this project is other than it was. */
  async tell(tx: Tx, projectId: string): Promise<void> {
    await this.realtime.publish(tx, { topic: 'alert', id: projectId, projectId });
  }
}
