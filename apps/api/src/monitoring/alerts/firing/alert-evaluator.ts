import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AlertRulesRepository } from '../definitions/alert-rules.repository.js';
import { Sights } from '../observing/sights.js';
import { AlertSilencesRepository } from '../silences/alert-silences.repository.js';
import { AlertChanges } from './alert-changes.js';
import { AlertLooksRepository, type Looks } from './alert-looks.repository.js';
import { AlertsRepository } from './alerts.repository.js';
import { reconcile } from './reconcile.js';

export const LOOK_EVERY_MS = 10_000;
/** Another process has looked just now. */
const JUST_NOW_MS = 8_000;
/** After a longer break the console does not know what went on. */
const BREAK_MS = 60_000;
const HOUR_MS = 3_600_000;
const KEPT_MS = 30 * 24 * HOUR_MS;

/** Looks at what the rules watch. What it knows is all in the database, so that it goes on wherever it was stopped. */
@Injectable()
export class AlertEvaluator {
  constructor(
    private readonly database: Database,
    private readonly rules: AlertRulesRepository,
    private readonly sights: Sights,
    private readonly alerts: AlertsRepository,
    private readonly silences: AlertSilencesRepository,
    private readonly looks: AlertLooksRepository,
    private readonly changes: AlertChanges,
  ) {}

  /** False when another process does it, or has just done it. @param now milliseconds since 1970 */
  async look(now: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await this.alerts.takeTurn(tx))) return false;
      const last = await this.looks.last(tx);
      if (last && Math.abs(now - last.lookedAt) < JUST_NOW_MS) return false;
      const looks = { lookedAt: now, awakeSince: awakeSince(last, now) };
      await this.looks.save(tx, looks);
      await this.lookAtAll(tx, now, looks.awakeSince);
      const isNewHour = Math.floor(now / HOUR_MS) !== Math.floor((last?.lookedAt ?? 0) / HOUR_MS);
      if (isNewHour) await this.alerts.forgetBefore(tx, new Date(now - KEPT_MS));
      return true;
    });
  }

  private async lookAtAll(tx: Tx, now: number, awake: number): Promise<void> {
    const rules = await this.rules.watched(tx);
    const open = await this.alerts.open(tx);
    if (rules.length === 0 && open.length === 0) return;
    const observations = await this.sights.of(tx, rules, { now, awakeSince: awake });
    const silences = await this.silences.current(tx, now);
    await this.changes.apply(tx, reconcile({ rules, observations, open, silences, now }), now);
  }
}

function awakeSince(last: Looks | undefined, now: number): number {
  return last && Math.abs(now - last.lookedAt) <= BREAK_MS ? last.awakeSince : now;
}
