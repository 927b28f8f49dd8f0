import pg from 'pg';

type Query = (...parameters: unknown[]) => unknown;

const PREPARABLE = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b[^;]*$/i;

/**
 * From now on every connection of this process parses and plans each statement once: doing it again costs PostgreSQL more than
 * carrying it out. The answer undoes it.
 */
export function keepPrepared(): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  const names = new Map<string, string>();
  prototype.query = function (this: pg.Client, ...parameters: unknown[]) {
    const [text, values, ...others] = parameters;
    const isPreparable =
      typeof text === 'string' && (values === undefined || Array.isArray(values)) && PREPARABLE.test(text);
    if (!isPreparable) return original.apply(this, parameters);
    const name = names.get(text) ?? `kept_${names.size}`;
    names.set(text, name);
    return original.call(this, { name, text, values: values ?? [] }, ...others);
  };
  return () => {
    prototype.query = original;
  };
}
