import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Fault } from '../fault.js';
import { pathOf } from '../key-path.js';
import type { Parsed } from '../parse.js';
import type { JsonObject, JsonValue } from '../tree.js';
import { Budget, Exhausted } from './budget.js';
import { ENTERS, LEAVES, counted } from './counted-schema.js';
import { LinearPattern } from './linear-pattern.js';
import { UnfitPattern } from './pattern-parts.js';

export type SchemaCheck =
  /** No faults if the file is as the schema has it; 100 at most. */
  | { readonly ok: true; readonly faults: readonly SchemaFault[] }
  /** The schema is none, or none that can be checked in time; a sentence says why. */
  | { readonly ok: false; readonly reason: string };

export interface SchemaFault extends Fault {
  /** Of the key, or the object, that is not as it should be. */
  readonly path: string;
}

const MOST_SCHEMA = 128 * 1024;
const MOST_SCHEMA_DEPTH = 100;
const MOST_FAULTS = 100;
const MOST_STEPS = 5_000_000;
const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
const DRAFT_2020 = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/**
 * Checks what a keyed file says against a JSON Schema of draft 2020-12, or 07 if its `$schema` says so. References lead within
 * the schema only. `pattern`s are tried in linear time, without looking around or back; following references, and patterns, may
 * take five million steps. Values of properties and ini are texts. `format`s are checked.
 */
export function schemaFaults(schema: JsonValue, parsed: Parsed): SchemaCheck {
  const budget = new Budget(MOST_STEPS);
  try {
    const check = compiled(schema, budget);
    if (check(parsed.root)) return { ok: true, faults: [] };
    const faults = (check.errors ?? []).slice(0, MOST_FAULTS).map((error) => faultOf(error, parsed));
    return { ok: true, faults: [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()] };
  } catch (error) {
    if (error instanceof Exhausted) return { ok: false, reason: error.message };
    // Whatever is wrong with a schema, the library throws it.
    return { ok: false, reason: `the schema is none: ${sentenceOf(error)}` };
  }
}

function compiled(schema: JsonValue, budget: Budget): ValidateFunction {
  const isSchema =
    typeof schema === 'boolean' || (typeof schema === 'object' && schema !== null && !Array.isArray(schema));
  if (!isSchema) throw new Error('it should be an object');
  if (isDeep(schema, MOST_SCHEMA_DEPTH)) throw new Error('it goes too deep');
  if (JSON.stringify(schema).length > MOST_SCHEMA)
    throw new Error(`it has more than ${MOST_SCHEMA} characters`);
  const draft = typeof schema === 'object' ? (schema as JsonObject).$schema : undefined;
  const isOld = typeof draft === 'string' && DRAFT_07.test(draft);
  const isNew = draft === undefined || (typeof draft === 'string' && DRAFT_2020.test(draft));
  if (!isOld && !isNew) throw new Error('its "$schema" should be draft 2020-12 or draft 07');
  const options = optionsWith(budget);
  const ajv = isOld ? new Ajv(options) : new Ajv2020(options);
  formats.default(ajv);
  ajv.addKeyword({ keyword: ENTERS, before: '$ref', validate: () => (budget.enter(), true) });
  ajv.addKeyword({ keyword: LEAVES, validate: () => (budget.leave(), true) });
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must not have the same entry twice' },
    validate: (isOn: boolean, list: readonly JsonValue[]) =>
      !isOn || new Set(list.map(sorted)).size === list.length,
  });
  return ajv.compile(counted(schema) as object | boolean);
}

function optionsWith(budget: Budget): Options {
  // Only called, never written into code.
  const regExp = Object.assign((pattern: string) => new LinearPattern(pattern, budget), {
    code: 'LinearPattern',
  });
  return { allErrors: true, strict: false, ownProperties: true, logger: false, code: { regExp } };
}

function isDeep(value: JsonValue, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isDeep(inner as JsonValue, left - 1));
}

function sorted(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => sorted(each as JsonValue)).join()}]`;
  const entries = Object.entries(value as JsonObject).map(
    ([key, each]) => `${JSON.stringify(key)}:${sorted(each)}`,
  );
  return `{${entries.sort().join()}}`;
}

function faultOf({ instancePath, message, params }: ErrorObject, { places }: Parsed): SchemaFault {
  const names = instancePath
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { additionalProperty, unevaluatedProperty, propertyName } = params as Readonly<
    Record<string, unknown>
  >;
  const extra = additionalProperty ?? unevaluatedProperty ?? propertyName;
  const all = typeof extra === 'string' ? [...names, extra] : names;
  for (let depth = all.length; depth >= 0; depth--) {
    // Keys of properties are their own paths.
    const path = [pathOf(all.slice(0, depth)), depth === 1 ? (all[0] ?? '') : ''].find((each) =>
      places.has(each),
    );
    const place = path === undefined ? undefined : places.get(path);
    if (path === undefined || !place || (path === '' && depth > 0)) continue;
    const inside = all.slice(depth).join('/');
    return {
      ...place,
      path,
      message: `${inside === '' ? '' : `${inside}: `}${message ?? 'is not as it should be'}`,
    };
  }
  return { line: 1, column: 1, path: '', message: message ?? 'is not as it should be' };
}

function sentenceOf(error: unknown): string {
  if (error instanceof UnfitPattern) return `of a pattern, ${error.message}`;
  if (error instanceof RangeError) return 'it goes round in circles';
  return error instanceof Error ? error.message : 'nobody knows why';
}
