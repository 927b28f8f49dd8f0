import { AnswerJudge } from './answer-judge.js';
import { operationsOf, readDocument } from './operations.js';

describe('AnswerJudge', () => {
  const document = readDocument();
  const judge = new AnswerJudge(document);
  const start = operationsOf(document).find(({ id }) => id === 'POST /api/v1/ci/sources/{id}/builds');
  if (!start) throw new Error('the document does not have it');
  const faultOf = (status: number, code: string): string | null => {
    const problem = { type: 'about:blank', title: 'Odd', status, code, detail: 'It is.', requestId: 'a' };
    const body = Buffer.from(JSON.stringify(problem));
    return judge.faultOf(start, { status, type: 'application/problem+json', headers: {}, body });
  };

  it.each(['CI_SOURCE_FAILED', 'CI_SOURCE_RESTING', 'OUTGOING_FAILED'])(
    'takes %s for the fault of whoever was asked',
    (code) => expect(faultOf(503, code)).toBeNull(),
  );

  it.each([
    [503, 'DATABASE_DOWN'],
    [500, 'INTERNAL'],
    [500, 'CI_SOURCE_FAILED'],
  ])('takes %s %s for a fault of the console', (status, code) =>
    expect(faultOf(status, code)).toBe(`${status} is a fault of the console`),
  );
});
