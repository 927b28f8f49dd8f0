import { Chance } from '@release-console/fleet-sim';
import type { Said } from '../scratch/person.js';
import { drawRace, type Race, type Step } from './draw-race.js';
import { Judge } from './judge.js';
import { BIN, type RaceStage } from './race-stage.js';
import { StatementTurns } from './statement-turns.js';

export interface RaceResult {
  readonly seed: number;
  readonly faults: readonly string[];
  /** What was answered, as `deploy OK` or `deploy APPROVAL_MISSING`. */
  readonly answers: readonly string[];
}

/** One race: what happens at once is drawn, and so is whose statement is next. */
export async function playRace(seed: number, stage: RaceStage): Promise<RaceResult> {
  const chance = new Chance(seed);
  const race = drawRace(chance);
  const judge = new Judge(stage.roles);
  await stage.reset(race.minimum);
  const asked = await begin(race, stage);
  for (const notes of (await stage.witness.take()).values()) judge.commit(notes, 0);
  const turns = new StatementTurns(stage.client, chance);
  const answers: string[] = [];
  const work = (steps: readonly Step[]) => async (): Promise<void> => {
    for (const step of steps) {
      answers.push(`${step.do} ${await answerTo(() => take(step, stage, asked))}`);
    }
  };
  await turns.play(new Map([...race.actors].map(([actor, steps]) => [actor, work(steps)])));
  judge.commits(turns.commits, await stage.witness.take());
  const unexpected = answers.filter((answer) => /INTERNAL/.test(answer));
  return { seed, faults: [...judge.faults, ...unexpected], answers };
}

async function begin(race: Race, stage: RaceStage): Promise<Asked> {
  const id = await stage.orders.create(stage.person('ana'), stage.draft('1'), !race.isDraft);
  const planHash = await stage.planHashOf(id);
  for (const who of race.given) await stage.orders.approve(stage.person(who), id, planHash);
  return { id, planHash };
}

interface Asked {
  readonly id: string;
  readonly planHash: string;
}

/** `OK`, or the code of the refusal. */
async function answerTo(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'OK';
  } catch (error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'string' ? code : `INTERNAL ${String(error)}`;
  }
}

async function taken(answer: Promise<Said>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 500) throw new Error(`answered ${status}`);
  if (status >= 300) throw Object.assign(new Error('refused'), { code: body.code as string });
}

function take(step: Step, stage: RaceStage, { id, planHash }: Asked): Promise<unknown> {
  const { orders } = stage;
  const ana = stage.person('ana');
  const admin = stage.as('admin');
  switch (step.do) {
    case 'approve':
      return orders.approve(stage.person(step.who), id, step.namesPlan ? planHash : undefined);
    case 'reject':
      return orders.reject(stage.person(step.who), id);
    case 'edit':
      return orders.edit(ana, id, stage.draft('2'));
    case 'newer':
      return orders.create(ana, stage.draft('2'), true);
    case 'submit':
    case 'deploy':
    case 'cancel':
      return orders[step.do](ana, id);
    case 'upload':
      return taken(stage.upload());
    case 'demote':
      return taken(stage.demote(step.who));
    case 'void':
      return taken(stage.voidRequests(step.minimum));
    case 'withdraw':
      return taken(admin('POST', `/bins/${BIN}/versions/1/withdraw`, { reason: 'It leaks.' }));
  }
}
