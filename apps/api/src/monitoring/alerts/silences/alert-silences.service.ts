import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import type { Actor } from '../../../platform/auth-guard/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { DomainError, invalidField } from '../../../platform/http/index.js';
import { MOST_SILENCES, silenceOver, tooManySilences } from '../alert.errors.js';
import { AlertPlacesReadModel } from '../definitions/alert-places.read-model.js';
import { AlertRulesRepository } from '../definitions/alert-rules.repository.js';
import { AlertChanges } from '../firing/alert-changes.js';
import { AlertsRepository } from '../firing/alerts.repository.js';
import { AlertSilenceListReadModel } from './alert-silence-list.read-model.js';
import type {
  AlertSilence,
  AlertSilencePage,
  AlertSilenceQuery,
  AlertSilenceRequest,
} from './alert-silence.dto.js';
import { AlertSilencesRepository, type StoredSilence } from './alert-silences.repository.js';

const LONGEST_MS = 30 * 86_400_000;
const MAY = 'release.operate';

/** Whoever runs releases may quieten what they already know, for a while and with a reason. */
@Injectable()
export class AlertSilencesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly places: AlertPlacesReadModel,
    private readonly rules: AlertRulesRepository,
    private readonly readModel: AlertSilenceListReadModel,
    private readonly silences: AlertSilencesRepository,
    private readonly alerts: AlertsRepository,
    private readonly changes: AlertChanges,
    private readonly audit: AuditLog,
  ) {}

  list(actor: Actor, query: AlertSilenceQuery): Promise<AlertSilencePage> {
    return this.readModel.list(actor.visibleProjectIds, query, this.clock.now());
  }

  async create(actor: Actor, request: AlertSilenceRequest): Promise<AlertSilence> {
    actor.require(MAY, request.projectId);
    const now = this.clock.millis();
    const span = spanOf(request, now);
    const id = await this.database.transaction(async (tx) => {
      await this.alerts.lock(tx);
      const { environmentId } = await this.places.find(tx, request);
      const { projectId, severity = null, reason } = request;
      const ruleId = await this.ruleOf(tx, request);
      if ((await this.silences.countOf(tx, projectId, now)) >= MOST_SILENCES) throw tooManySilences();
      const about = { projectId, environmentId, ruleId, severity, ...span };
      const silence = { ...about, reason: reason.trim(), createdByName: actor.name, createdAt: now };
      const made = await this.silences.create(tx, silence);
      await this.tell(tx, actor, 'alert_silence.created', { ...silence, id: made });
      return made;
    });
    return this.readModel.get(id, this.clock.now());
  }

  /** It ends now; what still fires is told again at the next look. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.alerts.lock(tx);
      const silence = await this.silences.lock(tx, id);
      const now = this.clock.millis();
      if (silence.endsAt <= now) throw silenceOver();
      await this.silences.end(tx, silence, now);
      await this.tell(tx, actor, 'alert_silence.ended', silence);
    });
  }

  private async ruleOf(tx: Tx, { ruleId = null, projectId }: AlertSilenceRequest): Promise<string | null> {
    if (ruleId === null || (await this.rules.projectOf(tx, ruleId)) === projectId.toLowerCase())
      return ruleId;
    throw invalidField('ruleId', 'unknown_rule', {
      en: 'This project has no such alert rule.',
      zh: '该项目没有此告警规则。',
    });
  }

  private async tell(tx: Tx, actor: Actor, action: string, silence: StoredSilence): Promise<void> {
    const { id, projectId, reason, environmentId, ruleId, severity, startsAt, endsAt } = silence;
    await this.audit.record(tx, {
      actor,
      action,
      subject: { type: 'alert_silence', id },
      projectId,
      reason,
      data: { environmentId, ruleId, severity, startsAt: isoOf(startsAt), endsAt: isoOf(endsAt) },
    });
    await this.changes.tell(tx, projectId);
  }
}

function spanOf(
  { startsAt, endsAt }: AlertSilenceRequest,
  now: number,
): { readonly startsAt: number; readonly endsAt: number } {
  const [start, end] = [startsAt === undefined ? now : Date.parse(startsAt), Date.parse(endsAt)];
  if (start > now + LONGEST_MS)
    throw invalidField('startsAt', 'too_far', {
      en: 'A silence begins at most 30 days ahead.',
      zh: '静默必须在 30 天之内开始。',
    });
  if (end <= Math.max(start, now))
    throw invalidField('endsAt', 'not_a_range', {
      en: 'Must be later than the beginning and than now.',
      zh: '必须晚于开始时间和当前时间。',
    });
  if (end - Math.max(start, now) > LONGEST_MS) throw tooLong();
  return { startsAt: Math.max(start, now), endsAt: end };
}

const tooLong = (): DomainError =>
  invalidField('endsAt', 'too_long', { en: 'A silence lasts at most 30 days.', zh: '静默最长 30 天。' });

function isoOf(moment: number): string {
  return new Date(moment).toISOString();
}
