import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type ConsoleParts } from './app.module.js';
import { limitWebhookBodies } from './ci/index.js';
import { takeConfigBodies } from './config/index.js';
import { ConsoleMetrics, takeOtlpBodies } from './monitoring/index.js';
import { NodeProtocol } from './nodes/index.js';
import { JsonLogger } from './platform/logging/json-logger.js';
import {
  createAdapter,
  guardAddresses,
  httpServerOf,
  keepRequestOrigin,
  KnownAddresses,
  refuseForeignPages,
  serveSpa,
  useJsonBodies,
} from './platform/http/index.js';
import { serveApiDocument } from './openapi-document.js';

export const API_PREFIX = 'api/v1';
/** Where everybody who looks after a server expects them. */
export const OUTSIDE_API = ['health', 'metrics'];
const WEB_DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The whole console, wired but not yet listening; also what tests start. */
export async function createApp(parts: ConsoleParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(parts),
    createAdapter(parts.settings),
    {
      bodyParser: false,
      abortOnError: false,
      logger: new JsonLogger(parts.settings.logLevel),
    },
  );
  const server = httpServerOf(app);
  const known = KnownAddresses.of(server);
  useJsonBodies(server);
  guardAddresses(server);
  refuseForeignPages(server, parts.settings.publicUrl);
  keepRequestOrigin(server);
  app.get(ConsoleMetrics).observe(server);
  takeOtlpBodies(server);
  takeConfigBodies(server);
  limitWebhookBodies(app);
  app.get(NodeProtocol).register(server);
  app.setGlobalPrefix(API_PREFIX, { exclude: OUTSIDE_API });
  serveApiDocument(app);
  await serveSpa(server, WEB_DIST, known);
  return app;
}
