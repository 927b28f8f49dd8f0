import { ReleaseTicker } from '../../src/releases/engine/release-ticker.js';
import { withConsole } from '../with-console.js';
import type { Modules } from './race-orders.js';
import { playRace, type RaceResult } from './play-race.js';
import { RaceStage } from './race-stage.js';

const RACES = 40;
const ofSources: Modules = (path) => import(`../../src/${path}.js`);

describe('whatever approves, revokes, edits, replaces and deploys at the same time', () => {
  const console = withConsole();
  const results: RaceResult[] = [];

  beforeAll(async () => {
    const stage = await RaceStage.set(console.app, console.db.url, ofSources);
    // It would look by itself, between the statements of others.
    await console.app.get(ReleaseTicker, { strict: false }).beforeApplicationShutdown();
    const first = Math.floor(Math.random() * 2 ** 31);
    for (let seed = first; seed < first + RACES; seed += 1) results.push(await playRace(seed, stage));
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
});
