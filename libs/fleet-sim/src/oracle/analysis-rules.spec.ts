import type { Answer, Call } from '../console/console.js';
import type { Verdict } from '../words.js';
import { drawScenario } from '../world/draw-scenario.js';
import { isBroken, NODES } from './oracle.fixtures.js';

const JUDGED = Array.from({ length: 400 }, (_, index) => index + 1).filter((seed) =>
  drawScenario(seed, NODES).releases.some(({ plan }) => plan.checks.length > 0),
);

/** A console that hears one word in place of another. */
function mishearing(said: Verdict, heard: Verdict | null): (call: Call) => Call {
  return (call) => (call.kind === 'judge' && call.verdict === said ? { ...call, verdict: heard } : call);
}

const asItIs = (answer: Answer): Answer => answer;

describe('the oracle on words of the judge', () => {
  it.each<[string, string, Verdict, Verdict | null]>([
    ['I21', 'a step that ends though it did not pass', 'running', 'pass'],
    ['I21', 'a step that ends though nobody can tell', 'inconclusive', 'pass'],
    ['I24', 'who goes on though it failed', 'fail', 'running'],
    ['I24', 'who goes on because a fail is missing', 'fail', null],
    ['I24', 'who turns back for what nobody said', 'waiting', 'fail'],
    ['I24', 'who pauses for what nobody said', 'waiting', 'inconclusive'],
    ['I32', 'who stands still though it passed', 'pass', 'running'],
    ['I32', 'who asks nobody though nobody can tell', 'inconclusive', 'waiting'],
  ])('%s sees %s', (rule, _, said, heard) => {
    expect(isBroken(rule, asItIs, mishearing(said, heard), JUDGED)).toBe(true);
  });

  it('I21 sees a step that was opened by a word about an older one', () => {
    const steps = new Map<string, number>();
    const noting = (answer: Answer): Answer => {
      for (const { id, step } of answer.releases) steps.set(id, step);
      return answer;
    };
    const confusing = (call: Call): Call =>
      call.kind === 'judge' ? { ...call, step: steps.get(call.releaseId) ?? call.step } : call;
    expect(isBroken('I21', noting, confusing, JUDGED)).toBe(true);
  });

  it('I21 sees who takes for done what a person skipped', () => {
    const silent = (answer: Answer): Answer => ({
      ...answer,
      history: answer.history.map((line) => ({
        ...line,
        detail: line.detail === 'skipped' ? null : line.detail,
      })),
    });
    expect(isBroken('I21', silent)).toBe(true);
  });

  it('I8 sees a release that says of itself that it is at another step', () => {
    const ahead = (answer: Answer): Answer => ({
      ...answer,
      releases: answer.releases.map((view) => ({ ...view, step: view.step + 1 })),
    });
    expect(isBroken('I8', ahead)).toBe(true);
  });
});
