import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';

/** `npm run test:prometheus`: a real Prometheus and a real Alertmanager, which npm has none of, beside real agents. */
export async function testPrometheus() {
  await ensureInstalled();
  await build();
  const { installedServers } = await import('../dist/prometheus/real-servers.js');
  if (installedServers() === null)
    throw new Error(
      'This needs prometheus and alertmanager in the PATH; on Debian: apt-get install prometheus prometheus-alertmanager',
    );
  const { runPrometheusTest } = await import('../dist/prometheus/run-prometheus-test.js');
  const { printTable } = await import('../dist/demo/report.js');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const result = await runPrometheusTest(console.log, interruption.signal);
  printTable(console.log, result);
  // What was interrupted may still wait for something that will not come.
  if (interruption.signal.aborted) process.exit(1);
  const failed = result.steps.filter(({ ok }) => !ok).length;
  console.log(`${result.steps.length - failed} passed, ${failed} failed`);
  return result.ok ? 0 : 1;
}
