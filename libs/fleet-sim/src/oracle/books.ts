import type { Coverage } from '../coverage.js';
import type { ReleaseView, Write } from '../console/console.js';
import type { DeclaredBin, DeclaredFreeze, DeclaredPlan, Verdict } from '../words.js';
import type { PromotionRule } from '../world/scenario.js';
import type { OwnStep } from './arithmetic.js';

/** What the judge said of a step. */
export interface Word {
  readonly step: number;
  readonly verdict: Verdict;
}

/** What the oracle wrote down about one release. Times are milliseconds of the server's clock. */
export interface ReleaseBook {
  readonly id: string;
  readonly author: string;
  plan: DeclaredPlan;
  /** How many of the nodes that it is about were there when it was made. */
  nodeCount: number;
  /** Puts back what another one replaced. */
  isWayBack: boolean;
  isFreezeOverridden: boolean;
  isSoakOverridden: boolean;
  /** The release that it puts back; null for all others. */
  undoes: string | null;
  /** The kind of freeze that kept its next step closed when it was last looked at; null: none did. */
  heldBy: string | null;
  /** Not to begin by itself before. */
  scheduledAt: number | null;
  /** The plan that was handed in for approval, and by whom it was approved: a person, or the policy that asks nobody. */
  submitted: DeclaredPlan | null;
  approvedBy: string | null;
  view: ReleaseView | null;
  steps: readonly OwnStep[];
  /** The step that is under way; -1 until the first one may begin. */
  step: number;
  /** When it was entered, or when a person resumed it since: its time began anew. */
  stepStartedAt: number;
  /** A person cut short the step that is under way. */
  isPromoted: boolean;
  isPromotedFully: boolean;
  /** The last that the judge said; null: nothing, or nothing any more. */
  word: Word | null;
  /** The same when a process read it that stands still since. */
  wordAtStall: Word | null;
  /** The step at which a person resumed in spite of the judge. */
  acceptedStep: number | null;
  /** Waves that a person took as they were. */
  readonly acceptedWaves: Set<number>;
  /** By node and bin, as are the next three. */
  readonly ranBefore: Map<string, ReadonlySet<string | null>>;
  readonly activatedAt: Map<string, number>;
  readonly revertedAt: Map<string, number>;
  /** Taken back because one of several bins failed; the whole release may still go back later. */
  readonly undone: Set<string>;
  /** Nodes that said once that they failed, and in the same breath spoke of something else: who knows what they run? */
  readonly doubtful: Set<string>;
  /** A person asked for another try. */
  readonly again: Set<string>;
  /** Said by an agent to lie beside what runs. */
  readonly staged: Set<string>;
  /** When it was last asked for anything. */
  readonly askedAt: Map<string, number>;
  /** When it turned back; null: it did not. */
  wayBackAt: number | null;
  /** Taken down by this release and not yet heard to serve again. */
  readonly down: Set<string>;
  /** When targets failed last. */
  readonly failedAt: Map<string, number>;
  /** Lost, and a person or the way back goes on in spite of that. */
  readonly forgiven: Set<string>;
  /** Status of each target as the history tells it. */
  readonly folded: Map<string, string>;
  foldedStatus: string;
  deployedAt: number;
  lastNewsAt: number;
}

export function openBook(
  { id, plan, author }: Pick<ReleaseBook, 'id' | 'plan' | 'author'>,
  nodeCount: number,
  now: number,
): ReleaseBook {
  return {
    ...{ id, author, plan, nodeCount, isWayBack: false, isFreezeOverridden: false },
    ...{
      isSoakOverridden: false,
      undoes: null,
      heldBy: null,
      scheduledAt: null,
      submitted: null,
      approvedBy: null,
      view: null,
      steps: [],
    },
    ...{
      step: -1,
      stepStartedAt: now,
      isPromoted: false,
      isPromotedFully: false,
      word: null,
      wordAtStall: null,
      acceptedStep: null,
      acceptedWaves: new Set(),
    },
    ...{
      ranBefore: new Map(),
      activatedAt: new Map(),
      revertedAt: new Map(),
      undone: new Set(),
      doubtful: new Set(),
      again: new Set(),
      staged: new Set(),
      askedAt: new Map(),
      wayBackAt: null,
      down: new Set(),
      failedAt: new Map(),
      forgiven: new Set(),
    },
    ...{ folded: new Map(), foldedStatus: 'draft', deployedAt: now, lastNewsAt: now },
  };
}

/** What was heard of one bin on one node. */
export interface NodeBook {
  generation: number;
  sha256: string | null;
  /** What the last write was for; null before the first. */
  action: Write['action'] | null;
  /** What is wanted is only to lie beside what runs. */
  isStagedOnly: boolean;
  releaseId: string | null;
  writtenAt: number;
  /** Since when it was heard to run what is wanted now, and nothing against it. */
  rightSince: number | null;
  /** Said that it is done with it, and not merely checking. */
  isActive: boolean;
  /** Said to have failed with what is wanted now, and not better since. */
  hasFailed: boolean;
  /** What it said to run, and well, when it said that it failed; a lie that is told later does not change that. */
  failedOn: string | null;
  newestSent: number;
  /** Said once, of what is wanted now, that it does not run or not well; and whether the word that came last said so. */
  wasUnwell: boolean;
  endsUnwell: boolean;
  lastRunning: string | null;
  isLastHealthy: boolean;
  /** The same, whatever generation it spoke of: what runs is true all the same. */
  newestSaid: number;
  saidRunning: string | null;
  isSaidHealthy: boolean;
  readonly everHeard: Set<string | null>;
}

export function openNode(): NodeBook {
  return {
    ...{
      generation: 0,
      action: null,
      isStagedOnly: false,
      sha256: null,
      releaseId: null,
      writtenAt: 0,
      rightSince: null,
      isActive: false,
      hasFailed: false,
      failedOn: null,
    },
    ...{
      newestSent: 0,
      wasUnwell: false,
      endsUnwell: false,
      lastRunning: null,
      isLastHealthy: true,
      everHeard: new Set(),
    },
    ...{ newestSaid: 0, saidRunning: null, isSaidHealthy: true },
  };
}

export interface Violation {
  /** Id of the invariant, for example `I22`. */
  readonly rule: string;
  readonly text: string;
  readonly at: number;
}

export interface SoakNote {
  readonly what: DeclaredBin;
  readonly kind: 'deployed' | 'completed' | 'taken_back';
  readonly at: number;
}

/** Everything that was seen so far. */
export class Books {
  readonly releases = new Map<string, ReleaseBook>();
  readonly nodes = new Map<string, NodeBook>();
  readonly lastCallAt = new Map<string, number>();
  readonly away = new Set<string>();
  /** Was away once: what it said then was nobody's business, and nobody is told that it is back. */
  readonly wasAway = new Set<string>();
  readonly violations: Violation[] = [];
  readonly quarantined = new Set<string>();
  readonly held = new Set<string>();
  readonly withdrawn = new Set<string>();
  /** Environments in which nobody need approve. */
  readonly unasked = new Set<string>();
  /** By person and Idempotency-Key: what was asked, and the release that was made. */
  readonly answered = new Map<string, { readonly request: string; readonly made: string | null }>();
  /** What came to staging and completed there, and what took it back. */
  readonly soaking: SoakNote[] = [];
  /** The freeze calendar by the ids of its entries. */
  readonly freezes = new Map<string, DeclaredFreeze>();
  isStopped = false;
  /** When somebody let everything go on after an emergency. */
  wentOnAt = Number.NEGATIVE_INFINITY;
  /** What happens now was decided before, by a process that stood still in between. */
  isLate = false;
  now = 0;

  constructor(
    readonly builds: readonly KnownBuild[],
    readonly popOf: ReadonlyMap<string, string>,
    readonly protocolOf: ReadonlyMap<string, 'agent' | 'seed'>,
    readonly intervalOf: ReadonlyMap<string, number>,
    readonly promotion: PromotionRule | null,
    /** What was seen to happen. */
    readonly coverage: Coverage,
  ) {}

  node(nodeId: string, bin: string): NodeBook {
    const key = keyOf(nodeId, bin);
    const known = this.nodes.get(key);
    if (known) return known;
    const opened = openNode();
    this.nodes.set(key, opened);
    return opened;
  }

  blame(rule: string, text: string): void {
    this.violations.push({ rule, text, at: this.now });
  }
}

export interface KnownBuild {
  readonly digest: string;
  readonly isBarrier: boolean;
}

export function keyOf(nodeId: string, bin: string): string {
  return `${nodeId}\n${bin}`;
}

export function binsOf({ plan }: ReleaseBook): readonly string[] {
  return plan.bins.map(({ bin }) => bin);
}

export function digestOf({ plan }: ReleaseBook, bin: string): string | undefined {
  return plan.bins.find((each) => each.bin === bin)?.digest;
}

/** Was it told to run anything new? */
export function isActivated(book: ReleaseBook, nodeId: string): boolean {
  return binsOf(book).some((bin) => book.activatedAt.has(keyOf(nodeId, bin)));
}

/** Decides about its nodes, by what the history says. */
/** By its last word about the generation that counts, or about any: what runs is true all the same. */
export function saysThatItRuns({ lastRunning, saidRunning }: NodeBook, sha256: string | null): boolean {
  return [lastRunning, saidRunning].includes(sha256);
}

export function isUnfinished({ foldedStatus }: ReleaseBook): boolean {
  return ['deploying', 'paused', 'rolling_back'].includes(foldedStatus);
}
