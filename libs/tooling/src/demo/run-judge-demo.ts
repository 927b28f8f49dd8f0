import { join } from 'node:path';
import type { Host } from '../fleet/host.js';
import { buildShops, SHOP } from '../shop/shop-builds.js';
import { ShopWitness } from '../shop/shop-witness.js';
import { Traffic } from '../shop/traffic.js';
import type { ApiSession } from './api-session.js';
import { planFleet } from './demo-fleet.js';
import { lastWord } from './last-word.js';
import { ENVIRONMENT, open, PROJECT } from './opening.js';
import { inventAccounts, type Who } from './people.js';
import { ALL_AT_ONCE, Releases, type Release } from './releases.js';
import type { DemoResult } from './report.js';
import { runStory, type Stage } from './run-story.js';
import { uploadAll } from './uploads.js';

const HOSTS = 4;
const ORDERS_PER_SECOND = 60;
const SOON_MS = 60_000;
const JUDGED_MS = 420_000;
const JUDGED = {
  type: 'canary',
  steps: [{ setWeight: 25 }, { analysis: { seconds: 60, waitSeconds: 300 } }, { setWeight: 100 }],
};

/** What is usual, and memory. */
const CHECKS = [
  { kind: 'errors' },
  ...[50, 95, 99].map((percentile) => ({ kind: 'latency', percentile })),
  { kind: 'memory' },
];

/** Builds that no health check finds out, under traffic: the judge stops them at their canary, and lets a good one pass. */
export function runJudgeDemo(print: (line: string) => void, interrupted: AbortSignal): Promise<DemoResult> {
  return runStory(print, interrupted, play);
}

async function play(stage: Stage): Promise<DemoResult['hosts']> {
  const { folder, story, cleanups } = stage;
  const accounts = inventAccounts();
  const builds = buildShops(join(folder, 'builds'));
  const hosts = (await planFleet(join(folder, 'hosts'), {}, SHOP)).slice(0, HOSTS);
  const witness = new ShopWitness(hosts, builds);
  const cast = await open(stage, accounts, hosts);
  await story.step('Jenkins uploads five builds', () => uploadAll(cast.jenkins, SHOP.bin, builds));
  const releases = new Releases(cast, { project: PROJECT.code, environment: ENVIRONMENT, bin: SHOP.bin });
  await story.step('1.0.0 serves on every host', async () => {
    const { id } = await releases.deploy({ version: '1.0.0', title: 'First shop', strategy: ALL_AT_ONCE });
    await releases.untilStatus(id, 'completed', SOON_MS);
    return witness.allOn('1.0.0', SOON_MS);
  });
  const traffic = new Traffic(
    hosts.map(({ plan }) => plan.port),
    ORDERS_PER_SECOND,
  );
  cleanups.push(async () => traffic.stop());
  await passes({ stage, releases, witness, cast, hosts }, '1.1.0');
  for (const version of ['1.2.0-errors', '1.2.0-slow', '1.2.0-leak'])
    await fails({ stage, releases, witness, cast, hosts }, version);
  return witness.sightings();
}

interface Scene {
  readonly stage: Stage;
  readonly releases: Releases;
  readonly witness: ShopWitness;
  readonly cast: Readonly<Record<Who, ApiSession>>;
  readonly hosts: readonly Host[];
}

async function passes({ stage, releases, witness, cast }: Scene, version: string): Promise<void> {
  await stage.story.step(`${version}, a good build, passes the judge and goes everywhere`, async () => {
    const { id } = await releases.deploy({ version, title: 'Better shop', strategy: JUDGED, checks: CHECKS });
    await releases.untilStatus(id, 'completed', JUDGED_MS);
    await witness.allOn(version, SOON_MS);
    return lastWord(cast.operator, id);
  });
}

async function fails({ stage, releases, witness, cast, hosts }: Scene, version: string): Promise<void> {
  await stage.story.step(`${version} passes its health checks, and is stopped by the judge`, async () => {
    const { id } = await releases.deploy({ version, title: 'Worse shop', strategy: JUDGED, checks: CHECKS });
    const release: Release = await releases.untilStatus(id, 'rolled_back', JUDGED_MS);
    const seen = await witness.allOn('1.1.0', SOON_MS);
    const tried = await cast.operator.get<{ items: readonly { wave: number }[] }>(`/releases/${id}/targets`);
    if (tried.items.length !== hosts.length) throw new Error('the release is over other hosts');
    return `${await lastWord(cast.operator, id)} ${release.headline.en} ${seen}`;
  });
}
