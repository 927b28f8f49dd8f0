import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRepository } from '../repository.js';

/** A small repository in which each line of the table is planted: file, what it imports, the rule that it breaks. */
const PLANTED: readonly (readonly [string, string, string])[] = [
  ['apps/agent/src/a.ts', '../../web/src/lib/low.js', 'apps-are-apart'],
  ['apps/agent/src/b.ts', '../../../libs/rollout-core/src/index.js', 'agent-stays-thin'],
  ['libs/tooling/src/a.ts', '../../../apps/web/src/lib/low.js', 'libs-know-no-app'],
  ['libs/rollout-core/src/a.ts', 'node:fs', 'pure-libs-import-nothing'],
  ['libs/rollout-core/src/b.ts', '../../approval-policy/src/index.js', 'pure-libs-import-nothing'],
  ['apps/api/src/nodes/a.service.ts', '../releases/inside.js', 'api-features-through-the-front-door'],
  ['apps/api/src/platform/http/a.ts', '../../releases/index.js', 'platform-knows-no-feature'],
  ['apps/api/src/nodes/a.controller.ts', './b.repository.js', 'controllers-know-no-storage'],
  ['apps/api/src/nodes/b.service.ts', 'typeorm', 'orm-in-storage-only'],
  ['apps/web/src/features/nodes/a.ts', '../releases/inside.js', 'web-features-are-islands'],
  ['apps/web/src/features/nodes/b.ts', '../../routes/page.js', 'web-features-know-no-route'],
  ['apps/web/src/components/a.ts', '../features/releases/inside.js', 'web-components-are-low'],
  ['apps/web/src/lib/a.ts', './b.js', 'no-cycles'],
  ['apps/web/src/lib/c.ts', './nowhere.js', 'no-missing-files'],
];
const ALLOWED: readonly (readonly [string, string])[] = [
  ['apps/api/src/nodes/c.service.ts', '../releases/index.js'],
  ['apps/api/src/nodes/c.repository.ts', 'typeorm'],
  ['apps/api/src/releases/d.service.ts', '../../../../libs/rollout-core/src/index.js'],
  ['apps/web/src/features/nodes/c.ts', '../../lib/low.js'],
];
const TARGETS = [
  'apps/web/src/lib/low.ts',
  'apps/web/src/routes/page.ts',
  'apps/web/src/features/releases/inside.ts',
  'apps/api/src/releases/index.ts',
  'apps/api/src/releases/inside.ts',
  'apps/api/src/nodes/b.repository.ts',
  'libs/rollout-core/src/index.ts',
  'libs/approval-policy/src/index.ts',
  'node_modules/typeorm/index.js',
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let violations: readonly Violation[];

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'release-console-rules-'));
  for (const file of TARGETS) plant(root, file, 'export const here = 1;\n');
  for (const [file, imported] of [...PLANTED, ...ALLOWED]) plant(root, file, `import '${imported}';\n`);
  plant(root, 'apps/web/src/lib/b.ts', "import './a.js';\n");
  violations = cruise(root);
  rmSync(root, { recursive: true });
}, 60_000);

it.each(PLANTED)('%s may not import %s: %s', (file, _imported, rule) => {
  const broken = violations.filter(({ from }) => from === file).map((violation) => violation.rule.name);
  expect(broken).toContain(rule);
});

it.each(ALLOWED)('%s may import %s', (file) => {
  expect(violations.filter(({ from }) => from === file)).toEqual([]);
});

function plant(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function cruise(root: string): readonly Violation[] {
  const program = inRepository('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = inRepository('libs/tooling/dependency-cruiser.cjs');
  const result = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'apps', 'libs'],
    { cwd: root, maxBuffer: 16 * 1024 * 1024 },
  );
  return (JSON.parse(result.stdout.toString()) as { summary: { violations: readonly Violation[] } }).summary
    .violations;
}
