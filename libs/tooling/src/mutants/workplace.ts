import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { inRepository } from '../repository.js';

const SIM = fileURLToPath(new URL('./sim-until-broken.js', import.meta.url));
/** Where a change makes the engine run for ever. */
const JEST_TIMEOUT_MS = 240_000;
const SIM_TIMEOUT_MS = 1_500_000;
const JEST_CONFIG = `import { jestProject } from './libs/tooling/jest/preset.mjs';
export default {
  testTimeout: 60000,
  projects: [jestProject({ name: 'rollout-core', rootDir: 'libs/rollout-core', testMatch: ['src/**/*.spec.ts'] })],
};
`;

export interface Ending {
  readonly isGood: boolean;
  /** What failed first. */
  readonly text: string;
}

/** A copy of the engine and of the simulation in which one file at a time is another one. */
export class Workplace {
  private readonly root = mkdtempSync(join(tmpdir(), 'release-console-mutants-'));

  constructor() {
    for (const room of ['libs/rollout-core', 'libs/fleet-sim', 'libs/tooling/jest']) {
      const from = inRepository(room);
      const isWanted = (path: string): boolean => !path.slice(from.length).includes('node_modules');
      cpSync(from, join(this.root, room), { recursive: true, filter: isWanted });
    }
    symlinkSync(inRepository('node_modules'), join(this.root, 'node_modules'));
    const scope = join(this.root, 'libs/fleet-sim/node_modules/@release-console');
    mkdirSync(scope, { recursive: true });
    symlinkSync(join(this.root, 'libs/rollout-core'), join(scope, 'rollout-core'));
    writeFileSync(join(this.root, 'jest.config.mjs'), JEST_CONFIG);
  }

  /** Source and what is compiled from it. */
  put(file: string, source: string): void {
    const core = join(this.root, 'libs/rollout-core');
    writeFileSync(join(core, 'src', file), source);
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    });
    writeFileSync(join(core, 'dist', file.replace(/\.ts$/, '.js')), outputText);
  }

  specs(): readonly string[] {
    const src = join(this.root, 'libs/rollout-core/src');
    const found = readdirSync(src, { recursive: true, encoding: 'utf8' });
    return found.filter((path) => path.endsWith('.spec.ts')).map((path) => join(src, path));
  }

  async runSpecs(specs: readonly string[]): Promise<Ending> {
    if (specs.length === 0) return { isGood: true, text: '' };
    const jest = join(this.root, 'node_modules/jest/bin/jest.js');
    const args = [jest, '-c', 'jest.config.mjs', '--bail', '--runInBand', '--runTestsByPath', ...specs];
    const { code, output } = await this.run(args, JEST_TIMEOUT_MS);
    return { isGood: code === 0, text: /● .*/.exec(output)?.[0] ?? output.trim().slice(-300) };
  }

  /** Stops at the first schedule in which a rule is broken. */
  async runSim(firstSeed: number, schedules: number): Promise<Ending> {
    const fleetSim = join(this.root, 'libs/fleet-sim/dist/index.js');
    const args = [SIM, fleetSim, String(firstSeed), String(schedules)];
    const { code, output } = await this.run(args, SIM_TIMEOUT_MS);
    return { isGood: code === 0, text: output.trim().slice(-300) };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private run(args: readonly string[], timeout: number): Promise<{ code: number; output: string }> {
    const options = { cwd: this.root, timeout, maxBuffer: 2 ** 28, killSignal: 'SIGKILL' } as const;
    return new Promise((resolve) => {
      execFile(process.execPath, [...args], options, (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`;
        if (error?.killed) resolve({ code: 1, output: 'it ran for ever' });
        else resolve({ code: error ? 1 : 0, output });
      });
    });
  }
}
