import { runBrowser } from './browser.mjs';
import { checkContract, checkFormat, checkImports, checkLint, checkTypes } from './checks.mjs';
import { runDemoSuite } from './demo.mjs';
import { runFuzzSuite } from './fuzz.mjs';
import { runJest } from './jest.mjs';
import { runKillSuite } from './kill.mjs';
import { runSimPgSuite, runSimSuite } from './sim.mjs';

/**
 * @param {string} name
 * @param {string} about
 * @param {Partial<import('./suite.mjs').Suite>} [how]
 * @returns {import('./suite.mjs').Suite}
 */
const jest = (name, about, how) => ({ name, about, run: () => runJest(name), ...how });

/** @type {readonly import('./suite.mjs').Suite[]} */
export const suites = [
  { name: 'types', about: 'every room compiles and bundles', slot: 'build', run: checkTypes },
  { name: 'format', about: 'prettier', run: checkFormat },
  { name: 'lint', about: 'eslint with types', needsBuild: true, run: checkLint },
  { name: 'imports', about: 'which room may import what', run: checkImports },
  { name: 'contract', about: 'the generated client is fresh', needsBuild: true, run: checkContract },
  jest('rollout-core', 'the rules of a rollout'),
  jest('fleet-sim', 'the simulation itself'),
  {
    name: 'sim',
    about: 'random releases, people and faults, judged by an oracle',
    slot: 'for a time',
    needsBuild: true,
    run: runSimSuite,
  },
  {
    name: 'fuzz',
    about: 'requests made of the OpenAPI document, valid and spoiled, as everybody',
    slot: 'for a time',
    needsBuild: true,
    run: runFuzzSuite,
  },
  jest('approval-policy', 'the rules of approval'),
  jest('metrics-core', 'the sums of monitoring'),
  jest('tooling', 'the house itself'),
  jest('api', 'the server, no database', { needsBuild: true }),
  {
    name: 'api-db',
    about: 'the server on a real PostgreSQL',
    needsBuild: true,
    run: () => runJest('api-db', 3),
  },
  {
    name: 'sim-pg',
    about: 'some of these on the real console and PostgreSQL, compared call by call',
    turn: 0,
    needsBuild: true,
    run: runSimPgSuite,
  },
  {
    name: 'kill',
    about: 'F01 SIGKILL at some statements of a release, other ones each time',
    turn: 1,
    needsBuild: true,
    run: runKillSuite,
  },
  jest('web', 'the web app in jsdom'),
  jest('agent', 'the agent, with real processes', { needsBuild: true }),
  {
    name: 'browser',
    about: 'journeys in a real browser',
    slot: 'browser',
    needsBuild: true,
    run: runBrowser,
  },
  {
    name: 'demo',
    about: 'the main job on real processes',
    slot: 'demo',
    needsBuild: true,
    run: () => runDemoSuite('main'),
  },
  {
    name: 'demo-config',
    about: 'configuration files on the disks of real hosts',
    turn: 1,
    slot: 'demo',
    needsBuild: true,
    run: () => runDemoSuite('config'),
  },
];
