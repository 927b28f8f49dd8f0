import { join } from 'node:path';
import { publishedProgram } from '../fleet/programs.js';
import { ConfigDesk } from './config-desk.js';
import { ConfigWitness } from './config-witness.js';
import {
  backToFirstText,
  badText,
  deletion,
  editedByHand,
  firstTexts,
  firstTextsGoBack,
  goodText,
} from './config-scenario.js';
import { DEMO_CONFIGS } from './demo-configs.js';
import { BIN, planFleet } from './demo-fleet.js';
import { ENVIRONMENT, open, PROJECT } from './opening.js';
import { inventAccounts, type Project } from './people.js';
import { Releases } from './releases.js';
import type { DemoResult } from './report.js';
import { runStory, type Stage } from './run-story.js';
import { Sightings } from './sightings.js';

const HOSTS = 4;
const SOON_MS = 60_000;

/** Configuration files on hosts whose program runs on all the time: published, refused, edited by hand, rolled back, deleted. */
export function runConfigDemo(print: (line: string) => void, interrupted: AbortSignal): Promise<DemoResult> {
  return runStory(print, interrupted, play);
}

async function play(stage: Stage): Promise<DemoResult['hosts']> {
  const { folder, story } = stage;
  const program = publishedProgram('a');
  const planned = await planFleet(join(folder, 'hosts'), {}, { bin: BIN, configs: DEMO_CONFIGS });
  const hosts = planned.slice(0, HOSTS);
  const cast = await open(stage, inventAccounts(), hosts, {}, program);
  const { id: projectId } = await cast.manager.get<Project>(`/projects/${PROJECT.code}`);
  const releases = new Releases(cast, { project: PROJECT.code, environment: ENVIRONMENT, bin: BIN });
  const desk = new ConfigDesk(cast, { projectId, environment: ENVIRONMENT }, releases);
  const scene = { hosts, desk, releases, witness: new ConfigWitness(hosts), story };
  const programs = new Sightings(new Map([['A', program]]));
  await programs.allOn(hosts, 'A', SOON_MS);
  const before = await programs.of(hosts);

  const [, edited, , blocked] = hosts;
  if (!edited || !blocked) throw new Error('the fleet is too small');
  const fileIds = await firstTextsGoBack(scene, blocked);
  const [nginx = ''] = fileIds;
  await firstTexts(scene, fileIds);
  await goodText(scene, nginx);
  await badText(scene, nginx);
  await editedByHand(scene, nginx, edited);
  await backToFirstText(scene, nginx);
  await deletion(scene, nginx);
  await story.step('no program was touched by any of this', async () => {
    const seen = await programs.allOn(hosts, 'A', SOON_MS);
    const restarted = (await programs.of(hosts)).filter(({ pid }, place) => pid !== before[place]?.pid);
    if (restarted.length > 0)
      throw new Error(`restarted were: ${restarted.map(({ host }) => host).join(', ')}`);
    return `${seen}, each with the process of the beginning`;
  });
  return programs.of(hosts);
}
