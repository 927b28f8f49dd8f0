import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { withConsole } from './with-console.js';

/** Stands in every hostile value, and nowhere else. */
const MARK = 'zq7x';
const HOSTILE = [
  `${MARK}' OR '1'='1`,
  `${MARK}'; DROP TABLE users; --`,
  `${MARK}" DESC NULLS LAST, (SELECT 1)`,
  `${MARK}\\'; SELECT pg_sleep(5)--`,
  `id; ${MARK}`,
  `(CASE WHEN 1=1 THEN ${MARK} END)`,
  `${MARK}->>'a'`,
  `{${MARK},"a'b"}`,
  `$1${MARK}`,
  `%${MARK}_%`,
];

/** All of them in the whole run, a third of them on a day. */
const isForToday = (index: number): boolean =>
  process.env['TAKE_TURNS'] !== '1' || index % 3 === Math.floor(Date.now() / 86_400_000) % 3;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const api = JSON.parse(
  readFileSync(join(__dirname, '../../../libs/api-contract/openapi.json'), 'utf8'),
) as Document;

describe('S39 hostile text in every field', () => {
  const console = withConsole();
  const texts = new Set<string>();
  let projectId = '';
  let environmentId = '';

  beforeAll(async () => {
    const project = await console.newProject('shop');
    projectId = project.id;
    environmentId = project.environments[0]?.id ?? '';
    await console.admin.call('POST', '/bins', { projectId, name: 'cart' });
    await console.admin.call('PUT', '/bins/cart/versions/1/artifacts/any', Buffer.from('x'));
    await console.admin.call('POST', '/nodes', { id: 'node-1', name: 'node-1' });
    // The text of what reaches the database, without the parameters, which is where values belong.
    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: pg.Client,
      ...args: unknown[]
    ) {
      const [first] = args;
      texts.add(typeof first === 'string' ? first : String((first as { text?: unknown } | undefined)?.text));
      return query.apply(this, args);
    } as never);
  });
  afterAll(() => jest.restoreAllMocks());

  /** What is there, so that a call gets as far as it can; hostile where text may stand. */
  const placeOf = (name: string, hostile: string): string =>
    ({ id: projectId, environmentId, name: 'cart', version: '1', arch: 'any', file: 'cart-1' })[name] ??
    hostile;

  function bodyOf(schema: Schema | undefined, hostile: string, depth = 0): unknown {
    if (!schema || depth > 6) return hostile;
    if (schema.$ref)
      return bodyOf(api.components.schemas[schema.$ref.split('/').at(-1) ?? ''], hostile, depth + 1);
    const inner = schema.allOf?.[0] ?? schema.oneOf?.[0];
    if (inner) return bodyOf(inner, hostile, depth + 1);
    if (schema.enum) return schema.enum[0];
    if (schema.properties)
      return Object.fromEntries(
        Object.entries(schema.properties).map(([name, field]) => [
          name,
          name === 'projectId'
            ? projectId
            : name.startsWith('environmentId')
              ? environmentId
              : bodyOf(field, hostile, depth + 1),
        ]),
      );
    if (schema.type === 'array') return [bodyOf(schema.items, hostile, depth + 1)];
    if (schema.type === 'integer' || schema.type === 'number') return 1;
    if (schema.type === 'boolean') return true;
    if (schema.type === 'object') return { [hostile]: hostile, region: hostile };
    if (schema.format === 'date-time') return new Date(Date.now() + 3_600_000).toISOString();
    return hostile;
  }

  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

  it('is never part of a statement, and never an error of the server', async () => {
    const statuses: Record<number, number> = {};
    for (const { path, method, operation } of operations) {
      if (/auth\/(logout|sessions|password)|verify|export|sessions/.test(path)) continue;
      const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
      for (const [index, hostile] of HOSTILE.entries()) {
        if (!isForToday(index)) continue;
        // One hostile parameter at a time, so that none hides behind the refusal of another; then those nobody knows.
        const named = query[index % Math.max(1, query.length)]?.name;
        const also =
          index < 2 ? `&sort=${encodeURIComponent(hostile)}&order=${encodeURIComponent(hostile)}` : '';
        const search = `?${named ? `${named}=${encodeURIComponent(hostile)}` : ''}${also}`;
        const asked = path
          .replace(/^\/api\/v1/, '')
          .replace(/\{(\w+)\}/g, (_, name: string) =>
            encodeURIComponent(index % 2 ? placeOf(name, hostile) : hostile),
          );
        const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
        const address = path.startsWith('/api/v1') ? asked : `/${path}`;
        const body = method === 'GET' ? undefined : bodyOf(schema, hostile);
        const { status } = await console.admin.call(method as 'GET', `${address}${search}`, body);
        if (status >= 500) throw new Error(`${method} ${address}${search} answered ${status}`);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }
    expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '400', '404']));
    expect(texts.size).toBeGreaterThan(50);
    expect([...texts].filter((text) => text.includes(MARK))).toEqual([]);
  }, 120_000);

  it('is found where it is searched for, as text and nothing else', async () => {
    for (const hostile of HOSTILE) {
      const { status } = await console.admin.call('GET', `/projects?search=${encodeURIComponent(hostile)}`);
      expect([200, 400]).toContain(status);
    }
    expect((await console.admin.call('GET', '/users')).status).toBe(200);
  });

  it('would be seen in a statement', async () => {
    await console.db.source.query(`SELECT '${MARK}'`);
    expect([...texts].filter((text) => text.includes(MARK))).toHaveLength(1);
  });
});
