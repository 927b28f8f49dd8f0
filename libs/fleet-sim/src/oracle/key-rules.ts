import type { Answer, Call } from '../console/console.js';
import type { Books } from './books.js';

type OrderCall = Extract<Call, { kind: 'order' }>;

/** I9: one effect and one answer per key. True when the order was carried out before, so that nothing may come of it now. */
export function judgeKey(books: Books, call: OrderCall, answer: Answer): boolean {
  const { key, person, ...request } = call;
  if (key === null) return false;
  const text = JSON.stringify(request);
  const known = books.answered.get(`${person} ${key}`);
  if (!known) {
    if (answer.refusal === 'IDEMPOTENCY_KEY_REUSED') books.blame('I9', `${key} was refused and is new`);
    if (answer.refusal === null)
      books.answered.set(`${person} ${key}`, { request: text, made: answer.newRelease?.id ?? null });
    return false;
  }
  const isSame = known.request === text;
  const expected = isSame ? null : 'IDEMPOTENCY_KEY_REUSED';
  if (answer.refusal !== expected)
    books.blame('I9', `${call.order} with ${key} was answered ${answer.refusal} in place of ${expected}`);
  if (isSame && (answer.newRelease?.id ?? null) !== known.made)
    books.blame('I9', `${key} made ${known.made} first, and then ${answer.newRelease?.id}`);
  if (answer.writes.length + answer.history.length + answer.releases.length > 0)
    books.blame('I9', `${call.order} with ${key} was carried out before and did something again`);
  books.coverage.hit(isSame ? `key:again:${known.made === null ? 'changed' : 'made'}` : 'key:reused');
  return true;
}
