import type { MailAnswer } from '../../platform/mail/index.js';
import type { Verdict } from '../vendors/vendor.js';
import { REFUSED, RETRY, SENT } from '../vendors/verdicts.js';
import type { Settled } from './settled-recipients.repository.js';

/** Longer would keep from all others what else happens to the release: it is told in its order. */
const MOST_TIMES = 2;

/** Who is written of the same events. */
export interface MailGroup<T> {
  readonly to: readonly string[];
  readonly events: readonly T[];
}

/** To each of what they have not been told yet. */
export function mailGroups<T extends { readonly id: string }>(
  to: readonly string[],
  events: readonly T[],
  settled: ReadonlyMap<string, Settled>,
): readonly MailGroup<T>[] {
  const groups = new Map<string, MailGroup<T>>();
  for (const recipient of to) {
    const wanted = events.filter(({ id }) => !settled.get(id)?.recipients.includes(recipient));
    if (wanted.length === 0) continue;
    const key = wanted.map(({ id }) => id).join();
    groups.set(key, { to: [...(groups.get(key)?.to ?? []), recipient], events: wanted });
  }
  return [...groups.values()];
}

type Answered<T> = MailGroup<T> & { readonly answer: MailAnswer };

/** What the answers come to, and who is settled then by event; absent: nothing of that changes. */
export function mailCourse<T extends { readonly id: string }>(
  said: readonly Answered<T>[],
  before: ReadonlyMap<string, Settled>,
): { readonly verdict: Verdict; readonly settled?: ReadonlyMap<string, Settled | null> } {
  const isTold = ({ id }: T): boolean =>
    before.has(id) ||
    said.some(({ events, answer }) => answer.isTaken && events.some((one) => one.id === id));
  const events = said.flatMap((group) => group.events);
  const over = new Map([...before.keys()].map((id) => [id, null]));
  if (said.every(({ answer }) => answer.again.length === 0))
    return { verdict: events.length === 0 || events.some(isTold) ? SENT : REFUSED, settled: over };
  const isHeard = said.some(({ answer }) => answer.status !== null);
  if (!isHeard || !events.some(isTold)) return { verdict: RETRY };
  const settled = settledAfter(said, before);
  const times = Math.max(...[...settled.values()].map((each) => each.times));
  const isEnough = times > MOST_TIMES && events.every(isTold);
  return isEnough ? { verdict: SENT, settled: over } : { verdict: RETRY, settled };
}

function settledAfter<T extends { readonly id: string }>(
  said: readonly Answered<T>[],
  before: ReadonlyMap<string, Settled>,
): ReadonlyMap<string, Settled> {
  const after = new Map<string, Settled>();
  for (const { to, events, answer } of said)
    for (const { id } of events) {
      const times = (before.get(id)?.times ?? 0) + 1;
      const known = after.get(id)?.recipients ?? before.get(id)?.recipients ?? [];
      const done = to.filter((recipient) => !answer.again.includes(recipient));
      after.set(id, { times, recipients: [...known, ...done] });
    }
  return after;
}
