/** What the clocks of a zone show at the times of the simulated worlds, in minutes ahead of UTC. */
export interface Zone {
  readonly name: string;
  readonly offset: number;
  /** The moment at which its clocks change, and the offset from then on; null: they never do. */
  readonly change: { readonly at: number; readonly offset: number } | null;
}

/** Their clocks have not changed since before 1970, nor are they known to. */
export const STEADY_ZONES: readonly Zone[] = [
  { name: 'Asia/Kolkata', offset: 330, change: null },
  { name: 'Asia/Tokyo', offset: 540, change: null },
  { name: 'America/Phoenix', offset: -420, change: null },
  { name: 'Pacific/Honolulu', offset: -600, change: null },
];

/** True for the days around the change. */
export const CHANGING_ZONES: readonly (Zone & { readonly change: NonNullable<Zone['change']> })[] = [
  changing('Europe/Berlin', 60, '2026-03-29T01:00Z', 120),
  changing('Europe/Berlin', 120, '2026-10-25T01:00Z', 60),
  changing('America/New_York', -300, '2026-03-08T07:00Z', -240),
  changing('America/New_York', -240, '2026-11-01T06:00Z', -300),
  changing('Australia/Lord_Howe', 660, '2026-04-04T15:00Z', 630),
  changing('Australia/Lord_Howe', 630, '2026-10-03T15:30Z', 660),
];

function changing(
  name: string,
  offset: number,
  at: string,
  later: number,
): Zone & { readonly change: NonNullable<Zone['change']> } {
  return { name, offset, change: { at: Date.parse(at), offset: later } };
}
