import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { API_PREFIX, OUTSIDE_API } from './create-app.js';
import { buildApiDocument } from './openapi-document.js';
import { createAdapter } from './platform/http/index.js';
import { parseSettings } from './platform/settings/index.js';

// Preview mode reads the decorators and builds nothing, so no database is needed.
const settings = parseSettings({ LOG_LEVEL: 'silent' });
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.with({ settings, databaseUrl: 'postgres://unused', signingKey: 'unused' }),
  createAdapter(settings),
  { preview: true, logger: false, bodyParser: false, abortOnError: false },
);
app.setGlobalPrefix(API_PREFIX, { exclude: OUTSIDE_API });
const text = `${JSON.stringify(buildApiDocument(app), null, 2)}\n`;
const target = process.argv[2];
if (target) writeFileSync(target, text);
else process.stdout.write(text);
