import { Distribution, ExplicitHistogram, ExponentialHistogram } from '@release-console/metrics-core';
import { WINDOW_SECONDS } from '../../nodes/index.js';
import { Figures } from '../store/figures.js';
import type { Growth } from './otlp-growth.js';
import type { OtlpPoint } from './otlp-points.js';

/** What a program did in the time that it told of. */
export function figuresOf({ grown, seconds }: Growth): Figures {
  const figures = new Figures();
  for (const point of grown) {
    figures.requests += point.count;
    if (point.isFailed) figures.errors += point.count;
    addLatency(figures.latency, point);
  }
  figures.windows = figures.counted = Math.max(1, Math.round(seconds / WINDOW_SECONDS));
  return figures;
}

function addLatency(latency: Distribution, { buckets, unitSeconds }: OtlpPoint): void {
  if (buckets.kind === 'explicit') {
    const bounds = buckets.bounds.map((bound) => bound * unitSeconds);
    latency.addExplicit(ExplicitHistogram.of({ bounds, counts: buckets.counts }));
    return;
  }
  const { scale, offset, zeroCount, counts } = buckets;
  const told = ExponentialHistogram.of({ scale, offset, zeroCount, counts });
  latency.addExponential(unitSeconds === 1 ? told : inSeconds(told, unitSeconds));
}

/** Buckets of milliseconds are none of seconds: each goes where its middle is. */
function inSeconds(told: ExponentialHistogram, unitSeconds: number): ExponentialHistogram {
  const moved = new ExponentialHistogram();
  for (const { from, to, count } of told.cells()) moved.add(Math.sqrt(from * to) * unitSeconds, count);
  return moved;
}
