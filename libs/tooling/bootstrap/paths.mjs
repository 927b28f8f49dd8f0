import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** @param {string[]} parts below the repository */
export const inRepository = (...parts) => resolve(repositoryRoot, ...parts);
