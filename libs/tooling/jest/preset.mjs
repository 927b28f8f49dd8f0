import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notOn, today } from './turns.mjs';

/** The folder of the whole repository. */
export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const takesTurns = process.env.TAKE_TURNS === '1';
const require = createRequire(import.meta.url);
const cacheDirectory = join(repositoryRoot, '.cache/jest');

/** Jest runs everything as CommonJS: its ESM mode needs a newer Node than the oldest one that is supported. */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      react: { runtime: 'automatic' },
    },
  },
};

/** @param {Record<string, unknown>} parser */
const transformWith = (parser) => [require.resolve('@swc/jest'), { ...swc, jsc: { ...swc.jsc, parser } }];

/** @param {string} room */
const leftOut = (room) => notOn(room, today()).map((path) => `/${path.replaceAll('.', '\\.')}$`);

/**
 * One room's tests.
 * @param {object} room
 * @param {string} room.name what `--selectProjects` takes
 * @param {string} room.rootDir relative to the repository
 * @param {readonly string[]} room.testMatch globs below rootDir
 * @param {'node' | 'jsdom'} [room.environment]
 * @param {string} [room.globalSetup] relative to rootDir
 * @param {string} [room.globalTeardown] relative to rootDir
 * @param {string} [room.setupFile] relative to rootDir, runs before each test file; may be absent
 */
export function jestProject(room) {
  const rootDir = join(repositoryRoot, room.rootDir);
  const inRoom = (/** @type {string | undefined} */ path) => (path ? join(rootDir, path) : undefined);
  const setupFile = inRoom(room.setupFile);
  const project = {
    displayName: room.name,
    rootDir,
    testMatch: room.testMatch.map((glob) => join(rootDir, glob)),
    testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(takesTurns ? leftOut(room.name) : [])],
    modulePathIgnorePatterns: ['/dist/'],
    cacheDirectory,
    testEnvironment: room.environment === 'jsdom' ? require.resolve('./browser-environment.cjs') : 'node',
    globalSetup: inRoom(room.globalSetup),
    globalTeardown: inRoom(room.globalTeardown),
    setupFilesAfterEnv: setupFile && existsSync(setupFile) ? [setupFile] : [],
    transform: {
      '\\.tsx$': transformWith({ syntax: 'typescript', tsx: true, decorators: true }),
      '\\.[cm]?ts$': transformWith({ syntax: 'typescript', decorators: true }),
      '\\.[cm]?js$': transformWith({ syntax: 'ecmascript' }),
    },
    transformIgnorePatterns: [],
    moduleNameMapper: {
      '\\.(css|svg|png|woff2)$': join(repositoryRoot, 'libs/tooling/jest/asset.cjs'),
      '^#migrations$': join(repositoryRoot, 'apps/api/migrations/index.ts'),
      '^@release-console/([a-z-]+)$': join(repositoryRoot, 'libs/$1/src/index.ts'),
      '^(\\.{1,2}/.*)\\.js$': '$1',
    },
  };
  return Object.fromEntries(Object.entries(project).filter(([, value]) => value !== undefined));
}
