import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/auth-guard/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import type { Observation } from '../observing/observation.js';
import { Sights } from '../observing/sights.js';
import { nextCourse } from '../rules/alert-course.js';
import { alertText } from '../rules/alert-text.js';
import type { AlertCondition } from '../rules/condition.js';
import { previewText } from '../rules/preview-text.js';
import { PlaceNamesReadModel, type PlaceNames } from './place-names.read-model.js';
import type { AlertPreview, AlertPreviewPlace, AlertRuleRequest } from './alert-rule.dto.js';
import { AlertRulesService } from './alert-rules.service.js';

const MOST_ITEMS = 20;
/** Not of a rule that there is. */
const NO_RULE = '00000000-0000-0000-0000-000000000000';

/** What a rule would see now, before anybody makes it. */
@Injectable()
export class AlertPreviewService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: AlertRulesService,
    private readonly sights: Sights,
    private readonly names: PlaceNamesReadModel,
  ) {}

  async preview(actor: Actor, request: AlertRuleRequest): Promise<AlertPreview> {
    actor.require('project.configure', request.projectId);
    const tx = this.database.reader;
    const now = this.clock.millis();
    const rule = { ...(await this.rules.ruleOf(tx, actor, request)), id: NO_RULE };
    const seen = await this.sights.of(tx, [rule], { now, awakeSince: 0 });
    const firing = (one: Observation): boolean => wouldFire(rule.condition, one, now);
    const first = [...seen].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MOST_ITEMS);
    const names = await this.names.of(tx, first);
    return {
      at: new Date(now).toISOString(),
      places: seen.length,
      holding: seen.filter(({ sight }) => sight.holds === true).length,
      unknown: seen.filter(({ sight }) => sight.holds === null).length,
      firing: seen.filter(firing).length,
      items: first.flatMap((one, place) => {
        const named = names[place];
        return named ? [placeOf(rule.condition, one, named, { now, wouldFire: firing(one) })] : [];
      }),
    };
  }
}

function wouldFire({ forSeconds }: AlertCondition, { sight }: Observation, now: number): boolean {
  return nextCourse(undefined, sight, { forSeconds, calmSeconds: 0 }, now)?.state === 'firing';
}

function rankOf({ sight: { holds } }: Observation): number {
  return holds === true ? 0 : holds === null ? 1 : 2;
}

function placeOf(
  condition: AlertCondition,
  { sight, value, facts }: Observation,
  { environment, bin, releaseNumber }: PlaceNames,
  { now, wouldFire }: { readonly now: number; readonly wouldFire: boolean },
): AlertPreviewPlace {
  const [total, requests] = [facts.total ?? null, facts.requests ?? null];
  const seconds = (now - (sight.since ?? now)) / 1_000;
  const subject = { condition, value, total, releaseNumber, bin, seconds, status: facts.status ?? null };
  const text =
    condition.kind === 'release'
      ? alertText({ ...subject, isOver: false })
      : previewText(condition, { value, total, requests });
  return { environment, bin, releaseNumber, value, total, requests, holds: sight.holds, wouldFire, text };
}
