import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import type { Actor } from '../../../platform/auth-guard/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { notFound } from '../../../platform/http/index.js';
import { notFiring } from '../alert.errors.js';
import { AlertChanges } from '../firing/alert-changes.js';
import { AlertsRepository } from '../firing/alerts.repository.js';
import { SEVERITIES } from '../rules/condition.js';
import { silenceOf } from '../rules/silence.js';
import { AlertSilencesRepository } from '../silences/alert-silences.repository.js';
import { AlertListReadModel } from './alert-list.read-model.js';
import { alertView } from './alert-view.js';
import type { Alert, AlertGroupPage, AlertPage, AlertQuery, AlertSummary } from './alert.dto.js';

/** Alerts as people see them. */
@Injectable()
export class AlertsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly readModel: AlertListReadModel,
    private readonly silences: AlertSilencesRepository,
    private readonly alerts: AlertsRepository,
    private readonly changes: AlertChanges,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: Actor, query: AlertQuery): Promise<AlertPage> {
    const { items, nextCursor } = await this.readModel.list(actor.visibleProjectIds, query);
    const now = this.clock.millis();
    const silences = await this.silences.current(this.database.reader, now);
    return { items: items.map((row) => alertView(row, silences, now)), nextCursor };
  }

  async groups(actor: Actor, query: AlertQuery): Promise<AlertGroupPage> {
    const { items, nextCursor } = await this.readModel.groups(actor.visibleProjectIds, query);
    const rows = await this.readModel.byIds(items.flatMap(({ ids }) => ids));
    const now = this.clock.millis();
    const silences = await this.silences.current(this.database.reader, now);
    const views = (ids: readonly string[]): readonly Alert[] =>
      ids.flatMap((id) => {
        const row = rows.get(id);
        return row ? [alertView(row, silences, now)] : [];
      });
    const groups = items.map(({ key, count, firstAt, lastAt, ids }) => ({
      key,
      count,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
      alerts: views(ids),
    }));
    return { items: groups, nextCursor };
  }

  async summary(actor: Actor, projectId: string | undefined): Promise<AlertSummary> {
    const now = this.clock.millis();
    const [firing, silences, lookedAt] = await Promise.all([
      this.readModel.firing(actor.visibleProjectIds, projectId),
      this.silences.current(this.database.reader, now),
      this.readModel.lookedAt(),
    ]);
    const loud = firing.filter((alert) => !silenceOf(alert, silences, now));
    const [critical = 0, warning = 0, info = 0] = SEVERITIES.map(
      (severity) => loud.filter((alert) => alert.severity === severity).length,
    );
    return {
      critical,
      warning,
      info,
      silenced: firing.length - loud.length,
      lookedAt: lookedAt?.toISOString() ?? null,
    };
  }

  async acknowledge(actor: Actor, id: string, comment: string | null): Promise<Alert> {
    await this.database.transaction(async (tx) => {
      const taken = await this.alerts.acknowledge(tx, id, {
        byId: actor.id,
        byName: actor.name,
        at: this.clock.now(),
        comment,
      });
      if (!taken) throw notFiring();
      const subject = { type: 'alert', id, name: taken.ruleName };
      const { projectId } = taken;
      await this.audit.record(tx, {
        actor,
        action: 'alert.acknowledged',
        subject,
        projectId,
        reason: comment,
      });
      await this.changes.tell(tx, projectId);
    });
    const row = (await this.readModel.byIds([id])).get(id);
    if (!row) throw notFound('alert');
    const now = this.clock.millis();
    return alertView(row, await this.silences.current(this.database.reader, now), now);
  }
}
