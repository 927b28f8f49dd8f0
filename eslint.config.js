import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const PURE = [
  'libs/rollout-core/src/**',
  'libs/fleet-sim/src/**',
  'libs/approval-policy/src/**',
  'libs/metrics-core/src/**',
];
const TESTS = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.db-spec.ts', '**/*.fixtures.ts'];

const NO_SHELL = [
  {
    selector: 'Property[key.name="shell"][value.value=true]',
    message: 'Programs are started by their argument list; a shell would read what users wrote as commands.',
  },
];
/** Of equal length or not, such a comparison tells by its time how much of a guess was right. */
const SECRET = '[name=/(token|signature|hmac|mac)$/i]';
const SECRET_FIELD = '[property.name=/(token|signature|hmac|mac)$/i]';
const NO_LEAKY_COMPARISON = ['left', 'right'].map((side) => ({
  selector: `BinaryExpression[operator=/^[!=]==?$/]:not([left.type="Literal"]):not([right.type="Literal"]):not([left.type="Identifier"][left.name="undefined"]):not([right.type="Identifier"][right.name="undefined"]) > :matches(${SECRET}, ${SECRET_FIELD}).${side}`,
  message: 'Compare secrets by timingSafeEqual over digests of one length.',
}));
const CONSTANT = 'Identifier[name=/^[A-Z][A-Z0-9_]*$/]';
const IDENTIFIER = 'CallExpression[callee.property.name="escapeIdentifier"]';
const EITHER_CONSTANT =
  'ConditionalExpression[consequent.name=/^[A-Z][A-Z0-9_]*$/][alternate.name=/^[A-Z][A-Z0-9_]*$/]';
const EITHER_LITERAL = 'ConditionalExpression[consequent.type="Literal"][alternate.type="Literal"]';
const NO_VALUES_IN_SQL = [
  'CallExpression[callee.property.name="query"] > TemplateLiteral',
  'VariableDeclarator[id.name=/^(sql|statement)$/i] > TemplateLiteral',
].map((template) => ({
  selector: `${template} > :not(TemplateElement, ${CONSTANT}, ${IDENTIFIER}, ${EITHER_CONSTANT}, ${EITHER_LITERAL})`,
  message: 'Values are parameters of a query; only constants in capitals are part of its text.',
}));
const NO_CONCATENATED_SQL = {
  selector: 'CallExpression[callee.property.name="query"] > BinaryExpression[operator="+"]',
  message: 'Values are parameters of a query; its text is not put together.',
};
const NO_SHELL_IMPORTS = {
  paths: ['child_process', 'node:child_process'].map((name) => ({
    name,
    importNames: ['exec', 'execSync'],
    message: 'They run a shell. Use spawn or execFile with an argument list.',
  })),
  patterns: [{ group: ['vm', 'node:vm'], message: 'No code out of text.' }],
};
const CALLS_OUT = 'Calls to others go through platform/outgoing, which sees to where they go.';
const NO_CALLS_OUT = [
  ...['http', 'https'].map((name) => [name, ['request', 'get', 'default']]),
  ...['net', 'tls'].map((name) => [name, ['connect', 'createConnection', 'default']]),
].flatMap(([name, importNames]) =>
  [name, `node:${name}`].map((path) => ({ name: path, importNames, message: CALLS_OUT })),
);
const NO_CLOCK_OR_CHANCE = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Take the time as an argument.',
  },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Take the time as an argument.' },
];

export default tseslint.config(
  { ignores: ['**/dist/', '**/dist-*/', '**/node_modules/', '.cache/', 'data/', '**/test-results/'] },
  { ignores: ['libs/api-contract/src/{schema,models}.ts', 'apps/web/vite.config.ts', 'apps/web/public/'] },
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', 350],
      // Refusals for people are whole sentences; what they came from is in them.
      'preserve-caught-error': 'off',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...NO_SHELL],
      'no-restricted-imports': ['error', NO_SHELL_IMPORTS],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'Buffer', 'URL', 'fetch', 'setTimeout', 'clearTimeout', 'setInterval']
          .concat(['clearInterval', 'setImmediate', 'AbortSignal', 'AbortController', 'module', 'require'])
          .concat(['__dirname', 'globalThis', 'structuredClone', 'performance', 'Response', 'Request'])
          .concat(['TextDecoder', 'TextEncoder', 'NodeJS'])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: [
          'libs/tooling/tsconfig/server.json',
          'apps/web/tsconfig.json',
          'apps/web/e2e/tsconfig.json',
          'apps/agent/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // Not in the API: Nest reads constructor types at run time, so their imports must stay values.
    files: TYPESCRIPT,
    ignores: ['apps/api/**'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: PURE,
    ignores: TESTS,
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'performance',
        'crypto',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Take the randomness as an argument.' },
      ],
      'no-restricted-syntax': ['error', ...NO_SHELL, ...NO_CLOCK_OR_CHANCE],
    },
  },
  {
    files: ['apps/*/src/**'],
    ignores: ['apps/*/src/main.ts', 'apps/*/src/**/settings/**', 'apps/*/src/config/**', ...TESTS],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are parsed once, in the settings module.' },
      ],
    },
  },
  {
    files: ['apps/*/src/**', 'libs/*/src/**'],
    ignores: [...PURE, ...TESTS],
    rules: { 'no-restricted-syntax': ['error', ...NO_SHELL, ...NO_LEAKY_COMPARISON] },
  },
  {
    files: ['apps/api/src/**'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': [
        'error',
        ...NO_SHELL,
        ...NO_LEAKY_COMPARISON,
        ...NO_VALUES_IN_SQL,
        NO_CONCATENATED_SQL,
      ],
    },
  },
  {
    files: ['apps/api/src/**'],
    ignores: ['apps/api/src/platform/outgoing/**', 'apps/api/src/start-console.ts', ...TESTS],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
          name,
          message: CALLS_OUT,
        })),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [...NO_SHELL_IMPORTS.paths, ...NO_CALLS_OUT],
          patterns: [...NO_SHELL_IMPORTS.patterns, { group: ['undici', 'axios', 'got'], message: CALLS_OUT }],
        },
      ],
    },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
);
