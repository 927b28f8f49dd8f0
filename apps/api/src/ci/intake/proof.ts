import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SourceKind } from '../ci-words.js';

/** A call as it came, before anything in its body was read. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** From the address; undefined when there is none. */
  readonly secretInAddress: string | undefined;
}

export type Proof =
  | { readonly isProven: true; /** The id that was signed along. */ readonly id: string | undefined }
  | { readonly isProven: false; readonly why: string };

/** As Standard Webhooks receivers have it. */
const TOLERANCE_SECONDS = 300;
/** Printable, without the dot that ends it where it is signed, nor blanks at its ends, which no header keeps. */
const ID = /^(?=.{1,200}$)[!-\-/-~](?:[ -\-/-~]*[!-\-/-~])?$/;
const SECONDS = /^\d{1,12}$/;
const KNOWN_VERSION = /^v1a?,/;
const SIGNATURE = /^v1a?,[A-Za-z0-9+/]{1,200}={0,2}$/;
const MOST_SIGNATURES = 10;

/** @param secrets those that are taken now */
export function prove(kind: SourceKind, call: Call, secrets: readonly string[], nowMs: number): Proof {
  // Whoever begins to sign is not let in by a weaker proof.
  if (hasStandardSignature(call)) return proveSigned(call, secrets, nowMs);
  return kind === 'github' ? proveGithub(call, secrets) : proveShown(kind, call, secrets);
}

/** Of a call whose body is too large to be read: only a secret that is shown can be looked at. */
export function proveUnread(kind: SourceKind, call: Call, secrets: readonly string[]): Proof {
  if (isSigned(kind, call.headers)) return refused('it is too large for its signature to be looked at');
  return proveShown(kind, call, secrets);
}

export function isSigned(kind: SourceKind, headers: IncomingHttpHeaders): boolean {
  return kind === 'github' || hasStandardSignature({ headers });
}

function hasStandardSignature({ headers }: Pick<Call, 'headers'>): boolean {
  return ['webhook-id', 'webhook-timestamp', 'webhook-signature'].some((name) => headers[name] !== undefined);
}

function proveShown(kind: SourceKind, call: Call, secrets: readonly string[]): Proof {
  const { headers } = call;
  const shown = kind === 'gitlab' ? textOf(headers['x-gitlab-token']) : shownSecret(call);
  const secret = shown ?? call.secretInAddress;
  if (secret === undefined) return refused('it shows no secret and no signature');
  return secrets.some((known) => isSame(known, secret))
    ? proven()
    : refused('its secret is not that of the source');
}

/** The key of a Standard Webhooks signature. */
export function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

function proveSigned({ headers, body }: Call, secrets: readonly string[], nowMs: number): Proof {
  const id = textOf(headers['webhook-id']);
  const timestamp = textOf(headers['webhook-timestamp']);
  const given = textOf(headers['webhook-signature'])?.split(' ') ?? [];
  // Those of other versions are for receivers that know them.
  const signatures = given.filter((one) => KNOWN_VERSION.test(one));
  if (id === undefined || !ID.test(id))
    return refused(
      'webhook-id is missing, longer than 200, or has a dot or characters that are not printable ASCII',
    );
  if (timestamp === undefined || !SECONDS.test(timestamp))
    return refused('webhook-timestamp is missing or no number');
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS)
    return refused('webhook-timestamp is more than 5 minutes off; compare the clocks');
  if (given.length > MOST_SIGNATURES || !signatures.every((one) => SIGNATURE.test(one)))
    return refused('webhook-signature is missing or no list of signatures');
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const expected = secrets.map((secret) => `v1,${hmac(keyOf(secret), signed).toString('base64')}`);
  const isGood = signatures.some((one) => expected.some((right) => isSame(right, one)));
  return isGood ? { isProven: true, id } : refused('webhook-signature does not fit body, id and time');
}

function proveGithub({ headers, body }: Call, secrets: readonly string[]): Proof {
  const signature = textOf(headers['x-hub-signature-256']);
  if (signature === undefined) return refused('X-Hub-Signature-256 is missing');
  const isGood = secrets.some((secret) =>
    isSame(`sha256=${hmac(Buffer.from(secret), body).toString('hex')}`, signature),
  );
  return isGood ? proven() : refused('X-Hub-Signature-256 does not fit the body');
}

/** Password of Basic with any user, or a Bearer token. */
function shownSecret({ headers }: Call): string | undefined {
  const [scheme = '', text] = (headers.authorization ?? '').split(' ');
  if (text === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer') return text;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(text, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? undefined : pair.slice(colon + 1);
}

function hmac(key: Buffer, text: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Takes as long for a near miss as for a far one. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => hmac(COMPARED, Buffer.from(text)));
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

const COMPARED = Buffer.from('only lengths that are the same can be compared');

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && header !== '' ? header : undefined;
}

function proven(): Proof {
  return { isProven: true, id: undefined };
}

function refused(why: string): Proof {
  return { isProven: false, why };
}
