import type { AskedCheck } from '@release-console/metrics-core';
import { isPlaceholder, matchersIn, PLACEHOLDERS, placeholdersIn } from '../../monitoring/index.js';
import { invalidField } from '../../platform/http/index.js';
import type { CheckDto } from '../dto/check.dto.js';

const BOUNDS = ['max', 'min', 'minIncrease'] as const;

type Field = (name: string) => string;

export function toPromql(dto: CheckDto, field: Field): AskedCheck {
  const query = dto.query?.trim() ?? '';
  if (query === '')
    throw invalidField(field('query'), 'required', {
      en: 'Say what Prometheus is asked, in PromQL.',
      zh: '请用 PromQL 写明向 Prometheus 查询什么。',
    });
  const foreign = placeholdersIn(query).find((name) => !isPlaceholder(name));
  if (foreign !== undefined) {
    const known = PLACEHOLDERS.map((name) => `{{${name}}}`);
    throw invalidField(field('query'), 'unknown_placeholder', {
      en: `There is no {{${foreign}}}; there are ${known.join(', ')}.`,
      zh: `没有 {{${foreign}}}；可用的有 ${known.join('、')}。`,
    });
  }
  return { kind: 'promql', name: dto.name?.trim() || query.slice(0, 60), query, ...boundOf(dto, field) };
}

/** Exactly one says what is too much. */
function boundOf(dto: CheckDto, field: Field): { max: number } | { min: number } | { minIncrease: number } {
  const [first, second] = BOUNDS.filter((name) => dto[name] !== undefined);
  if (first === undefined)
    throw invalidField(field('max'), 'required', {
      en: 'Say when the value is bad: above max, below min, or by minIncrease more than the baseline.',
      zh: '请说明何时视为异常：高于 max、低于 min，或比其余节点高出 minIncrease。',
    });
  if (second !== undefined)
    throw invalidField(field(second), 'one_bound', {
      en: 'Only one of max, min and minIncrease can say when the value is bad.',
      zh: 'max、min 和 minIncrease 中只能用一项说明何时视为异常。',
    });
  const bound = dto[first] ?? 0;
  if (first === 'max') return { max: bound };
  return first === 'min' ? { min: bound } : { minIncrease: bound };
}

export function toAlerts({ matchers = '' }: CheckDto, field: Field): AskedCheck {
  const found = matchersIn(matchers);
  if (found && found.length > 0) return { kind: 'alerts', matchers: found.join(', ') };
  throw invalidField(field('matchers'), 'matchers', {
    en: 'Say which alerts count, as Alertmanager writes it: service="shop", severity=~"critical|page".',
    zh: '请按 Alertmanager 的写法说明哪些告警计入：service="shop", severity=~"critical|page"。',
  });
}
