import type { AskedCheck } from '@release-console/metrics-core';
import { isPlaceholder, matchersIn, PLACEHOLDERS, placeholdersIn } from '../../monitoring/index.js';
import { invalidField } from '../../platform/http/index.js';
import type { CheckDto } from '../dto/check.dto.js';

const BOUNDS = ['max', 'min', 'minIncrease'] as const;

type Field = (name: string) => string;

export function toPromql(dto: CheckDto, field: Field): AskedCheck {
  const query = dto.query?.trim() ?? '';
  if (query === '')
    throw invalidField(field('query'), 'required', 'Say what Prometheus is asked, in PromQL.');
  const foreign = placeholdersIn(query).find((name) => !isPlaceholder(name));
  if (foreign !== undefined)
    throw invalidField(
      field('query'),
      'unknown_placeholder',
      `There is no {{${foreign}}}; there are ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}.`,
    );
  return { kind: 'promql', name: dto.name?.trim() || query.slice(0, 60), query, ...boundOf(dto, field) };
}

/** Exactly one says what is too much. */
function boundOf(dto: CheckDto, field: Field): { max: number } | { min: number } | { minIncrease: number } {
  const [first, second] = BOUNDS.filter((name) => dto[name] !== undefined);
  if (first === undefined)
    throw invalidField(
      field('max'),
      'required',
      'Say when the value is bad: above max, below min, or by minIncrease more than the baseline.',
    );
  if (second !== undefined)
    throw invalidField(
      field(second),
      'one_bound',
      'Only one of max, min and minIncrease can say when the value is bad.',
    );
  const bound = dto[first] ?? 0;
  if (first === 'max') return { max: bound };
  return first === 'min' ? { min: bound } : { minIncrease: bound };
}

export function toAlerts({ matchers = '' }: CheckDto, field: Field): AskedCheck {
  const found = matchersIn(matchers);
  if (found && found.length > 0) return { kind: 'alerts', matchers: found.join(', ') };
  throw invalidField(
    field('matchers'),
    'matchers',
    'Say which alerts count, as Alertmanager writes it: service="shop", severity=~"critical|page".',
  );
}
