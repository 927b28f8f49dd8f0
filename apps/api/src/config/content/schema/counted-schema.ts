import type { JsonObject, JsonValue } from '../tree.js';

/** What stands before and behind each reference of a schema, so that following it costs and can be told to go too deep. */
export const ENTERS = 'x-enters-reference';
export const LEAVES = 'x-leaves-reference';

const OF_SCHEMAS = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
const DATA = ['const', 'enum', 'default', 'examples'];
const FOLLOWED_ELSEWHERE = ['$dynamicRef', '$recursiveRef'];

/**
 * The same schema with its references counted: a few that call each other twice are more work than there is time.
 * @throws Error for references of other kinds
 */
export function counted(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(counted);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema as JsonObject).map(([keyword, value]): [string, JsonValue] => {
    if (FOLLOWED_ELSEWHERE.includes(keyword))
      throw new Error(`of references only "$ref" is known, not "${keyword}"`);
    if (DATA.includes(keyword)) return [keyword, value];
    return [keyword, OF_SCHEMAS.includes(keyword) ? eachCounted(value) : counted(value)];
  });
  if (Object.hasOwn(schema, '$ref')) entries.push([ENTERS, true], [LEAVES, true]);
  return Object.fromEntries(entries);
}

function eachCounted(schemas: JsonValue): JsonValue {
  if (typeof schemas !== 'object' || schemas === null || Array.isArray(schemas)) return schemas;
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, counted(schema as JsonValue)]),
  );
}
