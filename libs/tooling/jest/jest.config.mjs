import { jestProject, repositoryRoot } from './preset.mjs';

/** One room: `npm run pnpm -- exec jest -c libs/tooling/jest/jest.config.mjs --selectProjects rollout-core`. */
export default {
  rootDir: repositoryRoot,
  /** Only there to catch what hangs: a busy machine is no fault. */
  testTimeout: 30_000,
  projects: [
    jestProject({ name: 'rollout-core', rootDir: 'libs/rollout-core', testMatch: ['src/**/*.spec.ts'] }),
    jestProject({ name: 'fleet-sim', rootDir: 'libs/fleet-sim', testMatch: ['src/**/*.spec.ts'] }),
    jestProject({
      name: 'approval-policy',
      rootDir: 'libs/approval-policy',
      testMatch: ['src/**/*.spec.ts'],
    }),
    jestProject({ name: 'metrics-core', rootDir: 'libs/metrics-core', testMatch: ['src/**/*.spec.ts'] }),
    jestProject({ name: 'tooling', rootDir: 'libs/tooling', testMatch: ['src/**/*.spec.ts'] }),
    jestProject({ name: 'agent', rootDir: 'apps/agent', testMatch: ['{src,test}/**/*.spec.ts'] }),
    jestProject({ name: 'api', rootDir: 'apps/api', testMatch: ['{src,test}/**/*.spec.ts'] }),
    jestProject({
      name: 'api-db',
      rootDir: 'apps/api',
      testMatch: ['{src,test}/**/*.db-spec.ts'],
      globalSetup: 'test/global-setup.mjs',
      globalTeardown: 'test/global-teardown.mjs',
    }),
    jestProject({
      name: 'web',
      rootDir: 'apps/web',
      testMatch: ['src/**/*.spec.{ts,tsx}'],
      environment: 'jsdom',
      setupFile: 'src/testing/setup.ts',
    }),
  ],
};
