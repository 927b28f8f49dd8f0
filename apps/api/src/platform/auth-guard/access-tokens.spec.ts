import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { SecretKeys } from '../secrets/index.js';
import { AccessTokens } from './access-tokens.js';

const SECRET = 'a key of this spec and of nothing else';
const FORMER = 'the key that was given up the other day';
const NOW = Date.parse('2026-11-26T12:00:00Z');
const NOW_SECONDS = NOW / 1000;

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = String(RSA.publicKey.export({ type: 'spki', format: 'pem' }));

type Json = Readonly<Record<string, unknown>>;

const HEADER: Json = { alg: 'HS256', typ: 'at+jwt' };
const CLAIMS: Json = {
  sid: 'session',
  sub: 'user',
  iss: 'release-console',
  aud: 'release-console/people',
  iat: NOW_SECONDS - 10,
  exp: NOW_SECONDS + 890,
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(header: Json, claims: Json, key: string | Buffer = SECRET, hash = 'sha256'): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${createHmac(hash, key).update(input).digest('base64url')}`;
}

function without(claims: Json, name: string): Json {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
}

function signedByRsa(header: Json): string {
  const input = `${part(header)}.${part(CLAIMS)}`;
  const signature = createSign('sha256').update(input).sign(RSA.privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

const good = signed(HEADER, CLAIMS);
const [head = '', body = '', mac = ''] = good.split('.');
const withHeader = (extra: Json, key?: string | Buffer): string =>
  signed({ ...HEADER, ...extra }, CLAIMS, key);
const withClaims = (extra: Json): string => signed(HEADER, { ...CLAIMS, ...extra });
const JWK = { kty: 'oct', k: Buffer.from('known to all').toString('base64url') };

/** What an attacker may try, each a whole token. */
const CORPUS: readonly (readonly [string, string])[] = [
  ['alg none without a signature', `${part({ alg: 'none', typ: 'at+jwt' })}.${body}.`],
  ['alg none with the signature of a good one', `${part({ alg: 'none', typ: 'at+jwt' })}.${body}.${mac}`],
  ['alg NoNe', `${part({ alg: 'NoNe', typ: 'at+jwt' })}.${body}.`],
  ['alg NONE', `${part({ alg: 'NONE', typ: 'at+jwt' })}.${body}.`],
  ['alg empty', `${part({ alg: '', typ: 'at+jwt' })}.${body}.`],
  ['no alg', signed({ typ: 'at+jwt' }, CLAIMS)],
  ['alg hs256 in small letters', withHeader({ alg: 'hs256' })],
  ['alg HS384 with our key', signed({ ...HEADER, alg: 'HS384' }, CLAIMS, SECRET, 'sha384')],
  ['alg HS512 with our key', signed({ ...HEADER, alg: 'HS512' }, CLAIMS, SECRET, 'sha512')],
  ['alg HS256 but made with sha512', signed(HEADER, CLAIMS, SECRET, 'sha512')],
  ['alg RS256 by a key of its own', signedByRsa({ ...HEADER, alg: 'RS256' })],
  ['alg HS256 by a signature of RS256', signedByRsa(HEADER)],
  ['HS256 with a public PEM', signed(HEADER, CLAIMS, PEM)],
  ['HS256 with a public PEM and a space', signed(HEADER, CLAIMS, ` ${PEM}`)],
  ['HS256 with a public PEM without its last line end', signed(HEADER, CLAIMS, PEM.trimEnd())],
  ['an empty key', signed(HEADER, CLAIMS, '')],
  ['a key of zeros', signed(HEADER, CLAIMS, Buffer.alloc(32))],
  ['another key', signed(HEADER, CLAIMS, `${SECRET}.`)],
  ['a key that was given up long ago', signed(HEADER, CLAIMS, FORMER)],
  ['kid that is a path', withHeader({ kid: '../../../../dev/null' }, '')],
  ['kid that is SQL', withHeader({ kid: "x' UNION SELECT 'known" }, 'known')],
  ['kid that is a URL', withHeader({ kid: 'https://evil.example/key' }, 'known')],
  ['jwk with the key in it', withHeader({ jwk: JWK }, 'known to all')],
  ['jku to a set of keys elsewhere', withHeader({ jku: 'https://evil.example/keys.json' }, 'known to all')],
  ['x5u to a certificate elsewhere', withHeader({ x5u: 'https://evil.example/cert.pem' }, 'known to all')],
  ['x5c with a certificate', withHeader({ x5c: [JWK.k] }, 'known to all')],
  ['crit that nobody knows, signed by us', withHeader({ crit: ['x'], x: 1 })],
  ['crit that is empty, signed by us', withHeader({ crit: [] })],
  ['crit that names alg, signed by us', withHeader({ crit: ['alg'] })],
  ['b64 false, signed by us', withHeader({ b64: false, crit: ['b64'] })],
  ['zipped content, signed by us', withHeader({ zip: 'DEF', enc: 'A256GCM' }, 'x')],
  ['typ JWT', withHeader({ typ: 'JWT' })],
  ['no typ', signed({ alg: 'HS256' }, CLAIMS)],
  ['typ of a refresh token', withHeader({ typ: 'rt+jwt' })],
  ['aud of nodes', withClaims({ aud: 'release-console/nodes' })],
  ['aud that begins with ours', withClaims({ aud: 'release-console/people/other' })],
  ['no aud', signed(HEADER, without(CLAIMS, 'aud'))],
  ['iss of somebody else', withClaims({ iss: 'https://evil.example' })],
  ['no iss', signed(HEADER, without(CLAIMS, 'iss'))],
  ['no exp', signed(HEADER, without(CLAIMS, 'exp'))],
  ['exp of a second ago', withClaims({ exp: NOW_SECONDS - 1 })],
  ['exp that is text', withClaims({ exp: String(NOW_SECONDS + 890) })],
  ['exp that is null', withClaims({ exp: null })],
  ['nbf in the future', withClaims({ nbf: NOW_SECONDS + 60 })],
  ['no sub', signed(HEADER, without(CLAIMS, 'sub'))],
  ['sub that is an object', withClaims({ sub: { id: 'user' } })],
  ['no sid', signed(HEADER, without(CLAIMS, 'sid'))],
  ['sid that is a list', withClaims({ sid: ['session'] })],
  ['claims that are a list', `${part(HEADER)}.${part([CLAIMS])}.${mac}`],
  ['claims of another token', `${head}.${part({ ...CLAIMS, sub: 'admin' })}.${mac}`],
  ['half a signature', `${head}.${body}.${mac.slice(0, 20)}`],
  ['no signature', `${head}.${body}.`],
  ['two parts', `${head}.${body}`],
  ['four parts', `${good}.${mac}`],
  ['five parts, as of an encrypted one', `${good}.x.y`],
  ['nothing', ''],
  ['a node token', `rcn_${'A'.repeat(43)}`],
  ['an enrolment token', `rce_${'A'.repeat(43)}`],
];

describe('S22 an access token', () => {
  const clock = { now: () => new Date(NOW), millis: () => NOW };
  const keyUse = { isFormerAccepted: () => false };
  const tokens = new AccessTokens(new SecretKeys(SECRET, [FORMER]), keyUse as never, clock as never);

  it('is accepted as this console makes it', async () => {
    const claims = { userId: 'user', sessionId: 'session' };
    expect(await tokens.verify(await tokens.sign(claims))).toEqual(claims);
    expect(await tokens.verify(good)).toEqual(claims);
  });

  it.each(CORPUS)('S22 is refused: %s', async (_name, token) =>
    expect(await tokens.verify(token)).toBeUndefined(),
  );

  it('S22 is one and the same however its text is spelled, so that nothing may go by the text', async () => {
    const claims = await tokens.verify(good);
    for (const spelling of [`${good}=`, `${head}.${body}.${mac.slice(0, 9)} ${mac.slice(9)}`])
      expect(await tokens.verify(spelling)).toEqual(claims);
  });
});
