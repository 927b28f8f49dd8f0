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

/** Fields of a plan that another row says in words. */
const IN_WORDS: ReadonlySet<string> = new Set([
  'environment',
  'artifacts',
  'bins',
  'selector',
  'strategy',
  'maxUnavailable',
  'maxUnavailablePerGroup',
  'minReadySeconds',
  'nodeDeadlineSeconds',
  'failureThreshold',
  'onFailure',
  'hours',
]);

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
  const named: readonly ComparisonRow[] = [
    { label: t('compare.environment'), a: a.environment.name, b: b.environment.name },
    { label: t('compare.versions'), a: versionsText(a), b: versionsText(b) },
    { label: t('compare.artifacts'), a: artifactsText(a), b: artifactsText(b) },
  ];
  const facts = ({ plan }: ComparedRelease): ReadonlyMap<string, string> =>
    new Map(planFacts(plan, t, language).map(({ label, value }) => [label, value]));
  const [left, right] = [facts(a), facts(b)];
  const labels = [...new Set([...left.keys(), ...right.keys()])];
  const said = labels.map((label) => ({
    label,
    a: left.get(label) ?? NOTHING,
    b: right.get(label) ?? NOTHING,
  }));
  const others = differs
    .filter((field) => !IN_WORDS.has(field))
    .map((field) => ({ label: field, a: rawText(a.plan, field), b: rawText(b.plan, field) }));
  return [...named, ...said, ...others];
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

function rawText(plan: object, field: string): string {
  const value = new Map<string, unknown>(Object.entries(plan)).get(field);
  if (value === undefined || value === null) return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
