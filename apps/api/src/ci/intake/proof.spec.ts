import { createHmac } from 'node:crypto';
import { prove, type Call } from './proof.js';

const SECRET = 'whsec_plJ3nmyCDGBKInavdOK15jsl';
const OTHER = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const AT = 1_731_705_121;
const BODY = '{"event_type":"ping","data":{"success":true}}';
const VECTOR = 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=';

const call = (headers: Call['headers'], body = BODY, secretInAddress?: string): Call => ({
  headers,
  body: Buffer.from(body),
  secretInAddress,
});
const signed = (more: Call['headers'] = {}): Call['headers'] => ({
  'webhook-id': 'msg_loFOjxBNrRLzqYUf',
  'webhook-timestamp': String(AT),
  'webhook-signature': VECTOR,
  ...more,
});
const isProven = (
  kind: Parameters<typeof prove>[0],
  given: Call,
  { secrets = [SECRET], seconds = 0 }: { secrets?: readonly string[]; seconds?: number } = {},
): boolean => prove(kind, given, secrets, (AT + seconds) * 1_000).isProven;

describe('S29 a call', () => {
  it('is proven by the vector of Standard Webhooks, and its id is what was signed', () => {
    expect(prove('generic', call(signed()), [SECRET], AT * 1_000)).toEqual({
      isProven: true,
      id: 'msg_loFOjxBNrRLzqYUf',
    });
  });

  it('is proven by the vector of GitHub, and by nothing else there', () => {
    const github = {
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    };
    const secrets = ["It's a Secret to Everybody"];
    expect(isProven('github', call(github, 'Hello, World!'), { secrets })).toBe(true);
    expect(isProven('github', call(github, 'Hello, World?'), { secrets })).toBe(false);
    const sha1 = `sha1=${createHmac('sha1', secrets[0] ?? '')
      .update('Hello, World!')
      .digest('hex')}`;
    expect(isProven('github', call({ 'x-hub-signature': sha1 }, 'Hello, World!'), { secrets })).toBe(false);
    expect(isProven('github', call({}, 'Hello, World!', secrets[0]), { secrets })).toBe(false);
  });

  it.each([-299, 0, 299])('is taken %d s off', (seconds) => {
    expect(isProven('generic', call(signed()), { seconds })).toBe(true);
  });

  it.each([-301, 301])('is not taken %d s off', (seconds) => {
    expect(isProven('generic', call(signed()), { seconds })).toBe(false);
  });

  it.each([
    ['another body', signed(), `${BODY} `],
    ['another id', signed({ 'webhook-id': 'msg_other' }), BODY],
    ['another time', signed({ 'webhook-timestamp': String(AT + 1) }), BODY],
    ['no id', signed({ 'webhook-id': undefined }), BODY],
    ['no time', signed({ 'webhook-timestamp': undefined }), BODY],
    ['no signature', signed({ 'webhook-signature': undefined }), BODY],
    ['an id with a dot', signed({ 'webhook-id': 'msg.lo' }), BODY],
    ['another version', signed({ 'webhook-signature': VECTOR.replace('v1', 'v2') }), BODY],
    ['that of the other kind of key', signed({ 'webhook-signature': VECTOR.replace('v1', 'v1a') }), BODY],
    ['two headers', signed({ 'webhook-signature': `${VECTOR}, ${VECTOR}` }), BODY],
    ['two that are wrong', signed({ 'webhook-signature': 'v1,AAAA v1,BBBB' }), BODY],
    ['half of it', signed({ 'webhook-signature': VECTOR.slice(0, -8) }), BODY],
  ])('is not taken with %s', (_, headers, body) => {
    expect(isProven('generic', call(headers, body))).toBe(false);
  });

  it('is taken with one good signature among several, and with either secret while they change', () => {
    expect(isProven('generic', call(signed({ 'webhook-signature': `v1,AAAA ${VECTOR}` })))).toBe(true);
    expect(isProven('generic', call(signed()), { secrets: [OTHER, SECRET] })).toBe(true);
    expect(isProven('generic', call(signed()), { secrets: [OTHER] })).toBe(false);
    expect(isProven('generic', call(signed()), { secrets: [] })).toBe(false);
  });

  it.each(['jenkins:team%2Fmy svc-feature%2Fx-12', 'a b', '!', '~', 'x'.repeat(200)])(
    'has an id of any printable characters, as %j',
    (id) => {
      const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
      const digest = createHmac('sha256', key).update(`${id}.${AT}.${BODY}`).digest('base64');
      const headers = { 'webhook-id': id, 'webhook-signature': `v1,${digest}` };
      expect(prove('jenkins', call(signed(headers)), [SECRET], AT * 1_000)).toEqual({ isProven: true, id });
    },
  );

  it.each(['', ' ', ' a', 'a.b', 'a\tb', 'a\x7f', '构建', 'x'.repeat(201)])(
    'that is signed with the id %j is not taken',
    (id) => {
      const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
      const digest = createHmac('sha256', key).update(`${id}.${AT}.${BODY}`).digest('base64');
      const headers = { 'webhook-id': id, 'webhook-signature': `v1,${digest}` };
      expect(isProven('jenkins', call(signed(headers)))).toBe(false);
    },
  );

  it('is taken with signatures of versions that nobody knows yet, when one that is known is good', () => {
    for (const other of ['v2,whatever.it-is_now==', 'v1a,AAAA', 'v10:x', 'nonsense'])
      for (const list of [`${other} ${VECTOR}`, `${VECTOR} ${other}`]) {
        expect(isProven('generic', call(signed({ 'webhook-signature': list })))).toBe(true);
        const wrong = list.replace(VECTOR, 'v1,AAAA');
        expect(isProven('generic', call(signed({ 'webhook-signature': wrong })))).toBe(false);
      }
    const many = [...Array.from({ length: 20 }, () => 'v1,AAAA'), VECTOR].join(' ');
    expect(isProven('generic', call(signed({ 'webhook-signature': many })))).toBe(false);
  });

  it('that is signed badly is not let in by a weaker proof', () => {
    const headers = signed({ 'webhook-signature': 'v1,AAAA', 'x-gitlab-token': SECRET });
    expect(isProven('gitlab', call(headers, BODY, SECRET))).toBe(false);
  });

  it.each([
    ['jenkins', { authorization: `Basic ${Buffer.from(`anybody:${SECRET}`).toString('base64')}` }, undefined],
    ['jenkins', {}, SECRET],
    ['jenkins', { authorization: `Bearer ${SECRET}` }, undefined],
    ['generic', { authorization: `bearer ${SECRET}` }, undefined],
    ['gitlab', { 'x-gitlab-token': SECRET }, undefined],
  ] as const)('of %s shows its secret in %j or in the address', (kind, headers, inAddress) => {
    expect(isProven(kind, call(headers, BODY, inAddress))).toBe(true);
    expect(isProven(kind, call(headers, BODY, inAddress), { secrets: [OTHER] })).toBe(false);
  });

  it('that shows nothing is not taken', () => {
    for (const kind of ['jenkins', 'gitlab', 'github', 'generic'] as const)
      for (const headers of [
        {},
        { authorization: '' },
        { authorization: 'Basic' },
        { authorization: 'Basic !' },
      ])
        expect(isProven(kind, call(headers))).toBe(false);
  });
});
