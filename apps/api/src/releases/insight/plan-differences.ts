/** What of a release can differ from another one; everything in it is plain data. */
export interface Compared {
  readonly environment: { readonly id: string };
  readonly plan: object;
  readonly artifacts: readonly object[];
}

/** Words about a release, and what says the same as another field. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['title', 'notes', 'project', 'environment']);

/** Names of what differs, in the order in which a plan is read. */
export function planDifferences(a: Compared, b: Compared): readonly string[] {
  const [left, right] = [fieldsOf(a.plan), fieldsOf(b.plan)];
  const fields = [...new Set([...left.keys(), ...right.keys()])].filter((field) => !NOT_COMPARED.has(field));
  return [
    ...(a.environment.id === b.environment.id ? [] : ['environment']),
    ...(isSame(a.artifacts, b.artifacts) ? [] : ['artifacts']),
    ...fields.filter((field) => !isSame(left.get(field), right.get(field))),
  ];
}

const fieldsOf = (plan: object): ReadonlyMap<string, unknown> => new Map(Object.entries(plan));

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Nothing said, null and a list without elements all mean that there is nothing. */
function sorted(value: unknown): unknown {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return null;
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, sorted(inner)] as const)
    .filter(([, inner]) => inner !== null)
    .sort(([x], [y]) => (x < y ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
