import type { OpenAPIObject } from '@nestjs/swagger';
import type { JsonSchema } from './schema-parts.js';
import {
  binAnswer,
  keepaliveAnswer,
  keepaliveBody,
  configQuery,
  keepaliveQuery,
  messageAnswer,
  progressBody,
  runningBody,
  seedNode,
} from './seed.schema.js';
import { syncAnswer, syncBody } from './sync.schema.js';

type Paths = OpenAPIObject['paths'];
type PathItem = Paths[string];
type Operation = NonNullable<PathItem['get']>;

interface NodeOperation {
  readonly method: 'get' | 'post' | 'head';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly body?: JsonSchema;
  readonly query?: JsonSchema;
  readonly answers: Readonly<Record<string, { readonly description: string; readonly schema?: JsonSchema }>>;
}

const REFUSALS = {
  '401': { description: 'NODE_TOKEN_UNKNOWN or NODE_TOKEN_REVOKED.' },
  '403': {
    description: 'NODE_MISMATCH: the credentials are another node’s. NODE_RETIRED: the node has left.',
  },
} as const;

const OPERATIONS: readonly NodeOperation[] = [
  {
    method: 'post',
    path: '/api/v1/agent/sync',
    id: 'NodeProtocol_sync',
    summary: 'Everything between an agent and the console in one request',
    description:
      'Reports are stored before the answer. With `wait` it answers as soon as what the node should run changes.',
    body: syncBody,
    answers: { '200': { description: 'What the node should run.', schema: syncAnswer }, ...REFUSALS },
  },
  {
    method: 'post',
    path: '/api/v1/keepalive',
    id: 'NodeProtocol_postKeepalive',
    summary: 'A sign of life with facts about the host (agents of the first generation)',
    description: 'Snake case and camel case are taken alike.',
    body: keepaliveBody,
    answers: { '201': { description: 'The node as it is known now.', schema: keepaliveAnswer }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/api/v1/keepalive',
    id: 'NodeProtocol_getKeepalive',
    summary: 'Is the node known? (agents of the first generation)',
    description: 'A node that has a token is known before it ever posted.',
    query: keepaliveQuery,
    answers: { '200': { description: 'The node.', schema: seedNode }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/api/v1/bins/{bin_name}',
    id: 'NodeProtocol_getBin',
    summary: 'What should this node run?',
    description:
      'Asked with a node’s credentials. 404 means that nothing was ever released to it, and changes nothing on the host.',
    answers: {
      '200': { description: 'Digest and version for this node.', schema: binAnswer },
      '404': { description: 'BIN_NOT_RELEASED or NO_ARTIFACT_FOR_ARCH.' },
      '409': { description: 'NODE_ARCH_UNKNOWN, with the architectures that there are.' },
      ...REFUSALS,
    },
  },
  {
    method: 'post',
    path: '/api/v1/bins/{bin_name}',
    id: 'NodeProtocol_postRunning',
    summary: 'What this node runs now (agents of the first generation)',
    description: 'Answered once it is stored.',
    body: runningBody,
    answers: { '200': { description: 'Stored.', schema: messageAnswer }, ...REFUSALS },
  },
  {
    method: 'post',
    path: '/api/v1/bins/{bin_name}/progress',
    id: 'NodeProtocol_postProgress',
    summary: 'How an update goes (agents of the first generation)',
    description:
      '`success` and `failed` count when targetHash is the digest that is wanted now; other words are stored as they are.',
    body: progressBody,
    answers: { '200': { description: 'Stored.', schema: messageAnswer }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/api/v1/configs/effective',
    id: 'NodeProtocol_getConfig',
    summary: 'Read the text of a configuration file that this node shall have',
    description:
      'Asked with a node’s credentials and `?name=<project>.<file>` alone, by programs on the host. ETag, If-None-Match; with `wait` a long poll.',
    query: configQuery,
    answers: {
      '200': { description: 'The text.' },
      '304': { description: 'It is what `If-None-Match` names.' },
      '404': { description: 'The node shall have no such file.' },
      ...REFUSALS,
    },
  },
  {
    method: 'get',
    path: '/api/v1/download/{file}',
    id: 'NodeProtocol_download',
    summary: 'Download a file that was released to this node',
    description:
      'Asked with a node’s credentials: a bin gives the file that the node should run. Range, If-Range, HEAD, strong ETag.',
    answers: {
      '200': { description: 'The file.' },
      '404': { description: 'There is none that this node may have.' },
      ...REFUSALS,
    },
  },
];

/** Adds the nodes' routes, from the very schemas that they are checked with. */
export function addNodeProtocolPaths(document: OpenAPIObject): OpenAPIObject {
  for (const operation of OPERATIONS) addOperation(document, operation);
  return document;
}

function addOperation(document: OpenAPIObject, operation: NodeOperation): void {
  const path = knownPath(document, operation.path);
  const item: PathItem = (document.paths[path] ??= {});
  const peoples = item[operation.method];
  if (peoples) {
    // One URL, two callers: OpenAPI has one operation per URL and method, so the people's stays and names the other.
    peoples.description = [peoples.description, `For nodes: ${operation.summary} ${operation.description}`]
      .filter(Boolean)
      .join('\n\n');
    peoples.security = [...(peoples.security ?? []), { basic: [] }];
    addAnswers(peoples, operation);
    return;
  }
  item[operation.method] = toOperation(operation, path);
}

/** What a node is answered, beside what people are. */
function addAnswers(peoples: Operation, { answers }: NodeOperation): void {
  for (const [status, answer] of Object.entries(toResponses(answers))) {
    const known = peoples.responses[status];
    const schema = known && 'content' in known ? known.content?.['application/json']?.schema : undefined;
    const own = answer.content?.['application/json'].schema;
    if (known && 'content' in known && schema && own)
      known.content = { 'application/json': { schema: { anyOf: [schema, own] } } };
    else peoples.responses[status] ??= answer;
  }
}

/** The same URL may stand there with other names for its parameters. */
function knownPath(document: OpenAPIObject, path: string): string {
  const shape = (candidate: string): string => candidate.replace(/\{[^}]+\}/g, '{}');
  return Object.keys(document.paths).find((candidate) => shape(candidate) === shape(path)) ?? path;
}

function toOperation(operation: NodeOperation, path: string): Operation {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: operation.description,
    tags: ['node protocol'],
    security: [{ bearer: [] }, { basic: [] }],
    parameters: [
      ...names.map((name) => ({
        name,
        in: 'path' as const,
        required: true,
        schema: { type: 'string' as const },
      })),
      ...Object.entries(operation.query?.properties ?? {}).map(([name, schema]) => ({
        name,
        in: 'query' as const,
        required: false,
        schema: mutable(schema),
      })),
    ],
    ...(operation.body ? { requestBody: { required: true, content: jsonOf(operation.body) } } : {}),
    responses: toResponses(operation.answers),
  };
}

interface Response {
  readonly description: string;
  readonly content?: ReturnType<typeof jsonOf>;
}

function toResponses(answers: NodeOperation['answers']): Record<string, Response> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema }]) => [
      status,
      { description, ...(schema ? { content: jsonOf(schema) } : {}) },
    ]),
  );
}

type SchemaObject = Extract<
  NonNullable<NonNullable<Operation['parameters']>[number] & { schema?: unknown }>['schema'],
  object
>;

function jsonOf(schema: JsonSchema): { readonly 'application/json': { readonly schema: SchemaObject } } {
  return { 'application/json': { schema: mutable(schema) } };
}

function mutable(schema: JsonSchema): SchemaObject {
  return structuredClone(schema) as unknown as SchemaObject;
}
