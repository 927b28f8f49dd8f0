import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation may refuse, and says so in the same form; those that name a refusal keep their words for it. */
export function addProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM },
  };
  for (const item of Object.values(document.paths))
    for (const method of METHODS) if (item[method]) addProblem(item[method]);
  return document;
}

function addProblem(operation: Operation): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    if (/^[45]/.test(status) && response && 'description' in response) response.content ??= CONTENT;
  }
  operation.responses['default'] ??= {
    description: 'Refused; `code` says why in a word that stays, `detail` in a sentence.',
    content: CONTENT,
  };
}

const PROBLEM = {
  type: 'object' as const,
  description: 'RFC 9457 problem details. Facts that belong to a code stand beside these fields.',
  properties: {
    type: { type: 'string' as const, description: 'Always `about:blank`: the code tells what it is.' },
    title: { type: 'string' as const, description: 'What the status means.' },
    status: {
      type: 'integer' as const,
      description: 'The status of the answer.',
      minimum: 400,
      maximum: 599,
    },
    code: {
      type: 'string' as const,
      description: 'Stable word for programs, for example `ILLEGAL_TRANSITION`.',
    },
    detail: {
      type: 'string' as const,
      description:
        'One sentence for people that says what to do next; in Chinese where `Accept-Language` prefers it, else in English.',
    },
    requestId: { type: 'string' as const, description: 'Also in `X-Request-Id`; find it in the log by it.' },
    errors: {
      type: 'array' as const,
      description: 'Of VALIDATION_FAILED: each fault of the request.',
      items: {
        type: 'object' as const,
        properties: {
          field: {
            type: 'string' as const,
            description: 'Path of the field, for example `bins[0].version`.',
          },
          code: { type: 'string' as const, description: 'Stable word for programs.' },
          message: {
            type: 'string' as const,
            description: 'One sentence for people, in the language of `detail`.',
          },
        },
        required: ['field', 'code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
};
