import { join } from 'node:path';
import { brokenProgram, publishedProgram, type Program } from '../fleet/programs.js';
import { freePorts } from '../processes/free-ports.js';
import { ApprovalInbox } from './approval-inbox.js';
import { buildsComeIn } from './builds-scenario.js';
import { BIN, planFleet } from './demo-fleet.js';
import { DemoJenkins } from './demo-jenkins.js';
import { ENVIRONMENT, open, PROJECT } from './opening.js';
import { inventAccounts, type Project } from './people.js';
import { Releases } from './releases.js';
import type { DemoResult } from './report.js';
import { runStory, type Stage } from './run-story.js';
import { badRelease, canaryRelease, firstRelease, killedAgent, lostAgent } from './scenario.js';
import { Sightings } from './sightings.js';

/** The main job, from the first build to a lost host. */
export function runDemo(print: (line: string) => void, interrupted: AbortSignal): Promise<DemoResult> {
  return runStory(print, interrupted, play);
}

async function play(stage: Stage): Promise<DemoResult['hosts']> {
  const { folder, story } = stage;
  const accounts = inventAccounts();
  const versions = programs(folder);
  const hosts = await planFleet(join(folder, 'hosts'));
  const witness = new Sightings(versions);
  const taken = hosts.map(({ plan }) => plan.port);
  const port = (await freePorts(hosts.length + 1)).find((one) => !taken.includes(one)) ?? 0;
  const url = `http://127.0.0.1:${port}`;
  // Links and webhooks of the console have to lead to it, and Jenkins and the approver are on this machine too.
  const settings = { PORT: String(port), PUBLIC_URL: url, OUTGOING_ALLOW: '127.0.0.0/8' };
  const cast = await open(stage, accounts, hosts, settings);
  const { id: projectId } = await cast.manager.get<Project>(`/projects/${PROJECT.code}`);
  const jenkins = new DemoJenkins();
  stage.cleanups.push(() => jenkins.stop());
  await jenkins.start();
  await buildsComeIn(cast.admin, projectId, jenkins, versions, story);
  const inbox = new ApprovalInbox(cast.approver, url);
  stage.cleanups.push(() => inbox.stop());
  await inbox.start();
  await inbox.subscribe(cast.admin, projectId);
  const place = { project: PROJECT.code, environment: ENVIRONMENT, bin: BIN };
  const releases = new Releases(cast, place, inbox);
  const scene = { hosts, releases, witness, story };
  await firstRelease(scene);
  await canaryRelease(scene);
  await badRelease(scene);
  const [, , victim, , lost] = hosts;
  if (!victim || !lost) throw new Error('the fleet is too small');
  await killedAgent(scene, victim);
  await lostAgent(scene, lost);
  await story.step('the approver learned of every release by a message', () => inbox.account(projectId));
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
