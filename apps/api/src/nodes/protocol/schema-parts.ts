/** The small part of JSON Schema that routes and the OpenAPI document share. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly nullable?: boolean;
  readonly enum?: readonly (string | null)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

export function text(description: string, maxLength = 500): JsonSchema {
  return { type: 'string', nullable: true, maxLength, description };
}

export function words(description: string, values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values, description };
}

export function count(description: string): JsonSchema {
  return { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description };
}

export function digest(description: string): JsonSchema {
  return { type: 'string', nullable: true, pattern: '^[0-9a-fA-F]{64}$', description };
}

export function listOf(items: JsonSchema, maxItems: number, description: string): JsonSchema {
  return { type: 'array', items, maxItems, description };
}

/** Fields that nobody knows here are ignored: agents of other generations send them. */
export function fields(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
  description?: string,
): JsonSchema {
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    ...(description ? { description } : {}),
  };
}

export function orNull(schema: JsonSchema): JsonSchema {
  return { ...schema, nullable: true };
}

export const reportedError: JsonSchema = orNull(
  fields(
    {
      code: { type: 'string', maxLength: 200, description: 'Stable code of the fault.' },
      message: text('One sentence about it.', 4_000),
    },
    ['code'],
  ),
);
