import type { Chance } from '@release-console/fleet-sim';
import type { Who } from './raced-people.js';

export type Step =
  | { readonly do: 'approve'; readonly who: Who; readonly namesPlan: boolean }
  | { readonly do: 'reject'; readonly who: Who }
  | { readonly do: 'demote'; readonly who: Who }
  | { readonly do: 'void'; readonly minimum: number }
  | { readonly do: 'edit' | 'submit' | 'newer' | 'upload' | 'withdraw' | 'cancel' | 'deploy' };
export type Order = Step['do'];

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
const OF_DEPLOYER: readonly Order[] = ['deploy'];
const OF_APPROVERS: readonly Order[] = ['approve', 'reject'];
const OF_AUTHOR: readonly Order[] = ['edit', 'submit', 'newer', 'upload', 'cancel'];
const OF_ADMIN: readonly Order[] = ['demote', 'void', 'withdraw'];

/** Orders that two people may be giving at the same time, each both ways round. */
export const PAIRS: readonly (readonly [Order, Order])[] = [
  ...crossed(OF_APPROVERS, OF_APPROVERS),
  ...[
    ...crossed(OF_DEPLOYER, [...OF_APPROVERS, ...OF_AUTHOR, ...OF_ADMIN]),
    ...crossed(OF_APPROVERS, [...OF_AUTHOR, ...OF_ADMIN]),
    ...crossed(OF_AUTHOR, OF_ADMIN),
  ].flatMap(([one, other]): [Order, Order][] => [
    [one, other],
    [other, one],
  ]),
];

/** Mostly there is just enough for a deployment, or one approval less, so that every order may tip the scales. */
export function drawRace(chance: Chance): Race {
  const minimum = chance.pick([1, 1, 2, 2, 3]);
  const isDraft = chance.is(0.2);
  const given = isDraft ? [] : approversFrom(chance.int(0, 2), minimum - chance.pick([0, 0, 0, 1, 1, 2]));
  const actors = new Map<string, readonly Step[]>();
  const deploy: Step = { do: 'deploy' };
  actors.set('deployer', chance.is(0.7) ? [deploy, deploy] : [deploy]);
  for (const who of chance.some(APPROVERS, 0.45)) actors.set(who, approverSteps(chance, who));
  if (isDraft) actors.set('author', chance.is(0.5) ? [{ do: 'submit' }] : [{ do: 'edit' }, { do: 'submit' }]);
  else if (chance.is(0.5)) actors.set('author', [{ do: chance.pick(['edit', 'newer', 'cancel', 'upload']) }]);
  if (chance.is(0.6)) actors.set('admin', [adminStep(chance, given)]);
  if (actors.size === 1) actors.set('ben', approverSteps(chance, 'ben'));
  return { minimum, isDraft, given, actors };
}

function approversFrom(first: number, count: number): readonly Who[] {
  return [...APPROVERS.slice(first), ...APPROVERS.slice(0, first)].slice(0, Math.max(0, count));
}

function approverSteps(chance: Chance, who: Who): readonly Step[] {
  const approve: Step = { do: 'approve', who, namesPlan: chance.is(0.7) };
  const reject: Step = { do: 'reject', who };
  return chance.pick([[approve], [approve], [approve, reject], [reject], [approve, approve]]);
}

function adminStep(chance: Chance, given: readonly Who[]): Step {
  const who = chance.pick(given.length > 0 && chance.is(0.7) ? given : APPROVERS);
  return chance.pick<Step>([
    { do: 'demote', who },
    { do: 'void', minimum: chance.int(1, 2) },
    { do: 'withdraw' },
  ]);
}

function crossed(some: readonly Order[], others: readonly Order[]): [Order, Order][] {
  return some.flatMap((one) => others.map((other): [Order, Order] => [one, other]));
}
