import type { Call, Order } from '../console/console.js';
import type { EnvironmentName } from '../words.js';
import type { Books, ReleaseBook } from './books.js';

const OPEN: ReadonlySet<string> = new Set(['pending_approval', 'approved', 'scheduled']);
/** Stands where else a person's name does. */
const NOBODY_ASKED = 'the policy';

/** Who approves what is handed in, if nobody need be asked. */
export function approvedUnasked(books: Books, { plan }: Pick<ReleaseBook, 'plan'>): string | null {
  return books.unasked.has(plan.environment) ? NOBODY_ASKED : null;
}

/** What was given before counts no more. */
export function noteApproval(books: Books, book: ReleaseBook, order: Order, person: string): void {
  if (order === 'submit') book.approvedBy = approvedUnasked(books, book);
  if (order === 'approve') book.approvedBy = person;
}

/** I5: of what has not begun, all is asked for anew, and nothing of what has. */
export function judgePolicy(
  books: Books,
  { environment, asksApproval }: Extract<Call, { kind: 'policy' }>,
): void {
  books.coverage.hit(`policy:${asksApproval ? 'asked' : 'unasked'}`);
  const wanted = asksApproval ? 'pending_approval' : 'approved';
  for (const { id, view } of openIn(books, environment))
    if (view?.status !== wanted) books.blame('I5', `${id} is ${view?.status} after its policy was edited`);
}

export function notePolicy(
  books: Books,
  { environment, asksApproval }: Extract<Call, { kind: 'policy' }>,
): void {
  if (asksApproval) books.unasked.delete(environment);
  else books.unasked.add(environment);
  for (const book of openIn(books, environment)) {
    book.approvedBy = approvedUnasked(books, book);
    book.scheduledAt = null;
  }
}

/** What was handed in there and has not begun. */
function openIn(books: Books, environment: EnvironmentName): readonly ReleaseBook[] {
  return [...books.releases.values()].filter(
    ({ plan, view }) => plan.environment === environment && OPEN.has(view?.status ?? ''),
  );
}
