import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { ApiDocument, Operation, Schema } from './operations.js';
import type { Answer } from './send.js';

const PROBLEM = 'application/problem+json';
/** Of those that the console asks: the fuzzed Jenkins answers oddly on purpose. */
const FAULTS_OF_OTHERS = ['CI_SOURCE_FAILED', 'CI_SOURCE_RESTING', 'OUTGOING_FAILED'];

/** Says what is wrong with an answer; null when it keeps to the document. */
export class AnswerJudge {
  private readonly ajv = new Ajv({ allErrors: true, strict: false });
  private readonly checks = new Map<Schema, ValidateFunction>();

  constructor(document: ApiDocument) {
    formats.default(this.ajv);
    this.ajv.addFormat('binary', true);
    for (const [name, schema] of Object.entries(document.components.schemas))
      this.ajv.addSchema(strict(schema) as object, `#/components/schemas/${name}`);
  }

  faultOf({ answers }: Operation, { status, type, body }: Answer): string | null {
    if (status >= 500 && !isFaultOfOthers(status, body)) return `${status} is a fault of the console`;
    const documented = answers.get(String(status)) ?? (status >= 400 ? answers.get('default') : undefined);
    if (!documented) return `${status} is not documented`;
    if (status >= 400) return this.faultOfProblem(documented, status, type, body);
    if (documented.size === 0 || body.length === 0)
      return body.length > 0 ? `${status} has a body of ${type}, none is documented` : null;
    const schema = documented.get(type);
    if (!schema) return `${status} is ${type}, documented is ${[...documented.keys()].join(', ')}`;
    return type.includes('json') && schema.format !== 'binary'
      ? this.faultIn(schema, body, String(status))
      : null;
  }

  private faultOfProblem(
    documented: ReadonlyMap<string, Schema>,
    status: number,
    type: string,
    body: Buffer,
  ): string | null {
    if (type !== PROBLEM) return `${status} is ${type || 'of no type'} and no problem`;
    const schema = documented.get(PROBLEM);
    if (!schema) return `${status} is documented as ${[...documented.keys()].join(', ')}`;
    const fault = this.faultIn(schema, body, String(status), true);
    if (fault !== null) return fault;
    const said = (JSON.parse(body.toString('utf8')) as { status: number }).status;
    return said === status ? null : `${status} says that it is ${said}`;
  }

  /** @param isOpen whether it may say more than is documented, as a problem may */
  private faultIn(schema: Schema, body: Buffer, about: string, isOpen = false): string | null {
    let said: unknown;
    try {
      said = JSON.parse(body.toString('utf8'));
    } catch {
      return `${about} is no JSON: ${body.toString('utf8').slice(0, 100)}`;
    }
    const check = this.checks.get(schema) ?? this.ajv.compile(strict(schema, isOpen) as object);
    this.checks.set(schema, check);
    if (check(said)) return null;
    // Of the ways of being nothing or something, the first only says that it is not nothing.
    const error = check.errors?.find(
      ({ keyword, params }) => keyword !== 'type' || params['type'] !== 'null',
    );
    const detail = error ? `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}` : '';
    return `${about} breaks its schema: ${detail.replace(/\/\d+/g, '/*')}`;
  }
}

function isFaultOfOthers(status: number, body: Buffer): boolean {
  return status === 503 && FAULTS_OF_OTHERS.some((code) => body.includes(`"code":"${code}"`));
}

/** As JSON Schema, and closed: an answer that says more than the document is a fault as well. */
function strict(given: unknown, isOpen = false): unknown {
  if (Array.isArray(given)) return given.map((each) => strict(each));
  if (typeof given !== 'object' || given === null) return given;
  const { nullable, ...schema } = given as Schema & Record<string, unknown>;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'properties'
        ? mapValues(value as object, (each) => strict(each))
        : key === 'enum'
          ? value
          : strict(value),
    ]),
  );
  const isClosed = schema.properties !== undefined && schema.additionalProperties === undefined && !isOpen;
  const closed = {
    ...inner,
    ...(isClosed && !isProblem(schema) ? { additionalProperties: false } : {}),
  };
  return nullable === true ? { anyOf: [{ type: 'null' }, closed] } : closed;
}

function isProblem({ properties = {} }: Schema): boolean {
  return 'requestId' in properties && 'detail' in properties && 'title' in properties;
}

function mapValues(of: object, map: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(value)]));
}
