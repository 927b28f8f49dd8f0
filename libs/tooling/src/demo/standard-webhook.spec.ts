import { createHmac } from 'node:crypto';
import { isSigned } from './standard-webhook.js';

const KEY = Buffer.from('0123456789abcdef0123456789abcdef');
const SECRET = `whsec_${KEY.toString('base64')}`;
const NOW = 1_800_000_000_000;
const BODY = '{"type":"approval.requested"}';

function headersOf(key = KEY, atSeconds = NOW / 1_000, body = BODY) {
  const signature = createHmac('sha256', key).update(`msg_1.${atSeconds}.${body}`).digest('base64');
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': `v1a,other v1,${signature}`,
  };
}

describe('a message that comes to the demo', () => {
  it('is taken when its signature is right, also among others', () => {
    expect(isSigned(SECRET, headersOf(), BODY, NOW)).toBe(true);
  });

  it.each([
    ['signed with another secret', headersOf(Buffer.from('another key of thirty-two bytes!'))],
    ['too old', headersOf(KEY, NOW / 1_000 - 301)],
    ['from the future', headersOf(KEY, NOW / 1_000 + 301)],
    ['of another text', headersOf(KEY, NOW / 1_000, '{}')],
    ['of another id', { ...headersOf(), 'webhook-id': 'msg_2' }],
    ['without a time', { ...headersOf(), 'webhook-timestamp': 'soon' }],
    ['not signed', { ...headersOf(), 'webhook-signature': undefined }],
  ])('is not taken when it is %s', (_, headers) => {
    expect(isSigned(SECRET, headers, BODY, NOW)).toBe(false);
  });
});
