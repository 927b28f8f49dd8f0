import type { TargetStatus } from '@release-console/rollout-core';
import { signatureOf, type FailureWords, type Signature } from './failure-signature.js';
import { chanceOf, isOverRepresented, LEAST_COVERAGE, liftOf } from './over-representation.js';

export type FactKind = 'label' | 'versionBefore' | 'os' | 'kernel' | 'arch' | 'agentVersion';

/** Something that is known of a node; `name` is the label's key, and empty for the other kinds. */
export interface Fact {
  readonly kind: FactKind;
  readonly name: string;
  readonly value: string;
}

export interface FailedTarget {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly status: TargetStatus;
  readonly error: FailureWords | null;
  readonly facts: readonly Fact[];
}

export interface SharedFact extends Fact {
  readonly inGroup: number;
  readonly asked: number;
  readonly lift: number;
}

export interface FailureGroup extends Signature {
  readonly example: string;
  readonly count: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly nodes: readonly Pick<FailedTarget, 'nodeId' | 'nodeName'>[];
  readonly shared: readonly SharedFact[];
}

/** The bounds of what is kept, whatever a hundred thousand nodes say. */
const MOST_GROUPS = 200;
const MOST_VALUES = 1_000;
const NODES_NAMED = 20;
const FACTS_SAID = 5;

/** Where failures go that fit into none of the first groups. */
const REST: Signature = { code: 'OTHER', text: '' };

interface Open {
  readonly signature: Signature;
  readonly example: string;
  count: number;
  readonly statuses: Record<string, number>;
  readonly nodes: Pick<FailedTarget, 'nodeId' | 'nodeName'>[];
  /** Per kind and name of a fact: how often each value. */
  readonly values: Map<string, Map<string, { readonly fact: Fact; count: number }>>;
}

export const keyOfFact = ({ kind, name, value }: Fact): string => JSON.stringify([kind, name, value]);
export const keyOfSignature = ({ code, text }: Signature): string => JSON.stringify([code, text]);

/** What a target failed of: its error, or for want of one its status. */
export function signatureOfTarget({ error, status, nodeId, nodeName }: FailedTarget): Signature {
  const words = error ?? { code: status.toUpperCase(), message: '' };
  return signatureOf(words, [nodeId, nodeName]);
}

/** Takes failed targets one after the other and tells them apart by what they say. */
export class FailureGroups {
  private readonly groups = new Map<string, Open>();

  add(target: FailedTarget): void {
    const group = this.groupFor(target);
    group.count += 1;
    group.statuses[target.status] = (group.statuses[target.status] ?? 0) + 1;
    if (group.nodes.length < NODES_NAMED)
      group.nodes.push({ nodeId: target.nodeId, nodeName: target.nodeName });
    for (const fact of target.facts) count(group, fact);
  }

  /** The facts of which it has to be known how many of all asked nodes have them. */
  candidates(): readonly Fact[] {
    const all = [...this.groups.values()].flatMap(common);
    return [...new Map(all.map(({ fact }) => [keyOfFact(fact), fact])).values()];
  }

  /** Largest first, each with what its nodes share beyond chance. */
  result(asked: number, askedWith: ReadonlyMap<string, number>): readonly FailureGroup[] {
    return [...this.groups.values()]
      .sort((a, b) => b.count - a.count || (a.signature.text < b.signature.text ? -1 : 1))
      .map((group) => ({
        ...group.signature,
        example: group.example,
        count: group.count,
        statuses: group.statuses,
        nodes: group.nodes,
        shared: sharedBy(group, asked, askedWith),
      }));
  }

  private groupFor(target: FailedTarget): Open {
    const own = signatureOfTarget(target);
    const isFull = this.groups.size >= MOST_GROUPS && !this.groups.has(keyOfSignature(own));
    const signature = isFull ? REST : own;
    const known = this.groups.get(keyOfSignature(signature));
    if (known) return known;
    const example = isFull ? '' : (target.error?.message ?? '');
    const group: Open = { signature, example, count: 0, statuses: {}, nodes: [], values: new Map() };
    this.groups.set(keyOfSignature(signature), group);
    return group;
  }
}

function count(group: Open, fact: Fact): void {
  const place = JSON.stringify([fact.kind, fact.name]);
  const values = group.values.get(place) ?? new Map<string, { readonly fact: Fact; count: number }>();
  group.values.set(place, values);
  const known = values.get(fact.value);
  if (known) known.count += 1;
  else if (values.size < MOST_VALUES) values.set(fact.value, { fact, count: 1 });
}

function common(group: Open): readonly { readonly fact: Fact; readonly count: number }[] {
  if (group.count < 2) return [];
  return [...group.values.values()]
    .flatMap((values) => [...values.values()])
    .filter((value) => value.count / group.count >= LEAST_COVERAGE);
}

function sharedBy(group: Open, asked: number, askedWith: ReadonlyMap<string, number>): readonly SharedFact[] {
  const allSize = Math.max(asked, group.count);
  const telling = common(group)
    .map(({ fact, count: inGroup }) => {
      const inAll = Math.max(inGroup, askedWith.get(keyOfFact(fact)) ?? 0);
      return { fact, occurrence: { inGroup, groupSize: group.count, inAll, allSize } };
    })
    // What everybody has can't set a group apart, so it is no guess that could be right by accident.
    .filter(({ occurrence }) => occurrence.inAll < allSize);
  return telling
    .filter(({ occurrence }) => isOverRepresented(occurrence, telling.length))
    .map((share) => ({ ...share, chance: chanceOf(share.occurrence) }))
    .sort((a, b) => a.chance - b.chance || b.occurrence.inGroup - a.occurrence.inGroup)
    .slice(0, FACTS_SAID)
    .map(({ fact, occurrence }) => ({
      ...fact,
      inGroup: occurrence.inGroup,
      asked: occurrence.inAll,
      lift: Math.round(liftOf(occurrence) * 100) / 100,
    }));
}
