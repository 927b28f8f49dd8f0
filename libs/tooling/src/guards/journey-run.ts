import { cpSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRepository } from '../repository.js';
import type { SpecRun } from './spec-run.js';

const BUILT = ['apps/api/dist', 'apps/agent/dist'];

interface PlaywrightReport {
  readonly stats?: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors?: readonly { readonly message?: string }[];
}

/** A journey in a real browser, on the page as the copy has it. */
export class JourneyRun {
  constructor(
    private readonly root: string,
    private readonly node: (args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv) => Promise<string>,
  ) {}

  async run(spec: string, test: string): Promise<SpecRun> {
    this.borrow();
    const web = join(this.root, 'apps/web');
    const built = await this.node([join(web, 'node_modules/vite/bin/vite.js'), 'build'], web);
    if (!existsSync(join(web, 'dist/index.html'))) return { passed: 0, failed: 0, text: built.slice(-300) };
    const report = join(this.root, 'journey.json');
    rmSync(report, { force: true });
    const cli = join(web, 'node_modules/@playwright/test/cli.js');
    const args = [cli, 'test', basename(spec), '-g', test, '--project=desktop', '--reporter=json'];
    const output = await this.node([...args, '--config', join(web, 'e2e/playwright.config.ts')], web, {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      WHOLE_RUN: '1',
    });
    rmSync(join(web, 'dist'), { recursive: true });
    if (!existsSync(report)) return { passed: 0, failed: 0, text: output.trim().slice(-300) };
    const { stats, errors } = JSON.parse(readFileSync(report, 'utf8')) as PlaywrightReport;
    const [passed, failed] = [stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)];
    return { passed, failed, text: errors?.[0]?.message ?? `${basename(spec)}: ${test}` };
  }

  /** The server and the browser are not what is changed. */
  private borrow(): void {
    for (const part of BUILT)
      if (!existsSync(join(this.root, part)))
        cpSync(inRepository(part), join(this.root, part), { recursive: true });
    const cache = join(this.root, '.cache');
    if (!existsSync(cache)) symlinkSync(inRepository('.cache'), cache);
  }
}
