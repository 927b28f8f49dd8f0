import { HIDDEN, objectIn, soundsSecret } from '../intake/reading/news.js';

/** What people see of a body: no log, and no value whose name sounds like a secret. */
export function shownBody(body: unknown): Record<string, unknown> {
  return hidden(objectIn(body), '') as Record<string, unknown>;
}

function hidden(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => hidden(item, name));
  if (typeof value === 'object' && value !== null) {
    // GitLab has variables as pairs of key and value.
    const { key } = value as { readonly key?: unknown };
    return Object.fromEntries(
      Object.entries(value).map(([field, item]) => {
        const isSecret =
          soundsSecret(field) || (field === 'value' && typeof key === 'string' && soundsSecret(key));
        if (field === 'log' && typeof item === 'string') return [field, item === '' ? '' : HIDDEN];
        return [field, isSecret && isPlain(item) ? HIDDEN : hidden(item, field)];
      }),
    );
  }
  return value;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
