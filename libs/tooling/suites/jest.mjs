import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { counted } from './suite.mjs';

/** Only there to catch what hangs; a whole run has many times the work. */
const TIMEOUT_MS = (process.env.WHOLE_RUN === '1' ? 90 : 30) * 60_000;

/**
 * One project of the Jest configuration. Skipped tests count as failed, and so does a file that crashed.
 * @param {string} project
 * @param {number} [workers] More than two where tests mostly wait.
 */
export async function runJest(project, workers = 2) {
  const results = inRepository(`.cache/results/${project}.json`);
  mkdirSync(dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const config = inRepository('libs/tooling/jest/jest.config.mjs');
  const { output, exitCode } = await runNode(
    [
      inRepository('node_modules/jest/bin/jest.js'),
      ...['-c', config, '--selectProjects', project, '--ci', `--maxWorkers=${workers}`, '--no-color'],
      ...['--json', `--outputFile=${results}`],
    ],
    { quiet: true, timeoutMs: TIMEOUT_MS },
  );
  const report = readReport(results);
  if (!report) return counted({ passed: 0, failed: 0, output });
  const failed =
    report.numFailedTests + report.numPendingTests + report.numTodoTests + report.numRuntimeErrorTestSuites;
  const hasCrashed = exitCode !== 0 && failed === 0;
  return counted({ passed: report.numPassedTests, failed: failed + (hasCrashed ? 1 : 0), output });
}

/**
 * @param {string} file
 * @returns {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests' | 'numRuntimeErrorTestSuites', number> | undefined}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
