import { join } from 'node:path';
import { brokenProgram, publishedProgram, type Program } from '../fleet/programs.js';
import { BIN, planFleet } from './demo-fleet.js';
import { ENVIRONMENT, open, PROJECT } from './opening.js';
import { inventAccounts } from './people.js';
import { Releases } from './releases.js';
import type { DemoResult } from './report.js';
import { runStory, type Stage } from './run-story.js';
import { badRelease, canaryRelease, firstRelease, killedAgent, lostAgent } from './scenario.js';
import { Sightings } from './sightings.js';
import { uploadAll } from './uploads.js';

/** The main job, from the first upload to a lost host. */
export function runDemo(print: (line: string) => void, interrupted: AbortSignal): Promise<DemoResult> {
  return runStory(print, interrupted, play);
}

async function play(stage: Stage): Promise<DemoResult['hosts']> {
  const { folder, story } = stage;
  const accounts = inventAccounts();
  const versions = programs(folder);
  const hosts = await planFleet(join(folder, 'hosts'));
  const witness = new Sightings(versions);
  const cast = await open(stage, accounts, hosts);
  await story.step('Jenkins uploads three builds', () => uploadAll(cast.jenkins, BIN, versions));
  const releases = new Releases(cast, { project: PROJECT.code, environment: ENVIRONMENT, bin: BIN });
  const scene = { hosts, releases, witness, story };
  await firstRelease(scene);
  await canaryRelease(scene);
  await badRelease(scene);
  const [, , victim, , lost] = hosts;
  if (!victim || !lost) throw new Error('the fleet is too small');
  await killedAgent(scene, victim);
  await lostAgent(scene, lost);
  return witness.of(hosts);
}

function programs(folder: string): ReadonlyMap<string, Program> {
  const [a, b] = [publishedProgram('a'), publishedProgram('b')];
  return new Map([
    ['A', a],
    ['B', b],
    ['C', brokenProgram(b, join(folder, 'broken-build'))],
  ]);
}
