import type { ComparedRelease, Language, ReleaseComparison, ReleaseStep } from '../../../lib/api';
import { formatDuration, formatNumber } from '../../../lib/format';
import type { MessageKey, Translate } from '../../../lib/i18n';
import { badCount } from './count-parts';
import { planFacts } from './plan-facts';
import { RELEASE_LOOKS } from './status-look';

export interface ComparisonRow {
  readonly label: string;
  readonly a: string;
  readonly b: string;
}

export const isDifferent = ({ a, b }: ComparisonRow): boolean => a !== b;

const NOTHING = '–';

/** Of what is longer only the place is shown where it begins to differ. */
const SHOWN_CHARACTERS = 400;
const SAME_CHARACTERS = 40;

export function outcomeRows(
  { a, b }: ReleaseComparison,
  t: Translate,
  language: Language,
): readonly ComparisonRow[] {
  const row = (label: MessageKey, say: (release: ComparedRelease) => string): ComparisonRow => ({
    label: t(label),
    a: say(a),
    b: say(b),
  });
  const count = (value: number): string => formatNumber(value, language);
  return [
    row('compare.status', ({ status }) => t(RELEASE_LOOKS[status].label)),
    row('compare.duration', (release) => durationText(release, t, language)),
    row('compare.done', ({ progress }) => `${count(progress.succeeded)} / ${count(progress.total)}`),
    row('compare.lost', ({ progress }) => count(badCount(progress))),
    row('compare.back', ({ progress }) => count(progress.reverted)),
  ];
}

/** What the server found different is never left out, even where there are no words for it yet. */
export function planRows(
  { a, b, differs }: ReleaseComparison,
  t: Translate,
  language: Language,
): readonly ComparisonRow[] {
  const named = [
    { field: 'environment', label: t('compare.environment'), a: a.environment.name, b: b.environment.name },
    { field: 'bins', label: t('compare.versions'), a: versionsText(a), b: versionsText(b) },
    { field: 'artifacts', label: t('compare.artifacts'), a: artifactsText(a), b: artifactsText(b) },
  ];
  const [left, right] = [planFacts(a.plan, t, language), planFacts(b.plan, t, language)];
  const valueIn = (facts: typeof left, label: string): string =>
    facts.find((fact) => fact.label === label)?.value ?? NOTHING;
  const facts = new Map([...left, ...right].map(({ label, field }) => [label, field]));
  const inWords = [
    ...named,
    ...[...facts].map(([label, field]) => ({
      ...{ field, label },
      ...{ a: valueIn(left, label), b: valueIn(right, label) },
    })),
  ];
  const seen = new Set<string>(inWords.filter(isDifferent).map(({ field }) => field));
  // The words for a query are its name, which says nothing of how the query was changed.
  seen.delete('checks');
  const others = differs.filter((field) => !seen.has(field)).map((field) => rawRow(a, b, field));
  return [...inWords, ...others];
}

export function timingRows(
  { a, b }: ReleaseComparison,
  t: Translate,
  language: Language,
): readonly ComparisonRow[] {
  const count = Math.max(a.steps.length, b.steps.length);
  return Array.from({ length: count }, (_, index) => ({
    label: t('compare.step', { number: index + 1 }),
    a: stepText(a.steps[index], t, language),
    b: stepText(b.steps[index], t, language),
  }));
}

function stepText(step: ReleaseStep | undefined, t: Translate, language: Language): string {
  if (!step) return t('compare.noStep');
  const what =
    step.nodes === null
      ? step.seconds === null
        ? t('step.untilMoved')
        : t('step.wait', { time: formatDuration(step.seconds, language) })
      : t('count.nodes', { count: step.nodes });
  return `${what} · ${tookText(step, t, language)}`;
}

function tookText({ status, startedAt, endedAt }: ReleaseStep, t: Translate, language: Language): string {
  if (status === 'skipped') return t('step.skipped');
  if (startedAt === null || status === 'pending') return t('compare.notReached');
  if (endedAt === null) return t('compare.notOver');
  return formatDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000, language);
}

function durationText(release: ComparedRelease, t: Translate, language: Language): string {
  if (release.startedAt === null) return t('compare.notStarted');
  return release.durationSeconds === null
    ? t('compare.notOver')
    : formatDuration(release.durationSeconds, language);
}

const versionsText = ({ bins }: ComparedRelease): string =>
  bins.map(({ bin, version }) => `${bin} ${version}`).join(', ');

const artifactsText = ({ artifacts }: ComparedRelease): string =>
  artifacts.map(({ bin, arch, sha256 }) => `${bin} ${arch} ${sha256.slice(0, 12)}`).join(', ') || NOTHING;

function rawRow(a: ComparedRelease, b: ComparedRelease, field: string): ComparisonRow {
  const [one, other] = [rawText(a, field), rawText(b, field)];
  const start = Math.max(0, firstDifference(one, other) - SAME_CHARACTERS);
  return { label: field, a: cut(one, start), b: cut(other, start) };
}

function rawText({ plan, environment, artifacts }: ComparedRelease, field: string): string {
  const value = new Map<string, unknown>(Object.entries({ ...plan, environment, artifacts })).get(field);
  if (value === undefined || value === null) return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return index;
}

function cut(text: string, start: number): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  const end = start + SHOWN_CHARACTERS;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
