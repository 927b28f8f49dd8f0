import { readFileSync } from 'node:fs';
import { inRepository } from '../repository.js';

/** The part of JSON Schema that our OpenAPI document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly nullable?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  /** For example `POST /api/v1/releases/{id}/approve`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly type: string; readonly schema: Schema } | null;
  /** By status, or `default`; the schema of the body, by its type. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, Schema>>;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface RawOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export function readDocument(): ApiDocument {
  return JSON.parse(readFileSync(inRepository('libs/api-contract/openapi.json'), 'utf8')) as ApiDocument;
}

export function operationsOf(document: ApiDocument): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, raw]) => operationOf(verb.toUpperCase(), path, raw)),
  );
}

/** Whose answer it is: an odd path may be that of another operation. */
export function operationAsked(operations: readonly Operation[], meant: Operation, path: string): Operation {
  const parts = path.replace(/\/+$/, '').split('/');
  const fits = (operation: Operation): boolean => {
    const pattern = operation.path.split('/');
    return (
      operation.method === meant.method &&
      pattern.length === parts.length &&
      pattern.every((part, at) => part === parts[at] || (part.startsWith('{') && parts[at] !== ''))
    );
  };
  return fits(meant) ? meant : (operations.find(fits) ?? meant);
}

function operationOf(method: string, path: string, raw: RawOperation): Operation {
  const [body] = Object.entries(raw.requestBody?.content ?? {});
  const answers = Object.entries(raw.responses).map(([status, { content }]) => {
    const schemas = Object.entries(content ?? {}).map(([type, { schema }]) => [type, schema] as const);
    return [status, new Map(schemas)] as const;
  });
  return {
    id: `${method} ${path}`,
    method,
    path,
    parameters: raw.parameters ?? [],
    body: body ? { type: body[0], schema: body[1].schema } : null,
    answers: new Map(answers),
  };
}

/** The schema itself where it only names another one. */
export function resolve(schema: Schema, document: ApiDocument): Schema {
  if (schema.$ref !== undefined) {
    const found = document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    if (!found) throw new Error(`there is no ${schema.$ref}`);
    return resolve(found, document);
  }
  const [only, ...more] = schema.allOf ?? [];
  if (!only || more.length > 0) return schema;
  const nullable = schema.nullable === true ? { nullable: true } : {};
  return { ...resolve(only, document), ...nullable };
}
