import { Secret, TOTP } from 'otpauth';
import type { SignedIn } from './people.js';
import type { Sender } from './send.js';

const STEP_MS = 30_000;
const PERSON = { email: 'factored@example.com', password: 'a password and a code' };

interface Said {
  readonly accessToken?: string;
  readonly challenge?: string;
  readonly secret?: string;
  readonly recoveryCodes?: readonly string[];
}

/** What takes codes that no drawn request can know, done once by somebody who has the app; `count` hears of each. */
export async function walkSecondFactor(
  admin: SignedIn,
  sender: Sender,
  count: (operation: string, status: number) => void,
): Promise<void> {
  const { id } = await admin.ask<{ id: string }>('POST', '/users', { ...PERSON, name: 'Factored' });
  const post = async (path: string, json: object, token?: string): Promise<Said> => {
    const headers = { 'content-type': 'application/json' };
    const body = Buffer.from(JSON.stringify(json));
    const request = { method: 'POST', path: `/api/v1${path}`, query: [], headers, json, body };
    const answer = await sender.send(request, token === undefined ? null : `Bearer ${token}`);
    count(`POST /api/v1${path}`, answer.status);
    const text = answer.body.toString('utf8');
    return (text === '' ? {} : JSON.parse(text)) as Said;
  };
  const { accessToken } = await post('/auth/login', PERSON);
  const enrol = async (): Promise<{ readonly secret: string; readonly recoveryCode: string }> => {
    const { secret = '' } = await post('/auth/second-factor', { password: PERSON.password }, accessToken);
    const code = codeOf(secret, 0);
    const { recoveryCodes } = await post('/auth/second-factor/confirm', { code }, accessToken);
    return { secret, recoveryCode: recoveryCodes?.[0] ?? '' };
  };
  const { secret, recoveryCode } = await enrol();
  const { challenge = '' } = await post('/auth/login', PERSON);
  await post('/auth/login/second-factor', { challenge, code: codeOf(secret, 1) });
  await post('/auth/second-factor/remove', { password: PERSON.password, code: recoveryCode }, accessToken);
  await enrol();
  const { status } = await admin.try('DELETE', `/users/${id}/second-factor`);
  count('DELETE /api/v1/users/{id}/second-factor', status);
}

function codeOf(secret: string, later: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + later * STEP_MS,
  });
}
