import type { Chance } from '@release-console/fleet-sim';
import type { Who } from './race-stage.js';

export type Step =
  | { readonly do: 'approve'; readonly who: Who; readonly namesPlan: boolean }
  | { readonly do: 'reject'; readonly who: Who }
  | { readonly do: 'demote'; readonly who: Who }
  | { readonly do: 'void'; readonly minimum: number }
  | { readonly do: 'edit' | 'submit' | 'newer' | 'upload' | 'withdraw' | 'cancel' | 'deploy' };

export interface Race {
  readonly minimum: number;
  /** A draft is still to be submitted, by somebody in the race. */
  readonly isDraft: boolean;
  /** Who approved before the race begins. */
  readonly given: readonly Who[];
  /** Each works off its own steps, one after the other. */
  readonly actors: ReadonlyMap<string, readonly Step[]>;
}

const APPROVERS = ['ben', 'cai', 'dan'] as const;

export function drawRace(chance: Chance): Race {
  const minimum = chance.int(1, 3);
  const isDraft = chance.is(0.2);
  const given = isDraft ? [] : chance.some(APPROVERS, 0.4).slice(0, minimum);
  const actors = new Map<string, readonly Step[]>();
  const deploy: Step = { do: 'deploy' };
  actors.set('deployer', chance.is(0.6) ? [deploy, deploy] : [deploy]);
  for (const who of chance.some(APPROVERS, 0.5)) actors.set(who, approverSteps(chance, who));
  if (isDraft) actors.set('author', chance.is(0.5) ? [{ do: 'submit' }] : [{ do: 'edit' }, { do: 'submit' }]);
  else if (chance.is(0.5)) actors.set('author', [{ do: chance.pick(['edit', 'newer', 'cancel', 'upload']) }]);
  if (chance.is(0.4)) actors.set('admin', [adminStep(chance)]);
  if (actors.size === 1) actors.set('ben', approverSteps(chance, 'ben'));
  return { minimum, isDraft, given, actors };
}

function approverSteps(chance: Chance, who: Who): readonly Step[] {
  const approve: Step = { do: 'approve', who, namesPlan: chance.is(0.7) };
  const reject: Step = { do: 'reject', who };
  return chance.pick([[approve], [approve], [approve, reject], [reject], [approve, approve]]);
}

function adminStep(chance: Chance): Step {
  const who = chance.pick(APPROVERS);
  return chance.pick<Step>([
    { do: 'demote', who },
    { do: 'void', minimum: chance.int(1, 2) },
    { do: 'withdraw' },
  ]);
}
