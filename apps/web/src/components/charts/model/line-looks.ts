/** How a line is drawn. Colours are CSS variables, so that a change of theme draws nothing anew. */
export interface LineLook {
  readonly color: string;
  /** Lengths of strokes and gaps; none for a solid line. */
  readonly dash?: string;
  readonly width: number;
}

/** Told apart also by people who see no red or no green; those that come close to others are dashed. */
export const LINE_LOOKS: readonly LineLook[] = [
  { color: 'var(--rc-line-1)', width: 1.75 },
  { color: 'var(--rc-line-2)', width: 1.75 },
  { color: 'var(--rc-line-3)', width: 1.75 },
  { color: 'var(--rc-line-4)', width: 1.75, dash: '5 3' },
  { color: 'var(--rc-line-5)', width: 1.75, dash: '2 3' },
];

export const CANARY_LOOK: LineLook = { color: 'var(--rc-line-1)', width: 2 };
export const BASELINE_LOOK: LineLook = { color: 'var(--rc-line-grey)', width: 1.75, dash: '5 3' };
