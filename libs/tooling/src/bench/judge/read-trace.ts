import { Distribution, ExponentialHistogram, type Sample } from '@release-console/metrics-core';
import { WINDOW_SECONDS, type ReleaseTraffic } from './traffic.js';

const COLUMNS = ['at', 'cohort', 'count', 'failed', 'seconds'] as const;
const COHORTS = ['canary', 'baseline'] as const;
type Cohort = (typeof COHORTS)[number];

interface Drawn {
  requests: number;
  errors: number;
  latency: ExponentialHistogram;
}

/**
 * Real traffic to judge: CSV with a line of names, then one line for as many requests as had the same outcome in the same
 * moment. `at`: seconds since the release began, below 0 before it; `cohort`: canary or baseline; `count`: how many
 * requests; `failed`: 0 or 1; `seconds`: how long they took, may be empty.
 * @throws Error that names the line when one is not like that
 */
export function readTrace(text: string): ReleaseTraffic {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  if (head.trim() !== COLUMNS.join(','))
    throw new Error(`line 1 is not "${COLUMNS.join(',')}", which is what the columns are`);
  const windows = new Map<number, Record<Cohort, Drawn>>();
  for (const [place, line] of lines.entries()) put(windows, line, place + 2);
  const places = [...windows.keys()];
  const [first, last] = [Math.min(0, ...places), Math.max(-1, ...places)];
  const between = (from: number, to: number): ReleaseTraffic['since'] =>
    Array.from({ length: to - from }, (_, index) => {
      const { canary, baseline } = windows.get(from + index) ?? none();
      return [{ canary: sampleOf(canary), baseline: sampleOf(baseline) }];
    });
  return { before: between(first, 0), since: between(0, last + 1) };
}

function put(windows: Map<number, Record<Cohort, Drawn>>, line: string, place: number): void {
  const [at, cohort, count, failed, seconds] = line.split(',').map((cell) => cell.trim());
  const [when, times, took] = [Number(at), Number(count), Number(seconds)];
  const isTime = at !== '' && Number.isFinite(when) && Math.abs(when) < 86_400;
  const isCount = count !== '' && Number.isFinite(times) && times >= 0;
  const named = COHORTS.find((name) => name === cohort);
  if (!isTime || !isCount || named === undefined || (failed !== '0' && failed !== '1'))
    throw new Error(`line ${place} has not a time within a day, canary or baseline, a count, and 0 or 1`);
  if (seconds !== undefined && seconds !== '' && !(took >= 0))
    throw new Error(`line ${place} has a duration that is no number of seconds`);
  const window = Math.floor(when / WINDOW_SECONDS);
  const drawn = windows.get(window) ?? none();
  windows.set(window, drawn);
  drawn[named].requests += times;
  if (failed === '1') drawn[named].errors += times;
  if (seconds) drawn[named].latency.add(took, times);
}

function none(): Record<Cohort, Drawn> {
  return {
    canary: { requests: 0, errors: 0, latency: new ExponentialHistogram() },
    baseline: { requests: 0, errors: 0, latency: new ExponentialHistogram() },
  };
}

function sampleOf({ requests, errors, latency }: Drawn): Sample {
  const distribution = new Distribution();
  distribution.addExponential(latency);
  return { requests, errors, latency: distribution };
}
