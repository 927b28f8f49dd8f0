import type { TestConsole } from '../with-console.js';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses?: object;
}

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Of a JSON body with named fields. */
  readonly body: Schema | undefined;
  readonly takesJson: boolean;
}

/** What the console says of itself. */
export class Operations {
  private constructor(
    readonly all: readonly Operation[],
    private readonly schemas: Readonly<Record<string, Schema>>,
  ) {}

  static async of(console: TestConsole): Promise<Operations> {
    const { body } = await console.call('GET', '//api/openapi.json');
    const paths = Object.entries(body.paths as Record<string, Record<string, Described>>);
    const all = paths.flatMap(([path, item]) =>
      Object.entries(item).map(([method, { parameters = [], requestBody }]) => ({
        method: method.toUpperCase() as Operation['method'],
        path,
        parameters,
        body: requestBody?.content['application/json']?.schema,
        takesJson: requestBody?.content['application/json'] !== undefined,
      })),
    );
    return new Operations(all, body.components.schemas as Record<string, Schema>);
  }

  get writes(): readonly Operation[] {
    return this.all.filter(({ method }) => method !== 'GET');
  }

  get reads(): readonly Operation[] {
    return this.all.filter(({ method }) => method === 'GET');
  }

  resolve(schema: Schema): Schema {
    const { $ref, allOf, oneOf } = schema;
    if ($ref) return this.resolve(this.schemas[$ref.split('/').at(-1) ?? ''] ?? {});
    const [only] = allOf?.length === 1 ? allOf : [];
    if (only) return this.resolve(only);
    if (oneOf) return { properties: {}, ...Object.assign({}, ...oneOf.map((one) => this.resolve(one))) };
    return schema;
  }

  fieldsOf(schema: Schema): Readonly<Record<string, Schema>> {
    return this.resolve(schema).properties ?? {};
  }
}
