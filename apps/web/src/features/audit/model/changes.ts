export interface FieldChange {
  /** `value` when the entry has one value only. */
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface Told {
  readonly changes: readonly FieldChange[];
  /** What the entry says beside: which bin, how many nodes. */
  readonly facts: readonly (readonly [string, unknown])[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Names of no use to a reader: they say the same of every version of a thing. */
const SILENT = new Set(['id', 'changedAt', 'changedByName', 'projectId', 'createdAt', 'updatedAt']);

/** `from` and `to` stand at the top of the details, or below the name of a field. */
export function toldBy(data: Fields): Told {
  const { from, to, ...rest } = data;
  const top = from === undefined && to === undefined ? [] : differences(from, to);
  const named = Object.entries(rest).flatMap(([field, value]) =>
    isChange(value) ? [{ field, from: value['from'], to: value['to'] }] : [],
  );
  return {
    changes: [...top, ...named],
    facts: Object.entries(rest).filter(([field, value]) => !isChange(value) && !SILENT.has(field)),
  };
}

function differences(from: unknown, to: unknown): readonly FieldChange[] {
  if (!isFields(from) && !isFields(to)) return [{ field: 'value', from, to }];
  const [before, after] = [isFields(from) ? from : {}, isFields(to) ? to : {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !SILENT.has(field) && textOf(before[field]) !== textOf(after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isChange = (value: unknown): value is Fields =>
  isFields(value) &&
  ('from' in value || 'to' in value) &&
  Object.keys(value).every((key) => key === 'from' || key === 'to');

/** As people read it; null and absent are the same to them. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  const { id, name, code } = value as Fields;
  if (typeof id === 'string' && typeof (name ?? code) === 'string') return String(name ?? code);
  return Object.entries(value)
    .filter(([, part]) => textOf(part) !== '')
    .map(([name, part]) => `${name}: ${typeof part === 'object' ? `(${textOf(part)})` : textOf(part)}`)
    .join(', ');
}
