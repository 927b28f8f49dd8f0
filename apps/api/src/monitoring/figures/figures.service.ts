import { Injectable } from '@nestjs/common';
import type { Measurement } from '../../nodes/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { invalidField } from '../../platform/http/index.js';
import { Figures } from '../store/figures.js';
import { STEPS } from '../store/series.js';
import { figuresView, programsOf } from './figures-view.js';
import { grouped, type Group } from './grouped.js';
import { hostPoints } from './host-points.js';
import { MarksReadModel } from './marks.read-model.js';
import type { SeriesFigures } from './metric-rows.read-model.js';
import type { Realtime, Timeseries, TimePoint } from './monitoring.dto.js';
import { SpansReadModel } from './spans.read-model.js';
import { MOST_POINTS, type MonitoringQuery, type TimeseriesQuery } from './monitoring-query.dto.js';
import { Scopes, type Scope } from './scope.js';
import { timeGrid, type TimeGrid } from './time-grid.js';
import { ToldFigures } from './told-figures.js';

const REALTIME_SECONDS = 60;
const USUAL_RANGE_SECONDS = 3_600;
const LONGEST_RANGE_SECONDS = 400 * 86_400;

/** What programs and hosts did, now and over time. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly scopes: Scopes,
    private readonly told: ToldFigures,
    private readonly marks: MarksReadModel,
    private readonly spans: SpansReadModel,
    private readonly clock: Clock,
  ) {}

  async realtime(actor: Actor, query: MonitoringQuery): Promise<Realtime> {
    const scope = await this.scopes.of(actor, query);
    const range = { from: scope.asOf - REALTIME_SECONDS, to: scope.asOf };
    const { figures } = await this.read(query, scope, { ...range, stepSeconds: 10, source: STEPS[0] });
    const whole = (group: Group): Figures => sumOf([...group.steps.values()]);
    const options = { by: query.by ?? 'none', stepSeconds: 10 } as const;
    const groups = query.by === undefined ? [] : grouped(scope.series, figures, options);
    const all = sumOf(figures.map((each) => each.figures));
    return {
      asOf: isoTime(scope.asOf),
      windowSeconds: REALTIME_SECONDS,
      ...figuresView(all, REALTIME_SECONDS),
      troubledPrograms: programsOf(all.troubled, REALTIME_SECONDS),
      groups: groups.map((group) => ({ key: group.key, ...figuresView(whole(group), REALTIME_SECONDS) })),
    };
  }

  async timeseries(actor: Actor, query: TimeseriesQuery): Promise<Timeseries> {
    const range = rangeOf(query, this.clock.millis() / 1_000);
    const scope = await this.scopes.of(actor, query);
    const [{ figures, windows }, marks, spans] = await Promise.all([
      this.read(query, scope, range),
      this.marks.between(actor.visibleProjectIds, query, range),
      query.releaseId === undefined ? [] : this.spans.of(query.releaseId),
    ]);
    const options = { by: query.by ?? 'none', stepSeconds: range.stepSeconds };
    const view = (at: number, each: Figures): TimePoint => ({
      at: isoTime(at),
      ...figuresView(each, Math.min(range.stepSeconds, Math.max(10, scope.asOf - at))),
    });
    return {
      from: isoTime(range.from),
      to: isoTime(range.to),
      stepSeconds: range.stepSeconds,
      asOf: isoTime(scope.asOf),
      groups: grouped(scope.series, figures, options).map(({ key, steps }) => ({
        key,
        points: [...steps].sort(([a], [b]) => a - b).map(([at, each]) => view(at, each)),
      })),
      host: hostPoints(windows),
      marks,
      spans,
    };
  }

  /** What is not all there yet is left out: half of the nodes look like half of the traffic. */
  private async read(
    query: MonitoringQuery,
    { series, asOf }: Scope,
    grid: TimeGrid,
  ): Promise<{ readonly figures: readonly SeriesFigures[]; readonly windows: readonly Measurement[] }> {
    const range = { from: grid.from, to: Math.min(grid.to, asOf) };
    if (query.nodeId === undefined)
      return { figures: await this.told.ofAll(grid.source, series, range), windows: [] };
    const windows = await this.told.windowsOf(query.nodeId, range);
    return { figures: await this.told.ofNode(query.nodeId, windows, series), windows };
  }
}

function rangeOf({ from, to, points }: TimeseriesQuery, now: number): TimeGrid {
  const end = to === undefined ? now : Date.parse(to) / 1_000;
  const begin = from === undefined ? end - USUAL_RANGE_SECONDS : Date.parse(from) / 1_000;
  if (!(begin < end))
    throw invalidField('from', 'order', { en: '`from` must be before `to`.', zh: '`from` 必须早于 `to`。' });
  if (end - begin > LONGEST_RANGE_SECONDS)
    throw invalidField('from', 'range', {
      en: 'A range of more than 400 days can’t be shown.',
      zh: '时间范围最长 400 天。',
    });
  return timeGrid({
    from: begin,
    to: Math.min(end, Math.max(now, begin + 10)),
    now,
    points: points ?? MOST_POINTS,
  });
}

function sumOf(all: readonly Figures[]): Figures {
  const sum = new Figures();
  for (const figures of all) sum.merge(figures);
  return sum;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
