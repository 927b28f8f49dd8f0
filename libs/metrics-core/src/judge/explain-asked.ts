import type { AskedCheck, Outcome } from './check.js';
import { digits, signed, type Sentence } from './words.js';

/** What a system outside answered, in one sentence with its numbers. */
export function explainAsked(check: AskedCheck, outcome: Outcome): Sentence {
  return check.kind === 'alerts' ? alerts(outcome) : value(check, outcome);
}

function value(check: Extract<AskedCheck, { readonly kind: 'promql' }>, outcome: Outcome): Sentence {
  const { name } = check;
  const { worse, of, note } = outcome.answers ?? NOTHING;
  if (outcome.state === 'unknown' && of === 0) {
    const why = note === null ? { en: 'it was not asked yet', zh: '尚未查询' } : { en: note, zh: note };
    return {
      en: `Prometheus gives no value for "${name}": ${why.en}.`,
      zh: `Prometheus 未给出“${name}”的值：${why.zh}。`,
    };
  }
  const compared = comparedWith(check, outcome);
  const en = `"${name}" is ${digits(outcome.canary ?? 0)}${compared.en}`;
  const zh = `“${name}”为 ${digits(outcome.canary ?? 0)}${compared.zh}`;
  if (outcome.state === 'unknown')
    return { en: `${en}: ${of} of 3 answers so far.`, zh: `${zh}：目前仅有 ${of} / 3 次结果。` };
  return outcome.state === 'bad'
    ? {
        en: `${en}: beyond it in ${worse} of the last ${of} answers.`,
        zh: `${zh}：最近 ${of} 次结果中有 ${worse} 次超出。`,
      }
    : { en: `${en}: no reason to stop.`, zh: `${zh}：没有停止的理由。` };
}

function comparedWith(
  check: Extract<AskedCheck, { readonly kind: 'promql' }>,
  { canary, baseline }: Outcome,
): Sentence {
  if ('max' in check) {
    const max = digits(check.max);
    return { en: `, at most ${max} is allowed`, zh: `，上限为 ${max}` };
  }
  if ('min' in check) {
    const min = digits(check.min);
    return { en: `, at least ${min} is wanted`, zh: `，下限为 ${min}` };
  }
  const [there, most] = [baseline ?? 0, signed(check.minIncrease * 100)];
  const by = there === 0 ? '–' : `${signed((((canary ?? 0) - there) / Math.abs(there)) * 100)} %`;
  return {
    en: ` against ${digits(there)} of the baseline (${by}; ${most} % is allowed)`,
    zh: `，基线为 ${digits(there)}（${by}；允许 ${most} %）`,
  };
}

function alerts({ state, answers }: Outcome): Sentence {
  const { worse, of, note } = answers ?? NOTHING;
  const named = note ?? '–';
  if (state === 'bad')
    return {
      en: `${worse} ${worse === 1 ? 'alert' : 'alerts'} began to fire since the release was deployed: ${named}.`,
      zh: `发布部署后有 ${worse} 个告警开始触发：${named}。`,
    };
  if (state === 'good') return { en: 'No alert is firing.', zh: '没有触发中的告警。' };
  if (of > 0)
    return {
      en: `${of} ${of === 1 ? 'alert was' : 'alerts were'} firing before the release was deployed and still ${of === 1 ? 'is' : 'are'}: ${named}.`,
      zh: `发布部署前已有 ${of} 个告警在触发，且尚未恢复：${named}。`,
    };
  return note === null
    ? { en: 'Alertmanager was not asked yet.', zh: '尚未查询 Alertmanager。' }
    : {
        en: `Alertmanager does not say which alerts fire: ${note}.`,
        zh: `Alertmanager 未给出触发中的告警：${note}。`,
      };
}

const NOTHING = { worse: 0, of: 0, note: null };
