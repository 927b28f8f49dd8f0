import { crashAt, CRASH_SCENARIOS, traceSteps } from './crash-sweep.js';
import type { CrashPoint, CrashScenario } from './crash-sweep.js';

/** Every step of every scenario, before and after; `node apps/agent/test/full-crash-sweep.mjs [scenario]`. */
async function sweep(scenario: CrashScenario, workers: number): Promise<number> {
  const points = [...(await traceSteps(scenario))];
  const total = points.length;
  let failed = 0;
  const next = async (): Promise<void> => {
    for (let point = points.shift(); point !== undefined; point = points.shift()) {
      const isGood = await tryPoint(scenario, point);
      failed += isGood ? 0 : 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, next));
  console.log(`${scenario}: ${total - failed} of ${total} crashes survived`);
  return failed;
}

async function tryPoint(scenario: CrashScenario, point: CrashPoint): Promise<boolean> {
  const wrong = await crashAt(scenario, point);
  if (wrong.length > 0) console.log(JSON.stringify({ scenario, ...point, wrong }));
  return wrong.length === 0;
}

async function main(): Promise<void> {
  const asked = CRASH_SCENARIOS.filter(
    (scenario) => process.argv.length < 3 || process.argv.includes(scenario),
  );
  let failed = 0;
  for (const scenario of asked) failed += await sweep(scenario, 3);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
