/** What figures are of; an empty text is any. */
export interface FigureScope {
  readonly releaseId?: string;
  readonly projectId?: string;
  readonly environmentId?: string;
  readonly bin?: string;
  readonly nodeId?: string;
  readonly by?: Grouping | 'cohort' | '';
}

export const GROUPINGS = ['version', 'bin', 'environment'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const groupingOf = (text: string): Grouping | '' => GROUPINGS.find((each) => each === text) ?? '';
