type Schema = Readonly<Record<string, unknown>>;

/** What somebody typed as a schema: an object, nothing at all, or neither. */
export function schemaOf(
  text: string,
): { readonly isSound: true; readonly value: Schema | null } | { readonly isSound: false } {
  if (text.trim() === '') return { isSound: true, value: null };
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { isSound: true, value: value as Schema } : { isSound: false };
  } catch {
    return { isSound: false };
  }
}
