const { join } = require('node:path');

const PURE = '^libs/(rollout-core|approval-policy|metrics-core)/';
const FEATURE = '^apps/api/src/(?!platform/)([^/]+)/';
const TEST = '(\\.(spec|db-spec|fixtures)\\.tsx?$|^apps/api/test/)';
const STORAGE = '\\.(repository|read-model|entity|module)\\.ts$';

/** Which room may import what. A room is a folder; its front door is its index.ts. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-missing-files', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'apps-are-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    { name: 'libs-know-no-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'pure-libs-import-nothing',
      severity: 'error',
      from: { path: `${PURE}src/`, pathNot: TEST },
      to: { pathNot: '^libs/$1/src/' },
    },
    {
      name: 'oracle-knows-no-engine',
      severity: 'error',
      from: { path: '^libs/fleet-sim/src/oracle/' },
      to: { path: '^libs/rollout-core/|^libs/fleet-sim/src/console/(?!console\\.ts)' },
    },
    {
      name: 'simulation-knows-the-engine-only',
      severity: 'error',
      from: { path: '^libs/fleet-sim/src/', pathNot: TEST },
      to: { pathNot: '^libs/(fleet-sim|rollout-core)/' },
    },
    {
      name: 'agent-stays-thin',
      severity: 'error',
      from: { path: '^apps/agent/' },
      to: { path: '^libs/(rollout-core|approval-policy|tooling)/' },
    },
    {
      name: 'api-features-through-the-front-door',
      severity: 'error',
      from: { path: FEATURE, pathNot: TEST },
      to: { path: FEATURE, pathNot: ['^apps/api/src/$1/', '/index\\.ts$'] },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^apps/api/src/platform/', pathNot: TEST },
      to: { path: FEATURE },
    },
    {
      name: 'controllers-know-no-storage',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '\\.(repository|entity)\\.ts$' },
    },
    {
      name: 'orm-in-storage-only',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: [STORAGE, '^apps/api/src/platform/database/', TEST] },
      to: { path: '(^|/)typeorm(/|$)' },
    },
    {
      name: 'web-features-are-islands',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'web-components-are-low',
      severity: 'error',
      from: { path: '^apps/web/src/(components|lib|config)/' },
      to: { path: '^apps/web/src/(features|routes|app)/' },
    },
    {
      name: 'web-features-know-no-route',
      severity: 'error',
      from: { path: '^apps/web/src/features/' },
      to: { path: '^apps/web/src/(routes|app)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig/server.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
