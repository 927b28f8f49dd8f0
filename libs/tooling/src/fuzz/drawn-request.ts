import type { Chance } from '@release-console/fleet-sim';
import { kindOfParameter, valueOf, type KnownThings } from './known-things.js';
import { resolve, type ApiDocument, type Operation, type Parameter, type Schema } from './operations.js';

export interface DrawnRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** As it goes over the wire. */
  readonly body: Buffer | null;
  /** What the body says, while it is JSON; what is done to a request to spoil it is done here. */
  readonly json: unknown;
}

const NIL_UUID = '00000000-0000-7000-8000-000000000000';
/** Given by those who know what they last saw; a wrong one only makes a refusal of everything. */
const MOSTLY_LEFT_OUT = new Set([
  'expectedRevision',
  'planHash',
  'If-Match',
  'cursor',
  'disabled',
  'wait',
  'receipt',
]);
const DEEPEST = 5;

/** Draws requests that keep to the document and name real things. */
export class RequestDraw {
  constructor(
    private readonly document: ApiDocument,
    private readonly things: KnownThings,
    private readonly chance: Chance,
  ) {}

  /** @param fixed bodies of operations that need more than shapes and names */
  of(operation: Operation, fixed?: unknown): DrawnRequest {
    const { method, path, parameters, body } = operation;
    const json = body === null ? undefined : (fixed ?? this.value(body.schema, '', 0));
    return {
      method,
      path: path.replace(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(this.pathValue(operation, name)),
      ),
      query: parameters
        .filter((each) => each.in === 'query' && this.isGiven(each))
        .map((each) => this.queryValue(each)),
      headers: { ...this.headers(parameters), ...(body ? { 'content-type': body.type } : {}) },
      ...(Buffer.isBuffer(json)
        ? { json: undefined, body: json }
        : { json, body: json === undefined ? null : bytesOf(json, body?.type ?? '') }),
    };
  }

  private pathValue({ path, parameters }: Operation, name: string): string {
    const kind = kindOfParameter(path, name);
    const known = this.things.pick(kind, this.chance);
    if (known !== undefined) return known;
    const parameter = parameters.find((each) => each.name === name);
    if (name === 'arch') return this.chance.pick(['amd64', 'arm64']);
    return parameter?.schema.format === 'uuid' ? NIL_UUID : 'unknown';
  }

  private queryValue({ name, schema }: Parameter): readonly [string, string] {
    const value = this.value(schema, name, 0);
    return [name, typeof value === 'string' ? value : JSON.stringify(value)];
  }

  private headers(parameters: readonly Parameter[]): Readonly<Record<string, string>> {
    const given = parameters.filter(
      (each) => each.in === 'header' && each.name === 'Range' && this.chance.is(0.3),
    );
    return Object.fromEntries(given.map(({ name }) => [name, 'bytes=0-9']));
  }

  private isGiven({ name, required }: Pick<Parameter, 'name' | 'required'>): boolean {
    return required === true || (!MOSTLY_LEFT_OUT.has(name) && this.chance.is(0.25));
  }

  private value(given: Schema, field: string, depth: number): unknown {
    const schema = resolve(given, this.document);
    if (schema.enum) return this.chance.pick(schema.enum);
    const known = field === '' ? undefined : valueOf(field, this.things, this.chance);
    if (known !== undefined) return fits(known, schema) ? known : Array.isArray(known) ? known[0] : [known];
    const options = schema.oneOf ?? schema.anyOf;
    if (options) return this.value(this.chance.pick(options), field, depth);
    if (schema.nullable === true && this.chance.is(0.2)) return null;
    switch (schema.type) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.array(schema, field, depth);
      case 'string':
        return this.text(schema);
      case 'boolean':
        return this.chance.is(0.5);
      case 'integer':
      case 'number':
        return this.chance.int(
          schema.minimum ?? 0,
          Math.min(schema.maximum ?? 100, (schema.minimum ?? 0) + 100),
        );
      case undefined:
        return null;
    }
  }

  private object({ properties = {}, required = [] }: Schema, depth: number): object {
    const chosen = Object.entries(properties).filter(
      ([name]) =>
        required.includes(name) || (depth < DEEPEST && !MOSTLY_LEFT_OUT.has(name) && this.chance.is(0.35)),
    );
    return Object.fromEntries(chosen.map(([name, schema]) => [name, this.value(schema, name, depth + 1)]));
  }

  private array({ items, maxItems }: Schema, field: string, depth: number): readonly unknown[] {
    const count = depth >= DEEPEST ? 0 : Math.min(this.chance.int(0, 2), maxItems ?? 2);
    const length = field === 'bins' ? 1 : count;
    return items ? Array.from({ length }, () => this.value(items, '', depth + 1)) : [];
  }

  private text({ format, pattern, minLength, maxLength }: Schema): string {
    if (format === 'uuid') return NIL_UUID;
    if (format === 'date-time')
      return new Date(Date.now() + this.chance.int(-1_000, 100_000) * 1_000).toISOString();
    if (pattern?.includes('%') === true) return `${this.chance.int(1, 100)}%`;
    if (pattern?.includes('{64}') === true) return 'ab'.repeat(32);
    if (pattern?.includes(':[0-5]') === true) return '09:30';
    const length = Math.max(minLength ?? 1, Math.min(maxLength ?? 12, 12));
    return 'fuzzy text!!'.padEnd(length, 'x').slice(0, length);
  }
}

/** The same request with another body. */
export function withJson(request: DrawnRequest, json: unknown): DrawnRequest {
  return { ...request, json, body: bytesOf(json, request.headers['content-type'] ?? '') };
}

function fits(value: unknown, { type }: Schema): boolean {
  return (type === 'array') === Array.isArray(value);
}

function bytesOf(json: unknown, type: string): Buffer {
  return Buffer.from(typeof json === 'string' && !type.includes('json') ? json : JSON.stringify(json));
}
