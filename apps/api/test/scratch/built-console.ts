import 'reflect-metadata';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A module of the compiled console: decorators need metadata that a bundle does not have. */
export async function fromDist<T>(dist: string, file: string): Promise<T> {
  return (await import(join(dist, file))) as T;
}

/** The whole console as it is shipped, on a database of the caller's; it is wired and hears nothing yet. */
export async function builtConsole(
  dist: string,
  options: {
    readonly url: string;
    readonly dataDir: string;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<NestFastifyApplication> {
  const { createApp } = await fromDist<typeof import('../../src/create-app.js')>(dist, 'create-app.js');
  const { parseSettings } = await fromDist<typeof import('../../src/platform/settings/index.js')>(
    dist,
    'platform/settings/index.js',
  );
  const settings = parseSettings({ LOG_LEVEL: 'silent', DATA_DIR: options.dataDir, ...options.env });
  return createApp({ settings, databaseUrl: options.url, signingKey: 'k'.repeat(32) });
}
