import type { DeclaredPlan, DeclaredStep, Verdict } from '../words.js';
import { digestOf } from '../world/draw-scenario.js';
import { rule, same, type ConsoleRule } from './console-rule.js';
import type { Conversation } from './conversation.js';

/** What every console does with the words of a judge. */
export const JUDGE_RULES: readonly ConsoleRule[] = [
  rule('an analysis is opened by a pass of this very step, and by nothing else', async (talk) => {
    await reach(talk, 'r0', ANALYSED);
    const words: readonly (readonly [number, Verdict | null])[] = [
      ...([
        [0, 'pass'],
        [2, 'pass'],
        [0, 'fail'],
        [0, 'inconclusive'],
      ] as const),
      ...([
        [1, 'running'],
        [1, 'waiting'],
        [1, null],
      ] as const),
    ];
    for (const [step, verdict] of words) {
      await talk.judge('r0', step, verdict);
      same(`after ${verdict} of step ${step}`, await placeOf(talk, 'r0'), ['deploying', 1]);
    }
    await talk.judge('r0', 1, 'pass');
    same('after a pass', await placeOf(talk, 'r0'), ['completed', 3]);
    same('what is kept', await verdictsOf(talk, 'r0'), ['1 pass']);
  }),
  rule('an analysis that fails sends everybody back', async (talk) => {
    await reach(talk, 'r0', ANALYSED);
    await talk.judge('r0', 1, 'fail');
    same('after a fail', await placeOf(talk, 'r0'), ['rolled_back', 1]);
    same('what is kept', await verdictsOf(talk, 'r0'), ['1 fail']);
  }),
  rule(
    'one that fails waits for a person where the plan says so, who may go on in spite of it',
    async (talk) => {
      await reach(talk, 'r0', { ...ANALYSED, onFailure: 'pause' });
      await talk.judge('r0', 1, 'fail');
      same('after a fail', await placeOf(talk, 'r0'), ['paused', 1]);
      same('promote', (await talk.order('r0', 'promote')).refusal, 'PAUSED_FOR_A_REASON');
      same('resume', (await talk.order('r0', 'resume')).refusal, null);
      await talk.goOn('r0');
      same('after that', await placeOf(talk, 'r0'), ['completed', 3]);
      same('what is kept', await verdictsOf(talk, 'r0'), ['1 fail']);
    },
  ),
  rule('one that fails waits for a person where nobody can go back', async (talk) => {
    await reach(talk, 'r0', ANALYSED);
    await talk.ask({ kind: 'withdraw', digest: digestOf(0) });
    await talk.judge('r0', 1, 'fail');
    same('after a fail', await placeOf(talk, 'r0'), ['paused', 1]);
    same('rollback', (await talk.order('r0', 'rollback')).refusal, 'VERSION_WITHDRAWN');
  }),
  rule('one that can not be told asks a person', async (talk) => {
    await reach(talk, 'r0', ANALYSED);
    await talk.judge('r0', 1, 'inconclusive');
    same('after that', await placeOf(talk, 'r0'), ['paused', 1]);
    await talk.judge('r0', 1, 'pass');
    same('a word that comes too late', await placeOf(talk, 'r0'), ['paused', 1]);
    same('resume', (await talk.order('r0', 'resume')).refusal, null);
    await talk.goOn('r0');
    same('after a person said so', await placeOf(talk, 'r0'), ['completed', 3]);
    same('what is kept', await verdictsOf(talk, 'r0'), ['1 inconclusive']);
  }),
  rule('nobody need wait for the judge who promotes', async (talk) => {
    await reach(talk, 'r0', ANALYSED);
    same('promote', (await talk.order('r0', 'promote')).refusal, null);
    await talk.goOn('r0');
    same('after that', await placeOf(talk, 'r0'), ['completed', 3]);
    same('what is kept', await verdictsOf(talk, 'r0'), []);
  }),
  rule('what fails at a pause goes back, whoever is waited for, and a pass opens none', async (talk) => {
    await reach(talk, 'r0', { ...ANALYSED, strategy: canary({ pause: { seconds: null } }) });
    await talk.judge('r0', 1, 'pass');
    same('after a pass', await placeOf(talk, 'r0'), ['paused', 1]);
    await talk.judge('r0', 1, 'fail');
    same('after a fail', await placeOf(talk, 'r0'), ['rolled_back', 1]);
  }),
  rule('an analysis needs a check that has a say', async (talk) => {
    for (const isShadow of [[], [true]]) {
      const checks = isShadow.map((each) => ({ kind: 'errors' as const, isShadow: each }));
      const { refusal } = await talk.create('r0', 1, { ...ANALYSED, checks });
      same(`with ${checks.length} checks`, refusal, 'VALIDATION_FAILED');
    }
  }),
];

/** One node, then this step, then all. */
function canary(step: DeclaredStep): DeclaredPlan['strategy'] {
  return { type: 'canary', steps: [{ setWeight: 34 }, step, { setWeight: 100 }], stratifyBy: [] };
}

const ANALYSED: Partial<DeclaredPlan> = {
  strategy: canary({ analysis: { seconds: 30, waitSeconds: 0 } }),
  checks: [{ kind: 'errors', isShadow: false }],
};

/** The first node runs it, and the second step is under way. */
async function reach(talk: Conversation, id: string, plan: Partial<DeclaredPlan>): Promise<void> {
  await talk.run(0);
  await talk.deploy(id, 1, plan);
  await talk.goOn(id);
}

async function placeOf(talk: Conversation, id: string): Promise<unknown> {
  await talk.goOn(id);
  return [await talk.statusOf(id), talk.stepOf(id)];
}

async function verdictsOf({ console }: Conversation, id: string): Promise<unknown> {
  const { releases } = await console.state();
  return releases.find((release) => release.id === id)?.verdicts;
}
