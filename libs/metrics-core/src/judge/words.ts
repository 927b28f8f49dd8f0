export interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** Three digits that say something. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

export function signed(value: number): string {
  return value > 0 ? `+${digits(value)}` : digits(value).replace('-', '−');
}
