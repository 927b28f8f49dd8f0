import { isAsked, type Check, type Missing, type Outcome } from './check.js';
import { explainAsked } from './explain-asked.js';
import { digits, signed, type Sentence } from './words.js';

/** Why a check came to what it came to, in one sentence with its numbers. */
export function explainOutcome(outcome: Outcome): Sentence {
  const { check, missing } = outcome;
  if (isAsked(check)) return explainAsked(check, outcome);
  if (missing && isLack(missing.what)) return explainMissing(outcome, missing.what, missing);
  const isBad = outcome.state === 'bad';
  switch (check.kind) {
    case 'errors':
      return comparison(outcome, isBad, { name: ERRORS, show: percent, change: points });
    case 'latency':
      return comparison(outcome, isBad, { name: percentileOf(check), show: duration, change: growth });
    case 'errors_limit':
      return limit(outcome, isBad, { name: ERRORS, show: percent, max: check.max });
    case 'latency_limit':
      return limit(outcome, isBad, { name: percentileOf(check), show: duration, max: check.maxSeconds });
    case 'memory':
      return memoryBeside(outcome, isBad);
    case 'memory_limit':
      return memoryLimit(outcome, isBad, check.maxBytes);
  }
}

interface Words {
  readonly name: Sentence;
  readonly show: (value: number) => string;
}

const ERRORS: Sentence = { en: 'Errors', zh: '错误率' };

function memoryBeside({ canary, baseline }: Outcome, isBad: boolean): Sentence {
  const [here, there] = [bytes(canary ?? 0), bytes(baseline ?? 0)];
  const by = growth(canary ?? 0, baseline ?? 0);
  const en = `Memory ${here} per process against ${there} of the baseline (${by.en})`;
  const zh = `每进程内存 ${here}，基线为 ${there}（${by.zh}）`;
  return isBad
    ? { en: `${en}: it stays above what is allowed.`, zh: `${zh}：持续超出允许范围。` }
    : { en: `${en}: no reason to stop.`, zh: `${zh}：没有停止的理由。` };
}

function memoryLimit({ canary }: Outcome, isBad: boolean, max: number): Sentence {
  const [here, most] = [bytes(canary ?? 0), bytes(max)];
  return isBad
    ? {
        en: `Memory ${here} per process, above the limit of ${most}.`,
        zh: `每进程内存 ${here}，超过上限 ${most}。`,
      }
    : {
        en: `Memory ${here} per process, within the limit of ${most}.`,
        zh: `每进程内存 ${here}，未超过上限 ${most}。`,
      };
}

function percentileOf({ percentile }: Extract<Check, { readonly percentile: number }>): Sentence {
  return { en: `P${percentile}`, zh: `P${percentile}` };
}

function comparison(
  { canary, baseline, requests, pValue, usualTimes }: Outcome,
  isBad: boolean,
  { name, show, change }: Words & { readonly change: (canary: number, baseline: number) => Sentence },
): Sentence {
  const [there, here] = [show(baseline ?? 0), show(canary ?? 0)];
  const by = change(canary ?? 0, baseline ?? 0);
  const [of, others] = [count(requests.canary), count(requests.baseline)];
  const usual = usualTimes === 1 ? NO_WORDS : usually(usualTimes);
  const en = `${name.en} ${here} against ${there} of the baseline (${by.en}${usual.en}), in ${of} and ${others} requests over the same time`;
  const zh = `${name.zh} ${here}，同期基线为 ${there}（${by.zh}${usual.zh}），样本为 ${of} 与 ${others} 个请求`;
  if (!isBad) return { en: `${en}: no reason to stop.`, zh: `${zh}：没有停止的理由。` };
  return {
    en: `${en}: more than chance explains (p ${probability(pValue)}).`,
    zh: `${zh}：超出偶然范围（p ${probability(pValue)}）。`,
  };
}

function limit(
  { canary, requests, missing }: Outcome,
  isBad: boolean,
  { name, show, max }: Words & { readonly max: number },
): Sentence {
  const [here, most, of] = [show(canary ?? 0), show(max), count(requests.canary)];
  if (missing)
    return {
      en: `${name.en} ${here} in ${of} requests, above the limit of ${most}, but not by more than chance explains so far.`,
      zh: `${name.zh} ${here}（${of} 个请求），高于上限 ${most}，但目前仍可能出于偶然。`,
    };
  return isBad
    ? {
        en: `${name.en} ${here} in ${of} requests, above the limit of ${most}.`,
        zh: `${name.zh} ${here}（${of} 个请求），超过上限 ${most}。`,
      }
    : {
        en: `${name.en} ${here} in ${of} requests, within the limit of ${most}.`,
        zh: `${name.zh} ${here}（${of} 个请求），未超过上限 ${most}。`,
      };
}

const NO_WORDS: Sentence = { en: '', zh: '' };

function usually(times: number): Sentence {
  const said = digits(times);
  return { en: `; these nodes usually have ${said} times as much`, zh: `；这些节点平时为其 ${said} 倍` };
}

type Lacking = Exclude<Missing['what'], 'certainty' | 'answers' | 'quiet_alerts'>;

const NOTHING: Readonly<Record<Lacking, Sentence>> = {
  canary_requests: { en: 'No requests were seen of the canary.', zh: '金丝雀没有收到任何请求。' },
  baseline_requests: {
    en: 'No requests were seen of the baseline, so there is nothing to compare with.',
    zh: '基线没有收到任何请求，无从比较。',
  },
  canary_latencies: { en: 'The canary reports no latencies.', zh: '金丝雀没有上报延迟。' },
  baseline_latencies: {
    en: 'The baseline reports no latencies, so there is nothing to compare with.',
    zh: '基线没有上报延迟，无从比较。',
  },
  common_requests: {
    en: 'Canary and baseline never had requests at the same time, so there is nothing to compare.',
    zh: '金丝雀与基线从未在同一时间收到请求，无从比较。',
  },
  common_latencies: {
    en: 'Canary and baseline never counted latencies at the same time in the same buckets, so there is nothing to compare.',
    zh: '金丝雀与基线从未在同一时间以相同的分桶统计延迟，无从比较。',
  },
  good_baseline: {
    en: 'All requests of the baseline fail, so that nothing worse can be found.',
    zh: '基线的请求全部失败，无法发现更差的情况。',
  },
  narrow_buckets: {
    en: 'The limit lies inside one bucket of the program: give the program a bucket that ends there.',
    zh: '上限位于程序的某个分桶之内：请让程序有一个以该值为界的分桶。',
  },
  canary_memory: {
    en: 'The memory of the canary was not read often enough yet.',
    zh: '金丝雀的内存读数尚不足。',
  },
  baseline_memory: {
    en: 'The memory of the baseline was not read, so there is nothing to compare with.',
    zh: '没有基线的内存读数，无从比较。',
  },
};

function isLack(what: Missing['what']): what is Lacking {
  return what in NOTHING;
}

function explainMissing(
  { requests }: Outcome,
  what: Lacking,
  { requestsNeeded, secondsLeft }: Missing,
): Sentence {
  if (requestsNeeded === null || secondsLeft === null) return NOTHING[what];
  const [seen, needed, left] = [count(requests.canary), count(requestsNeeded), time(secondsLeft)];
  return {
    en: `Not enough traffic yet: ${seen} of ${needed} requests, about ${left.en} more at this rate.`,
    zh: `流量尚不足：已有 ${seen} / ${needed} 个请求，按当前速率还需约 ${left.zh}。`,
  };
}

function percent(share: number): string {
  return `${digits(share * 100)} %`;
}

function duration(seconds: number): string {
  return seconds < 1 ? `${digits(seconds * 1_000)} ms` : `${digits(seconds)} s`;
}

function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const place = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${digits(value / 1_000 ** place)} ${units[place] ?? ''}`;
}

function points(canary: number, baseline: number): Sentence {
  const more = signed((canary - baseline) * 100);
  return { en: `${more} points`, zh: `${more} 个百分点` };
}

function growth(canary: number, baseline: number): Sentence {
  const more = baseline > 0 ? `${signed((canary / baseline - 1) * 100)} %` : '–';
  return { en: more, zh: more };
}

function time(seconds: number): Sentence {
  if (seconds < 90) return { en: `${seconds} s`, zh: `${seconds} 秒` };
  if (seconds < 5_400) return { en: `${Math.ceil(seconds / 60)} min`, zh: `${Math.ceil(seconds / 60)} 分钟` };
  return { en: `${Math.ceil(seconds / 3_600)} h`, zh: `${Math.ceil(seconds / 3_600)} 小时` };
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function probability(value: number): string {
  return value < 0.0001 ? '< 0.0001' : `= ${Number(value.toPrecision(1))}`;
}
