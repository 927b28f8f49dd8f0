import type { AnswerJudge } from './answer-judge.js';
import type { DrawnRequest } from './drawn-request.js';
import type { FuzzedConsole } from './fuzzed-console.js';
import type { Operation } from './operations.js';
import { SignedIn, type Caller } from './people.js';
import type { Answer, Sender } from './send.js';
import type { Tally } from './tally.js';

export interface Asking {
  readonly sender: Sender;
  readonly judge: AnswerJudge;
  readonly tally: Tally;
  readonly logOf: FuzzedConsole['logOf'];
}

/** Sends it, counts it and says what is wrong with the answer. */
export async function ask(
  operation: Operation,
  request: DrawnRequest,
  caller: Caller,
  { sender, judge, tally, logOf }: Asking,
): Promise<void> {
  const sample = sampleOf(request, caller);
  const authorization = caller.authorization();
  try {
    const answer = await sender.send(request, authorization);
    tally.count(operation, answer.status);
    const fault = judge.faultOf(operation, answer);
    if (fault !== null) tally.fault(operation.id, fault, `${sample}${logged(answer, logOf)}`);
    if (isSessionOver(answer)) await caller.renew();
  } catch (error) {
    tally.count(operation, 0);
    const wasCut = (error as Error).message === 'aborted' && caller instanceof SignedIn;
    if (wasCut && (await isSignedOut(sender, authorization))) return caller.renew();
    tally.fault(operation.id, `no answer: ${(error as Error).message}`, sample);
  }
}

/** Other refusals with 401 are the route's, and signing in costs more than most requests. */
function isSessionOver({ status, body }: Answer): boolean {
  return status === 401 && body.includes('"NOT_SIGNED_IN"');
}

/** A file that is being sent ends with the session of whoever takes it. */
async function isSignedOut(sender: Sender, authorization: string | null): Promise<boolean> {
  const whoAmI = { method: 'GET', path: '/api/v1/auth/me', query: [], headers: {}, json: null, body: null };
  return sender.send(whoAmI, authorization).then(isSessionOver, () => false);
}

/** What the console wrote down about a fault of its own. */
function logged({ status, body }: Answer, logOf: FuzzedConsole['logOf']): string {
  const requestId = /"requestId":"([^"]+)"/.exec(body.toString('utf8'))?.[1];
  return status < 500 || requestId === undefined ? '' : `\n  ${logOf(requestId)}`;
}

function sampleOf({ method, path, query, headers, body }: DrawnRequest, { name }: Caller): string {
  const search = query.length > 0 ? `?${query.map((each) => each.join('=')).join('&')}` : '';
  return `${name}: ${method} ${path}${search} ${JSON.stringify(headers)} ${body?.toString('utf8').slice(0, 400) ?? ''}`;
}
