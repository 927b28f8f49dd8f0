import type { BeforeApplicationShutdown } from '@nestjs/common';
import { AlertTicker } from '../../src/monitoring/alerts/firing/alert-ticker.js';
import { NotificationTicker } from '../../src/notifications/sending/notification-ticker.js';
import { ReleaseTicker } from '../../src/releases/engine/release-ticker.js';
import { withConsole } from '../with-console.js';
import type { Modules } from './race-orders.js';
import { playRace, type RaceResult } from './play-race.js';
import { RaceStage } from './race-stage.js';

const RACES = 80;
const ofSources: Modules = (path) => import(`../../src/${path}.js`);

describe('whatever approves, revokes, edits, replaces and deploys at the same time', () => {
  const console = withConsole();
  const beginning = { minimum: 2, isDraft: false, given: ['ben'] } as const;
  const results: RaceResult[] = [];
  let before: object;
  let after: object;

  beforeAll(async () => {
    const stage = await RaceStage.set(console.app, console.db.url, ofSources);
    // They would look by themselves, between the statements of others.
    for (const ticker of [ReleaseTicker, AlertTicker, NotificationTicker])
      await console.app.get<BeforeApplicationShutdown>(ticker, { strict: false }).beforeApplicationShutdown();
    await stage.begin(beginning);
    before = await stage.states.fingerprints();
    const first = Math.floor(Math.random() * 2 ** 31);
    for (let seed = first; seed < first + RACES; seed += 1) results.push(await playRace(seed, stage));
    await stage.begin(beginning);
    after = await stage.states.fingerprints();
    await stage.end();
  }, 120_000);

  it('I1 I5 S13 S14 S15 lets nothing be deployed that is not approved at that moment', () => {
    expect(results.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });

  it('comes to deployments, and to refusals', () => {
    const answers = results.flatMap((result) => result.answers);
    expect(answers).toContain('deploy OK');
    expect(
      answers.filter((answer) => answer.startsWith('deploy') && !answer.endsWith('OK')).length,
    ).toBeGreaterThan(5);
  });

  it('gets in between, hardly ever twice in the same order', () => {
    const interleavings = results.flatMap((result) => result.interleavings);
    expect(interleavings).toContain('approve within deploy');
    expect(interleavings).toContain('deploy within approve');
    expect(new Set(results.map(({ schedule }) => schedule)).size).toBeGreaterThan(RACES * 0.9);
  });

  it('begins each race with every table as it was', () => {
    expect(after).toEqual(before);
  });
});
