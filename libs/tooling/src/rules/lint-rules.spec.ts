import { execFileSync } from 'node:child_process';
import { inRepository } from '../repository.js';

/** A file, what stands in it, and the rule that refuses it. */
const REFUSED: readonly (readonly [string, string, string, string?])[] = [
  [
    'libs/tooling/bin/x.mjs',
    "import { exec } from 'node:child_process'; exec('ls');",
    'no-restricted-imports',
  ],
  [
    'libs/tooling/bin/x.mjs',
    "import { execSync } from 'child_process'; execSync('ls');",
    'no-restricted-imports',
  ],
  ['libs/tooling/bin/x.mjs', "import vm from 'node:vm'; vm.runInThisContext('1');", 'no-restricted-imports'],
  ['libs/tooling/bin/x.mjs', "spawn('ls', [], { shell: true });", 'no-restricted-syntax'],
  ['libs/tooling/bin/x.mjs', "eval('1');", 'no-eval'],
  ['libs/tooling/bin/x.mjs', "new Function('return 1')();", 'no-new-func'],
  ['libs/tooling/bin/x.mjs', '\n'.repeat(360), 'max-lines'],
  ['libs/rollout-core/src/x.js', 'Date.now();', 'no-restricted-properties'],
  ['libs/rollout-core/src/x.js', 'new Date();', 'no-restricted-syntax'],
  ['libs/rollout-core/src/x.js', 'Math.random();', 'no-restricted-properties'],
  ['libs/rollout-core/src/x.js', 'setTimeout(() => 1, 1);', 'no-restricted-globals'],
  ['libs/rollout-core/src/x.js', 'process.exit();', 'no-restricted-globals'],
  ['apps/api/src/nodes/x.js', 'process.env.PORT;', 'no-restricted-properties'],
  ...plantedAs('S25', 'apps/api/src/nodes/x.js', 'no-restricted-imports', [
    "import { request } from 'node:http'; request('http://x');",
    "import https from 'https'; https.get('http://x');",
    "import * as http from 'node:http'; http.get('http://x');",
    "import { connect } from 'node:net'; connect(1);",
    "import { request } from 'undici'; request('http://x');",
    "import { exec } from 'node:child_process'; exec('ls');",
  ]),
  ...plantedAs('S25', 'apps/api/src/nodes/x.js', 'no-restricted-globals', [
    "fetch('http://x');",
    "new WebSocket('ws://x');",
  ]),
  ...['apps/api/src/nodes/x.js', 'apps/agent/src/x.js', 'libs/tooling/src/x.js'].flatMap((file) =>
    plantedAs('S28', file, 'no-restricted-syntax', [
      'given === token;',
      'if (given.signature !== signature) throw 1;',
      'node.accessToken == given;',
      'expectedHmac === given;',
    ]),
  ),
  ...plantedAs('S39', 'apps/api/src/nodes/x.js', 'no-restricted-syntax', [
    'tx.query(`SELECT * FROM nodes ORDER BY ${sort}`);',
    "tx.query('SELECT * FROM nodes ORDER BY ' + sort);",
    'tx.query(`SELECT ${COLUMNS} FROM nodes WHERE id = ${node.id}`);',
    'const sql = `SELECT * FROM ${table}`; tx.query(sql);',
  ]),
];

function plantedAs(id: string, file: string, rule: string, texts: readonly string[]) {
  return texts.map((text) => [file, text, rule, id] as const);
}

/** In a program of its own, which knows what is a promise. */
const TYPED = 'apps/agent/src/main.ts';
const MAY = 'declare function may(): Promise<boolean>;';
const REFUSED_WITH_TYPES: readonly (readonly [string, string])[] = [
  [`${MAY} export function open(): number { return may() ? 1 : 0; }`, 'no-misused-promises'],
  [`${MAY} export function open(): void { may(); }`, 'no-floating-promises'],
  ['export async function open(): Promise<number> { return await 1; }', 'await-thenable'],
];
const ALLOWED: readonly (readonly [string, string])[] = [
  ['libs/rollout-core/src/x.js', 'export const at = new Date(0);'],
  ['apps/api/src/platform/settings/x.js', 'export const port = process.env.PORT;'],
  ['apps/api/src/platform/outgoing/x.js', "export const answer = fetch('http://x');"],
  ['apps/api/src/nodes/x.js', "import { createServer } from 'node:net'; createServer();"],
  [
    'apps/api/src/nodes/x.js',
    "token === undefined || token === null || token === '' || typeof token === 'string';",
  ],
  ['apps/api/src/nodes/x.js', 'tx.query(`SELECT ${COLUMNS} FROM nodes WHERE id = $1 LIMIT ${LIMIT}`, [id]);'],
];
/** What only types can tell, as errors in every room that has promises. */
const WITH_TYPES = [
  'no-floating-promises',
  'no-misused-promises',
  'await-thenable',
  'switch-exhaustiveness-check',
  'no-explicit-any',
  'no-non-null-assertion',
];

/** ESLint loads its configuration as a module, which a test's sandbox can't; it runs in a Node of its own. */
const PROGRAM = `
  import { createRequire } from 'node:module';
  const { ESLint } = createRequire(process.cwd() + '/package.json')('eslint');
  const eslint = new ESLint();
  const { texts, typed, files } = JSON.parse(process.argv[1]);
  const found = [];
  for (const [filePath, text] of texts) {
    const [result] = await eslint.lintText(text, { filePath });
    found.push(result.messages.map(({ ruleId }) => ruleId));
  }
  const project = ['apps/agent/tsconfig.json'];
  const withTypes = new ESLint({ overrideConfig: { languageOptions: { parserOptions: { project, disallowAutomaticSingleRunInference: true } } } });
  const foundWithTypes = [];
  for (const [filePath, text] of typed) {
    const [result] = await withTypes.lintText(text, { filePath });
    foundWithTypes.push(result.messages.map(({ ruleId }) => ruleId));
  }
  const levels = [];
  for (const file of files) levels.push((await eslint.calculateConfigForFile(file)).rules);
  console.log(JSON.stringify({ found, foundWithTypes, levels }));
`;
const ROOMS = ['apps/api/src/main.ts', 'apps/agent/src/main.ts', 'apps/web/src/app/main.tsx'];

interface Answer {
  readonly found: readonly (readonly string[])[];
  readonly foundWithTypes: readonly (readonly string[])[];
  readonly levels: readonly Readonly<Record<string, readonly [number]>>[];
}
let answer: Answer;

beforeAll(() => {
  const texts = [...REFUSED, ...ALLOWED].map(([file, text]) => [file, text]);
  const typed = REFUSED_WITH_TYPES.map(([text]) => [TYPED, text]);
  const question = JSON.stringify({ texts, typed, files: ROOMS });
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, question], {
    cwd: inRepository(),
  });
  answer = JSON.parse(output.toString()) as Answer;
}, 60_000);

it.each(REFUSED.map(([file, text, rule, id = 'S26'], index) => [id, index, file, text, rule] as const))(
  '%s refuses (%i) in %s: %j',
  (_id, index, _file, _text, rule) => {
    expect(answer.found[index]).toContain(rule);
  },
);

it.each(ALLOWED.map((row, index) => [index, ...row] as const))('allows (%i) in %s: %j', (index) => {
  const messages = answer.found[REFUSED.length + index] ?? ['not linted'];
  expect(messages.filter((rule) => rule !== 'no-unused-expressions' && rule !== 'no-undef')).toEqual([]);
});

it.each(REFUSED_WITH_TYPES.map((row, index) => [index, ...row] as const))(
  'S17 refuses (%i): %s',
  (index, _text, rule) => expect(answer.foundWithTypes[index]).toContain(`@typescript-eslint/${rule}`),
);

it.each(WITH_TYPES)('S17 has %s as an error in every app', (rule) => {
  const levels = answer.levels.map((rules) => rules[`@typescript-eslint/${rule}`]?.[0]);
  expect(levels).toEqual(ROOMS.map(() => 2));
});
