export interface ChosenBin {
  readonly bin: string;
  readonly version: string;
}

interface Bins extends ChosenBin {
  readonly otherBins: readonly ChosenBin[];
}

/** All of them in the order in which they are activated. */
export const chosenBins = ({ bin, version, otherBins }: Bins): readonly ChosenBin[] => [
  { bin, version },
  ...otherBins,
];

export const withBins = ([first, ...otherBins]: readonly ChosenBin[]): Bins => ({
  bin: first?.bin ?? '',
  version: first?.version ?? '',
  otherBins,
});

/** The bin at `index` is activated one place earlier. */
export function earlier(bins: readonly ChosenBin[], index: number): readonly ChosenBin[] {
  const [before, moved] = [bins[index - 1], bins[index]];
  if (!before || !moved) return bins;
  return bins.map((bin, at) => (at === index - 1 ? moved : at === index ? before : bin));
}

export const areBinsSound = (bins: readonly ChosenBin[]): boolean =>
  bins.every(({ bin, version }) => bin !== '' && version !== '') &&
  new Set(bins.map(({ bin }) => bin)).size === bins.length;
