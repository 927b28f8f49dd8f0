/** Of which rows there are: one program's version, in one environment, in one group of nodes alike. */
export interface Series {
  readonly environmentId: string;
  readonly binId: string;
  /** Null for a file that is none of ours. */
  readonly versionId: string | null;
  /** Value of the label by which nodes are alike; empty for those without. */
  readonly stratum: string;
}

export function seriesKey({ environmentId, binId, versionId, stratum }: Series): string {
  return JSON.stringify([environmentId, binId, versionId, stratum]);
}

/** Lengths of what is stored, in seconds, finest first. */
export const STEPS = [
  { seconds: 10, table: 'metrics_10s' },
  { seconds: 60, table: 'metrics_1m' },
  { seconds: 600, table: 'metrics_10m' },
] as const;
export type Step = (typeof STEPS)[number];
