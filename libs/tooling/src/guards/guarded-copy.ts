import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from '../repository.js';
import { JourneyRun } from './journey-run.js';
import type { SpecRun } from './spec-run.js';

const TIMEOUT_MS = 300_000;
const COPIED = [
  ...['apps', 'libs', 'docs', 'eslint.config.js', 'package.json', 'pnpm-lock.yaml'],
  ...['pnpm-workspace.yaml', 'README.md', 'tsconfig.base.json'],
];
const NOT_COPIED = new Set(['node_modules', 'dist', 'coverage', 'test-results', '.vite']);

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The repository once more, without anything built: here a guard can be taken out while others work. */
export class GuardedCopy {
  private readonly root = mkdtempSync(join(tmpdir(), 'release-console-guards-'));
  private readonly journeys = new JourneyRun(this.root, (...how) => this.node(...how));

  constructor() {
    for (const part of COPIED) {
      const from = inRepository(part);
      if (!existsSync(from)) continue;
      const isWanted = (path: string): boolean =>
        !path
          .slice(from.length)
          .split('/')
          .some((name) => NOT_COPIED.has(name));
      cpSync(from, join(this.root, part), { recursive: true, filter: isWanted });
    }
    for (const room of ['', ...roomsIn('apps'), ...roomsIn('libs')]) this.lend(join(room, 'node_modules'));
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  write(file: string, source: string): void {
    writeFileSync(join(this.root, file), source);
  }

  async run(spec: string, test: string): Promise<SpecRun> {
    if (spec.endsWith('.e2e.ts')) return this.journeys.run(spec, test);
    const report = join(this.root, 'report.json');
    rmSync(report, { force: true });
    const args = [
      join(this.root, 'node_modules/jest/bin/jest.js'),
      ...['-c', 'libs/tooling/jest/jest.config.mjs', '--selectProjects', projectOf(spec)],
      ...['--json', '--outputFile', report, '-t', test, '--runTestsByPath', join(this.root, spec)],
    ];
    const output = await this.node(args, this.root);
    return existsSync(report)
      ? runOf(JSON.parse(readFileSync(report, 'utf8')) as JestReport)
      : { passed: 0, failed: 0, text: output.trim().slice(-300) };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private lend(path: string): void {
    if (existsSync(inRepository(path))) symlinkSync(inRepository(path), join(this.root, path));
  }

  private node(args: readonly string[], cwd: string, env = process.env): Promise<string> {
    const options = {
      ...{ cwd, env },
      timeout: TIMEOUT_MS,
      maxBuffer: 2 ** 28,
      killSignal: 'SIGKILL',
    } as const;
    return new Promise((resolve) => {
      execFile(process.execPath, [...args], options, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
    });
  }
}

/** The Jest project of a test file, by where it lies. */
export function projectOf(spec: string): string {
  const [, room = ''] = spec.split('/');
  return room === 'api' && spec.endsWith('.db-spec.ts') ? 'api-db' : room;
}

function roomsIn(folder: string): readonly string[] {
  return readdirSync(inRepository(folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

function runOf({ numPassedTests, numFailedTests, testResults }: JestReport): SpecRun {
  const failure = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  const text = failure?.fullName ?? testResults[0]?.message.trim().slice(0, 300) ?? 'no test ran';
  return { passed: numPassedTests, failed: numFailedTests, text };
}
