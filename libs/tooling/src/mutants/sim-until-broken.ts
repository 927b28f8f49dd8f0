import { pathToFileURL } from 'node:url';
import type { drawScenario, runScenario, Coverage } from '@release-console/fleet-sim';

interface FleetSim {
  readonly drawScenario: typeof drawScenario;
  readonly runScenario: typeof runScenario;
  readonly Coverage: typeof Coverage;
}

const NODES = 9;
const [, , path = '', first = '', count = ''] = process.argv;
const sim = (await import(pathToFileURL(path).href)) as FleetSim;
for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
  const { violations } = sim.runScenario(sim.drawScenario(seed, NODES), new sim.Coverage());
  const [broken] = violations;
  if (!broken) continue;
  process.stdout.write(`seed ${seed}: ${broken.rule} ${broken.text}\n`);
  process.exit(1);
}
