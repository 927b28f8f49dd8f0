import type { Wish } from '../words.js';
import type { Answer, Call, Console, ReleaseView, StoredState } from './console.js';
import type { MemoryConsole } from './memory-console.js';

/** Nobody is told whether a look of the engine, or a report, was refused. */
const UNTOLD: readonly Call['kind'][] = ['report', 'tick', 'due', 'join', 'stall', 'wake'];

/**
 * Asks two consoles the same things at the same moments. Whoever asks hears the one that is looked at; when it should be
 * looked at again is a hint, and is that of the one in memory, so that both see the same world.
 */
export class TwinConsole implements Console {
  /** What they said otherwise, at the first call at which they did. */
  difference: string | null = null;
  private readonly views = new Map<string, { known?: string; found?: string }>();

  constructor(
    private readonly known: MemoryConsole,
    private readonly found: Console,
  ) {}

  async perform(call: Call, now: number): Promise<Answer> {
    const expected = this.known.perform(call, now);
    const answer = await this.found.perform(call, now);
    this.note('known', expected.releases);
    this.note('found', answer.releases);
    const difference = this.compare(call, expected, answer);
    if (difference !== null) this.difference ??= `at ${now / 1_000} s ${difference}`;
    return { ...answer, touched: expected.touched };
  }

  async state(): Promise<StoredState> {
    const expected = textOf(sorted(this.known.state()));
    const state = await this.found.state();
    this.difference ??= between('what is stored in the end', expected, textOf(sorted(state)));
    return state;
  }

  private note(side: 'known' | 'found', releases: readonly ReleaseView[]): void {
    for (const view of releases) {
      const both = this.views.get(view.id) ?? {};
      this.views.set(view.id, { ...both, [side]: textOf(plain(view)) });
    }
  }

  private compare(call: Call, expected: Answer, answer: Answer): string | null {
    const say = `${call.kind} ${'order' in call ? call.order : ''}`;
    const refusals = UNTOLD.includes(call.kind) ? [null, null] : [expected.refusal, answer.refusal];
    const told = (wishes: readonly Wish[]): string => textOf(wishesOf(call, wishes, expected.wishes));
    const about = [...expected.releases, ...answer.releases].map(({ id }) => id);
    return (
      between(`the refusal of ${say}`, String(refusals[0]), String(refusals[1])) ??
      between(`the answer to ${say}`, told(expected.wishes), told(answer.wishes)) ??
      between(`what ${say} wrote`, rows(expected.writes), rows(answer.writes)) ??
      between(`the history of ${say}`, historyOf(expected), historyOf(answer)) ??
      between(`the release that ${say} made`, madeOf(expected), madeOf(answer)) ??
      about.reduce<string | null>((found, id) => {
        const { known = '', found: own = '' } = this.views.get(id) ?? {};
        return found ?? between(`${id} after ${say}`, known, own);
      }, null)
    );
  }
}

/** Where a schedule broke off the two may stand at different places, so the end is looked at by those that came there. */
function between(what: string, known: string, found: string): string | null {
  return known === found ? null : `${what} is ${found}\n  in place of ${known}`;
}

/** Hashes are each console's own. */
function plain({ planHash: _, ...view }: ReleaseView): object {
  const byNode = (left: { nodeId: string }, right: { nodeId: string }): number =>
    left.nodeId < right.nodeId ? -1 : 1;
  return { ...view, targets: [...view.targets].sort(byNode) };
}

/** Agents of the seed's protocol are told a digest, of what they should run now, and nothing else. */
function wishesOf(call: Call, wishes: readonly Wish[], expected: readonly Wish[]): readonly string[] {
  if (call.kind !== 'report') return [];
  if (call.report.protocol === 'agent') return wishes.map(textOf).sort();
  if (call.report.seedProgress) return [];
  const now = expected.filter(({ sha256, action }) => sha256 !== null && action !== 'stage');
  const bins = new Set(now.map(({ bin }) => bin));
  return wishes.flatMap(({ bin, sha256 }) => (bins.has(bin) ? [`${bin} ${sha256}`] : [])).sort();
}

function historyOf({ history }: Answer): string {
  const ids = [...new Set(history.map(({ releaseId }) => releaseId))].sort();
  const lines = ids.flatMap((id) => history.filter(({ releaseId }) => releaseId === id));
  return textOf(lines.map((line) => ({ ...line, changes: line.changes.map(textOf).sort() })));
}

function madeOf({ newRelease }: Answer): string {
  if (!newRelease) return 'none';
  const { id, plan } = newRelease;
  return textOf({ id, plan: { ...plan, nodeIds: [...plan.nodeIds].sort() } });
}

function sorted({ releases, desired }: StoredState): object {
  return { releases, desired: desired.map(textOf).sort() };
}

function rows(list: readonly object[]): string {
  return textOf(list.map(textOf).sort());
}

/** With the keys in one order. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1)))
      : item,
  );
}
