import { rmSync } from 'node:fs';
import { inRepository } from './paths.mjs';

export const API_DIST = inRepository('apps/api/dist');

/**
 * One runnable file out of a program of the API's own tests; whoever asks for it deletes it.
 * @param {string} entry relative to apps/api
 * @returns {Promise<string>}
 */
export async function bundleApiProgram(entry) {
  const { bundleTypeScript } = await import(inRepository('apps/api/test/bundle-typescript.mjs'));
  return bundleTypeScript(entry);
}

/**
 * Those programs work with the compiled console on a PostgreSQL of their own.
 * @param {string} entry relative to apps/api
 */
export async function importApiProgram(entry) {
  const bundle = await bundleApiProgram(entry);
  try {
    return await import(bundle);
  } finally {
    rmSync(bundle, { force: true });
  }
}

/**
 * @template T
 * @param {(url: string, socketUrl: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withScratchPostgres(work) {
  const { startScratchPostgres } = await import(inRepository('apps/api/test/scratch/scratch-postgres.mjs'));
  const server = await startScratchPostgres();
  try {
    return await work(server.url, server.socketUrl);
  } finally {
    await server.stop();
  }
}
