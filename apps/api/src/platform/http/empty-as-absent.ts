/** A filter that a form leaves empty is none. */
export const emptyAsAbsent = ({ value }: { value: unknown }): unknown => (value === '' ? undefined : value);
