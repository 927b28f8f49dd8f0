import type { Answer, Call } from './console.js';

type OrderCall = Extract<Call, { kind: 'order' }>;
type Result = Partial<Pick<Answer, 'refusal' | 'wishes' | 'touched' | 'newRelease'>>;

/** What was answered to orders that came with a key: one effect and one answer; a refused one leaves nothing. */
export class AnswerBook {
  private readonly answers = new Map<string, { readonly request: string; readonly result: Result }>();

  answer(call: OrderCall, work: () => Result): Result {
    if (call.key === null) return work();
    const { key, person, ...request } = call;
    const text = JSON.stringify(request);
    const known = this.answers.get(`${person} ${key}`);
    if (known) return known.request === text ? known.result : { refusal: 'IDEMPOTENCY_KEY_REUSED' };
    const result = work();
    if ((result.refusal ?? null) === null)
      this.answers.set(`${person} ${key}`, { request: text, result: { ...result, touched: [] } });
    return result;
  }
}
