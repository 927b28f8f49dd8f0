import type { PrometheusLabels } from '../../platform/settings/index.js';
import { literal } from '../prometheus/pattern.js';

/** What a query may name in double braces, so that one text asks about either cohort. */
export const PLACEHOLDERS = ['nodes', 'version', 'bin', 'environment', 'window'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Of whom it is asked. */
export interface AskedCohort {
  /** By every name that a series may have for them. */
  readonly nodeNames: readonly string[];
  /** Those that a bin of the release runs; `isNot`: the others. */
  readonly version: { readonly name: string; readonly isNot: boolean };
  readonly bin: string;
  readonly environment: string;
  /** How long the time is that is looked back on. */
  readonly windowSeconds: number;
}

const BRACES = /\{\{\s*([^{}]*?)\s*\}\}/g;

export function placeholdersIn(query: string): readonly string[] {
  return [...query.matchAll(BRACES)].map(([, name = '']) => name);
}

export function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

/**
 * `{{nodes}}`, `{{version}}`, `{{bin}}` and `{{environment}}` become matchers of a selector, `{{window}}` a duration.
 * Nothing else of the text is touched.
 */
export function expand(query: string, cohort: AskedCohort, labels: PrometheusLabels): string {
  const texts: Readonly<Record<Placeholder, () => string>> = {
    nodes: () => `${labels.node}=~${quoted(anyOf(cohort.nodeNames))}`,
    version: () => `${labels.version}${cohort.version.isNot ? '!=' : '='}${quoted(cohort.version.name)}`,
    bin: () => `${labels.bin}=${quoted(cohort.bin)}`,
    environment: () => `${labels.environment}=${quoted(cohort.environment)}`,
    window: () => `${cohort.windowSeconds}s`,
  };
  return query.replace(BRACES, (whole, name: string) => (isPlaceholder(name) ? texts[name]() : whole));
}

/** With or without the port that a scraped address ends with. Nothing fits where there is nobody. */
function anyOf(names: readonly string[]): string {
  return `(?:${names.map(literal).join('|')})(?::[0-9]+)?`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
