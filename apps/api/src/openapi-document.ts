import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addNodeProtocolPaths } from './nodes/index.js';
import { addProblems, hashStylesBelow, httpServerOf } from './platform/http/index.js';
import { VERSION } from './platform/version.js';

export function buildApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Release Console')
    .setDescription(
      'Progressive delivery for plain hosts. Errors are RFC 9457 problem details with a stable `code`.',
    )
    .setVersion(VERSION)
    .addBearerAuth()
    .addBasicAuth()
    .build();
  return addProblems(
    addNodeProtocolPaths(
      SwaggerModule.createDocument(app, config, {
        operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
      }),
    ),
  );
}

/** `/api/openapi.json` and the browsable `/api/docs`; built on the first request because it costs start-up time. */
export function serveApiDocument(app: NestFastifyApplication): void {
  hashStylesBelow(httpServerOf(app), '/api/docs');
  SwaggerModule.setup('api/docs', app, () => buildApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}
