import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { MeasuringPace } from '../../intake/measuring-pace.js';
import { ofKind, type WatchedRule } from '../definitions/stored-rule.js';
import { isBeyond, percentileOf, type MetricCondition } from '../rules/condition.js';
import { knownFigure } from './known-figure.js';
import { MetricSumsReadModel, type AskedSums, type MeasuredPlace } from './metric-sums.read-model.js';
import type { Observation } from './observation.js';

type MetricRule = WatchedRule & { readonly condition: MetricCondition };

interface Question extends AskedSums {
  readonly rule: MetricRule;
}

/** From here on the rows per minute are exact enough, and six times fewer. */
const LONG_WINDOW_SECONDS = 600;

/** What programs did that rules watch. */
@Injectable()
export class MetricSights {
  constructor(
    private readonly readModel: MetricSumsReadModel,
    private readonly pace: MeasuringPace,
  ) {}

  async of(
    tx: Tx,
    rules: readonly WatchedRule[],
    placesOf: (rule: WatchedRule) => readonly string[],
    now: number,
  ): Promise<readonly Observation[]> {
    const asked = ofKind(rules, 'metric');
    if (asked.length === 0) return [];
    const measured = await this.readModel.places(tx, [...new Set(asked.flatMap(placesOf))]);
    const questions = asked.flatMap((rule) =>
      placesAmong(measured, rule, placesOf(rule)).map((place) => this.question(rule, place, now / 1_000)),
    );
    const isLong = ({ rule }: Question): boolean => rule.condition.windowSeconds >= LONG_WINDOW_SECONDS;
    return [
      ...(await this.answers(
        tx,
        'metrics_10s',
        questions.filter((one) => !isLong(one)),
      )),
      ...(await this.answers(tx, 'metrics_1m', questions.filter(isLong))),
    ];
  }

  /** The window ends where all nodes have told: half of them would look like half of the traffic. */
  private question(rule: MetricRule, place: MeasuredPlace, now: number): Question {
    const { windowSeconds, figure } = rule.condition;
    const step = windowSeconds >= LONG_WINDOW_SECONDS ? 60 : 10;
    const to = this.pace.toldUntil([place], now, step);
    return { ...place, from: to - windowSeconds, to, needsLatency: percentileOf(figure) !== undefined, rule };
  }

  private async answers(
    tx: Tx,
    table: 'metrics_10s' | 'metrics_1m',
    questions: readonly Question[],
  ): Promise<readonly Observation[]> {
    const each = new Map(questions.map((question) => [keyOfSums(question), withoutRule(question)]));
    const sums = await this.readModel.sums(tx, table, [...each.values()]);
    const found = new Map([...each.keys()].map((key, place) => [key, sums[place]]));
    return questions.map((question) => {
      const { rule, environmentId, binId } = question;
      const told = found.get(keyOfSums(question));
      const value = told ? knownFigure(rule.condition, told) : null;
      const holds = value === null ? null : isBeyond(rule.condition, value);
      const facts = told ? { requests: told.requests } : {};
      return {
        ruleId: rule.id,
        environmentId,
        releaseId: null,
        binId,
        sight: { holds, since: null },
        value,
        facts,
      };
    });
  }
}

/** A rule that names its bin is told of it even where nothing was ever measured. */
function placesAmong(
  measured: readonly MeasuredPlace[],
  { environmentId, binId }: MetricRule,
  places: readonly string[],
): readonly MeasuredPlace[] {
  const own = measured.filter(
    (place) => places.includes(place.environmentId) && (binId ?? place.binId) === place.binId,
  );
  return own.length === 0 && environmentId !== null && binId !== null ? [{ environmentId, binId }] : own;
}

function keyOfSums({ environmentId, binId, from, to, needsLatency }: AskedSums): string {
  return [environmentId, binId, from, to, needsLatency].join(' ');
}

function withoutRule({ environmentId, binId, from, to, needsLatency }: Question): AskedSums {
  return { environmentId, binId, from, to, needsLatency };
}
