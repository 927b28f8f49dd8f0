/** So many values above `from` and at most `to`; nothing is known of where between. */
export interface Cell {
  readonly from: number;
  /** May be infinite. */
  readonly to: number;
  readonly count: number;
}
