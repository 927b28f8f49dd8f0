import { Injectable } from '@nestjs/common';
import type { OutgoingEvent } from '../../../notifications/index.js';
import type { Tx } from '../../../platform/database/index.js';
import type { AlertFacts } from '../observing/observation.js';
import { alertText } from '../rules/alert-text.js';
import type { AlertCondition, Severity } from '../rules/condition.js';
import type { AlertNews } from './stored-alert.js';

interface Row {
  readonly id: string;
  readonly ruleName: string;
  readonly severity: Severity;
  readonly projectId: string;
  readonly environmentId: string;
  readonly releaseNumber: number | null;
  readonly bin: string | null;
  readonly condition: AlertCondition;
  readonly facts: AlertFacts;
  readonly since: Date;
}

const FIND = `
  SELECT a.id, a.rule_name AS "ruleName", a.severity, a.project_id AS "projectId", a.environment_id AS "environmentId",
    r.number AS "releaseNumber", b.name AS bin, a.condition, a.facts, a.since
  FROM alerts a LEFT JOIN releases r ON r.id = a.release_id LEFT JOIN bins b ON b.id = a.bin_id WHERE a.id = ANY ($1::uuid[])`;

/** News of alerts in the words in which they are told. */
@Injectable()
export class AlertNewsReadModel {
  /** In the order of the news. */
  async toldOf(tx: Tx, news: readonly AlertNews[], at: Date): Promise<readonly OutgoingEvent[]> {
    if (news.length === 0) return [];
    const rows = await tx.query<Row[]>(FIND, [news.map(({ alertId }) => alertId)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return news.flatMap((each) => {
      const row = byId.get(each.alertId);
      return row ? [eventOf(each, row, at)] : [];
    });
  }
}

function eventOf({ kind, value }: AlertNews, row: Row, at: Date): OutgoingEvent {
  const { id, ruleName, severity, projectId, environmentId, releaseNumber, bin, condition, facts } = row;
  const seconds = Math.max(0, at.getTime() - row.since.getTime()) / 1_000;
  const [total, status] = [facts.total ?? null, facts.status ?? null];
  const isOver = kind === 'resolved';
  return {
    type: isOver ? 'alert.resolved' : 'alert.fired',
    severity,
    projectId,
    environmentId,
    subject: { type: 'alert', id, title: ruleName },
    // An alert has its own order, and must not wait for the messages of a release.
    releaseId: null,
    data: { detail: alertText({ condition, value, total, status, releaseNumber, bin, seconds, isOver }) },
    at,
  };
}
