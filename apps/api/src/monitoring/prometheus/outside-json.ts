import { DomainError } from '../../platform/http/index.js';
import type { Outgoing } from '../../platform/outgoing/index.js';
import type { OutsideServer } from '../../platform/settings/index.js';
import { field, textOf } from '../foreign-json.js';
import { OutsideFault } from './outside-fault.js';

export interface Question {
  readonly path: string;
  /** Sent as a form; absent: it is only read. */
  readonly form?: URLSearchParams;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

const LONGEST_REASON = 300;

/** What it answers, as JSON; throws OutsideFault when it does not. */
export async function askJson(
  outgoing: Outgoing,
  server: OutsideServer,
  question: Question,
): Promise<unknown> {
  const answer = await sent(outgoing, server, question);
  const text = await answer.text();
  const body = parsed(text);
  if (answer.ok && body !== undefined) return body;
  const reason = textOf(field(body, 'error')) || textOf(body) || `it answers with status ${answer.status}`;
  throw new OutsideFault(reason.slice(0, LONGEST_REASON), answer.status === 400 || answer.status === 422);
}

async function sent(
  outgoing: Outgoing,
  { url, authorization }: OutsideServer,
  { path, form, timeoutMs, maxBytes }: Question,
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (authorization !== undefined) headers.set('authorization', authorization);
  const init: RequestInit = form ? { method: 'POST', body: form, headers } : { headers };
  const trustedOrigin = new URL(url).origin;
  try {
    return await outgoing.fetch(
      `${url}${path}`,
      { ...init, redirect: 'manual' },
      { timeoutMs, maxBytes, trustedOrigin },
    );
  } catch (error) {
    if (error instanceof DomainError) throw new OutsideFault(error.message);
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
