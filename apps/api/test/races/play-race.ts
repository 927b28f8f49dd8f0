import { Chance } from '@release-console/fleet-sim';
import { drawRace, type Race, type Step } from './draw-race.js';
import { interleavingsOf, scheduleOf } from './interleavings.js';
import { Judge } from './judge.js';
import type { Beginning, RaceStage } from './race-stage.js';
import { StatementTurns } from './statement-turns.js';

export interface RaceResult {
  readonly seed: number;
  readonly faults: readonly string[];
  /** What was answered, as `deploy OK` or `deploy APPROVAL_MISSING`. */
  readonly answers: readonly string[];
  /** Which orders came in between which, as `approve within deploy`. */
  readonly interleavings: readonly string[];
  /** Short, and its own for whatever was asked for and sent in which order. */
  readonly schedule: string;
}

/** One race: what happens at once is drawn, and so is whose statement is next. */
export async function playRace(seed: number, stage: RaceStage): Promise<RaceResult> {
  const chance = new Chance(seed);
  const race = drawRace(chance);
  const beginning = await stage.begin(race);
  const judge = new Judge(stage.roles, namedBy(race, stage, beginning));
  for (const notes of beginning.notes) judge.commit(notes, 0);
  const turns = new StatementTurns(stage.client, chance);
  const answers = await playAll(race, turns, stage, beginning);
  judge.commits(turns.commits, await stage.witness.take());
  const unexpected = answers.filter((answer) => /INTERNAL/.test(answer));
  return {
    seed,
    faults: [...judge.faults, ...unexpected],
    answers,
    interleavings: interleavingsOf(turns.sent),
    schedule: scheduleOf(race, turns.sent),
  };
}

function namedBy({ actors }: Race, stage: RaceStage, { planHash }: Beginning): ReadonlyMap<string, string> {
  const naming = [...actors.values()].flat().filter((step) => step.do === 'approve' && step.namesPlan);
  return new Map(naming.flatMap((step) => ('who' in step ? [[stage.person(step.who).id, planHash]] : [])));
}

async function playAll(
  { actors }: Race,
  turns: StatementTurns,
  stage: RaceStage,
  beginning: Beginning,
): Promise<string[]> {
  const answers: string[] = [];
  const work = (actor: string, steps: readonly Step[]) => async (): Promise<void> => {
    for (const [step, what] of steps.entries()) {
      const doing = { actor, step, order: what.do };
      const answer = await turns.as(doing, () => answerTo(() => take(what, stage, beginning)));
      answers.push(`${what.do} ${answer}`);
    }
  };
  await turns.play(new Map([...actors].map(([actor, steps]) => [actor, work(actor, steps)])));
  return answers;
}

/** `OK`, or the code of the refusal. */
async function answerTo(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'OK';
  } catch (error) {
    const { code, refusal } = error as { code?: unknown; refusal?: unknown };
    return typeof code === 'string' && refusal !== undefined ? code : `INTERNAL ${String(error)}`;
  }
}

function take(step: Step, stage: RaceStage, { id, planHash }: Beginning): Promise<unknown> {
  const { orders } = stage;
  const ana = stage.person('ana');
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
      return orders.upload(ana, '1');
    case 'demote':
      return orders.demote(stage.person(step.who));
    case 'void':
      return orders.void(stage.policy(step.minimum));
    case 'withdraw':
      return orders.withdraw('1');
  }
}
