import {
  Distribution,
  ExplicitHistogram,
  ExponentialHistogram,
  pack,
  unpack,
} from '@release-console/metrics-core';
import type { BinMeasurement, CountedRequests } from '../../nodes/index.js';

/** How it is stored: sums, so that any number of windows of any number of nodes add up. */
export interface FiguresRow {
  readonly windows: number;
  readonly troubled: number;
  readonly counted: number;
  readonly requests: number;
  readonly errors: number;
  readonly latency: Uint8Array;
  readonly gauged: number;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly mostMemoryBytes: number;
}

/** What programs did, added up over windows of nodes. */
export class Figures {
  /** Windows of nodes that are in it: three nodes for a minute are eighteen. */
  windows = 0;
  /** Windows in which a program did not tell its requests though the host says where to ask. */
  troubled = 0;
  /** Windows in which requests were counted. */
  counted = 0;
  requests = 0;
  errors = 0;
  readonly latency: Distribution;
  /** Windows in which the process was looked at; what follows are sums over these. */
  gauged = 0;
  cpus = 0;
  memoryBytes = 0;
  /** The most that one process took. */
  mostMemoryBytes = 0;

  constructor(latency = new Distribution()) {
    this.latency = latency;
  }

  static ofWindow({ requests, program, trouble }: BinMeasurement): Figures {
    const figures = new Figures(requests ? latencyOf(requests) : new Distribution());
    figures.windows = 1;
    figures.troubled = trouble ? 1 : 0;
    if (requests) {
      figures.counted = 1;
      figures.requests = requests.count;
      figures.errors = Math.min(requests.errors, requests.count);
    }
    if (typeof program?.cpus === 'number' && typeof program.memoryBytes === 'number') {
      figures.gauged = 1;
      figures.cpus = program.cpus;
      figures.memoryBytes = program.memoryBytes;
      figures.mostMemoryBytes = program.memoryBytes;
    }
    return figures;
  }

  static ofRow({ latency, ...sums }: FiguresRow): Figures {
    return Object.assign(new Figures(unpack(latency)), sums);
  }

  merge(other: Figures): void {
    this.windows += other.windows;
    this.troubled += other.troubled;
    this.counted += other.counted;
    this.requests += other.requests;
    this.errors += other.errors;
    this.latency.merge(other.latency);
    this.gauged += other.gauged;
    this.cpus += other.cpus;
    this.memoryBytes += other.memoryBytes;
    this.mostMemoryBytes = Math.max(this.mostMemoryBytes, other.mostMemoryBytes);
  }

  row(): FiguresRow {
    const { windows, troubled, counted, gauged, cpus, memoryBytes, mostMemoryBytes } = this;
    const whole = { requests: Math.round(this.requests), errors: Math.round(this.errors) };
    const sums = { windows, troubled, counted, gauged, cpus, memoryBytes };
    return { ...sums, ...whole, mostMemoryBytes: Math.round(mostMemoryBytes), latency: pack(this.latency) };
  }
}

/** A program may count by any bounds; those that make no sense are left out, and its requests still count. */
function latencyOf({ explicit, exponential }: CountedRequests): Distribution {
  const latency = new Distribution();
  for (const data of explicit ?? []) leaveOutNonsense(() => latency.addExplicit(ExplicitHistogram.of(data)));
  if (exponential) leaveOutNonsense(() => latency.addExponential(ExponentialHistogram.of(exponential)));
  return latency;
}

function leaveOutNonsense(add: () => void): void {
  try {
    add();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
