import type { ChartData, ChartPanel, ChartVerdict } from '../../../components/charts';
import type { AnalysisCheck, AnalysisVerdict, Check, ReleaseAnalysis } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import type { MessageKey } from '../../../lib/i18n';
import { figureOf } from './check-figure';
import { isBeyond, ruleInWords, type CheckWords } from './check-words';

export interface VerdictWords extends CheckWords {
  /** A moment, as exact as it helps. */
  readonly moment: (iso: string) => string;
}

export interface JudgedFacts {
  /** What the plan has the judge look at. */
  readonly checks: readonly Check[];
  /** Undefined until it is known, and where nothing is judged: then nothing is said. */
  readonly analysis: ReleaseAnalysis | undefined;
  /** Nobody will judge any more. */
  readonly isOver: boolean;
}

/** Of these more traffic, or any at all, is what helps. */
const LACKS_TRAFFIC: ReadonlySet<AnalysisCheck['missing']> = new Set([
  ...(['canary_requests', 'baseline_requests', 'canary_latencies', 'baseline_latencies'] as const),
  ...(['common_requests', 'common_latencies', 'canary_memory', 'baseline_memory'] as const),
]);

/** The same charts, with what the judge says of each: now, or as it was decided last. */
export function withVerdicts(
  data: ChartData,
  { checks: plan, analysis, isOver }: JudgedFacts,
  words: VerdictWords,
): ChartData {
  if (!analysis) return data;
  const verdict = analysis.current ?? analysis.history.at(-1) ?? null;
  const judged = plan.map((check, place) => ({ check, place, found: verdict?.checks[place] ?? null }));
  const panelOf = (panel: ChartPanel): ChartPanel => {
    const own = judged.filter(({ check }) => figureOf(check) === panel.id);
    if (own.length === 0) return panel;
    const verdicts = own.map(({ check, place, found }) => ({
      id: String(place),
      ...(found && verdict ? sayOf(found, verdict, words) : notJudged(check, isOver, words)),
    }));
    const isFaint = own.every(({ found }) => found !== null && lacksTraffic(found));
    return { ...panel, verdicts, isFaint };
  };
  return { ...data, panels: data.panels.map(panelOf) };
}

type Say = Omit<ChartVerdict, 'id'>;

function notJudged(check: Check, isOver: boolean, words: VerdictWords): Say {
  const { t } = words;
  return {
    tone: 'grey',
    word: inShadow(t(isOver ? 'verdict.never' : 'verdict.notYet'), check.isShadow === true, words),
    rule: ruleInWords(check, null, words),
  };
}

function sayOf(found: AnalysisCheck, verdict: AnalysisVerdict, words: VerdictWords): Say {
  const { check, isShadow } = found;
  const { tone, word } = lookOf(found, verdict);
  const parts = [ruleInWords(check, found, words), ...remarks(found, verdict, words)];
  return {
    tone: isShadow ? 'hatched' : tone,
    word: inShadow(words.t(word), isShadow, words),
    rule: parts.join(' · '),
  };
}

const inShadow = (word: string, isShadow: boolean, { t }: VerdictWords): string =>
  isShadow ? t('verdict.shadow', { word }) : word;

/** What is not known is no pass, whatever else is said of it. */
function lookOf(
  found: AnalysisCheck,
  { verdict }: AnalysisVerdict,
): Pick<Say, 'tone'> & { word: MessageKey } {
  const { state, canary } = found;
  if (state === 'bad') return { tone: 'red', word: 'judge.verdict.fail' };
  if (state === 'good' && canary !== null && Number.isFinite(canary))
    return verdict === 'pass'
      ? { tone: 'green', word: 'judge.verdict.pass' }
      : { tone: 'green', word: 'verdict.goodSoFar' };
  return { tone: 'amber', word: openWord(found) };
}

function openWord(found: AnalysisCheck): MessageKey {
  if (!lacksTraffic(found)) return 'verdict.open';
  return found.check.kind.startsWith('memory') ? 'verdict.fewReadings' : 'verdict.few';
}

function lacksTraffic({ state, missing }: AnalysisCheck): boolean {
  return state === 'unknown' && LACKS_TRAFFIC.has(missing);
}

function remarks(
  found: AnalysisCheck,
  { verdict, at }: AnalysisVerdict,
  words: VerdictWords,
): readonly string[] {
  const { t, language, moment } = words;
  const { check, state, isShadow, canaryRequests, requestsNeeded, usualTimes, text } = found;
  const said: string[] = [];
  if (usualTimes !== 1) said.push(t('verdict.usual', { times: Number(usualTimes.toPrecision(3)) }));
  if (state === 'unknown') {
    const [seen, needed] = [canaryRequests, requestsNeeded ?? 0].map((each) => formatNumber(each, language));
    said.push(
      requestsNeeded === null
        ? text[language]
        : t('verdict.seen', { seen: seen ?? '', needed: needed ?? '' }),
    );
  }
  if (state === 'good' && isBeyond(check, found)) said.push(t('verdict.chance'));
  if (state === 'bad' && !isShadow && verdict === 'fail' && at !== null)
    said.push(t('verdict.since', { time: moment(at) }));
  return said;
}
