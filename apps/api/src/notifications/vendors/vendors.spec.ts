import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import type { Message } from '../messages/message.js';
import { DINGTALK, dingtalkSign } from './dingtalk.js';
import { FEISHU, feishuSign } from './feishu.js';
import { SLACK } from './slack.js';
import type { Told, Vendor } from './vendor.js';
import { VENDORS } from './vendors.js';
import { isWebhookSecret, newWebhookSecret, WEBHOOK, webhookSign } from './webhook.js';
import { WECOM } from './wecom.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const LINK = { text: 'Open', url: 'https://console.example.com/releases/1' };

function told(message: Partial<Message> = {}): Told {
  const whole = {
    language: 'en',
    severity: 'info',
    title: 'T',
    lines: ['x'],
    link: LINK,
    ...message,
  } as const;
  const payload = { type: 'release.paused', timestamp: '2026-11-27T12:00:00.000Z', data: { number: 1 } };
  return { message: whole, messageId: '0191d0a0-1111-7111-8111-111111111111', payload };
}

const written = (vendor: Vendor, message: Partial<Message>) => JSON.parse(vendor.payload(told(message)));

describe('signatures are those of the vectors', () => {
  it('DingTalk', () => {
    const sign = dingtalkSign('this is secret', 1_577_808_000_000);
    expect(encodeURIComponent(sign)).toBe('ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0%3D');
  });

  it('DingTalk, in the address beside the token', () => {
    const url = 'https://oapi.dingtalk.com/robot/send?access_token=t';
    const { href } = new URL(
      DINGTALK.request(told(), { url, secret: 'this is secret' }, 1_577_808_000_000).url,
    );
    expect(href).toBe(`${url}&timestamp=1577808000000&sign=ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0%3D`);
  });

  it('Feishu', () => {
    expect(feishuSign('demo', 1_599_360_473)).toBe('l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=');
    const { body } = FEISHU.request(told(), { url: 'https://f', secret: 'demo' }, 1_599_360_473_999);
    expect(JSON.parse(body)).toMatchObject({
      timestamp: '1599360473',
      sign: 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=',
      msg_type: 'interactive',
    });
  });

  it('Standard Webhooks', () => {
    const body = '{"event_type":"ping","data":{"success":true}}';
    const id = 'msg_loFOjxBNrRLzqYUf';
    expect(webhookSign('whsec_plJ3nmyCDGBKInavdOK15jsl', id, 1_731_705_121, body)).toBe(
      'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    );
  });

  it('Standard Webhooks, as its own package proves them', () => {
    const secret = newWebhookSecret();
    const { body, headers } = WEBHOOK.request(told(), { url: 'https://w', secret }, Date.now());
    expect(new Webhook(secret).verify(body, { ...headers })).toMatchObject({ type: 'release.paused' });
    expect(() => new Webhook(newWebhookSecret()).verify(body, { ...headers })).toThrow();
  });

  it.each([
    ['whsec_plJ3nmyCDGBKInavdOK15jsl', false],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', true],
    ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', false],
    [`whsec_${Buffer.alloc(64, 7).toString('base64')}`, true],
    [`whsec_${Buffer.alloc(65, 7).toString('base64')}`, false],
  ])('the secret %s is one: %s', (secret, isOne) => {
    expect(isWebhookSecret(secret)).toBe(isOne);
  });
});

describe('answers', () => {
  const said = (vendor: Vendor, status: number, text: string, retryAfter: string | null = null) =>
    vendor.judge({ status, text, retryAfter }, NOW);

  it.each<[keyof typeof VENDORS, number, string, string]>([
    ['dingtalk', 200, '{"errcode":0,"errmsg":"ok"}', 'sent'],
    ['dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match"}', 'refused'],
    ['dingtalk', 200, '{"errcode":300005,"errmsg":"token is not exist"}', 'refused'],
    ['dingtalk', 200, '{"errcode":130101,"errmsg":"send too fast"}', 'retry'],
    ['dingtalk', 200, '{"errcode":-1,"errmsg":"busy"}', 'retry'],
    ['dingtalk', 200, '{"errcode":77777}', 'retry'],
    ['dingtalk', 200, '<html>proxy</html>', 'retry'],
    ['dingtalk', 502, '', 'retry'],
    ['wecom', 200, '{"errcode":0,"errmsg":"ok"}', 'sent'],
    ['wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url"}', 'refused'],
    ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', 'retry'],
    ['wecom', 404, '', 'refused'],
    ['feishu', 200, '{"code":0,"msg":"success"}', 'sent'],
    ['feishu', 200, '{"StatusCode":0,"StatusMessage":"success"}', 'sent'],
    ['feishu', 200, '{"code":19021,"msg":"sign match fail"}', 'refused'],
    ['feishu', 200, '{"code":19024,"msg":"Key Words Not Found"}', 'refused'],
    ['feishu', 200, '{"code":9499,"msg":"Bad Request"}', 'refused'],
    ['feishu', 200, '{"code":11232,"msg":"frequency limited"}', 'retry'],
    ['feishu', 200, 'null', 'retry'],
    ['slack', 200, 'ok', 'sent'],
    ['slack', 200, 'no', 'retry'],
    ['slack', 404, 'no_service', 'refused'],
    ['slack', 410, 'channel_is_archived', 'refused'],
    ['slack', 500, 'rollup_error', 'retry'],
    ['webhook', 204, '', 'sent'],
    ['webhook', 302, '', 'retry'],
    ['webhook', 400, '', 'retry'],
    ['webhook', 410, '', 'refused'],
  ])('of %s: %d %s is %s', (kind, status, text, outcome) => {
    expect(said(VENDORS[kind], status, text).outcome).toBe(outcome);
  });

  it('say how long to wait', () => {
    expect(said(SLACK, 429, '', '7').waitMs).toBe(7_000);
    expect(said(SLACK, 429, '').waitMs).toBe(60_000);
    expect(said(WEBHOOK, 503, '', 'Fri, 27 Nov 2026 12:02:00 GMT').waitMs).toBe(120_000);
    expect(said(WEBHOOK, 503, '', 'Fri, 27 Nov 2020 12:02:00 GMT').waitMs).toBe(0);
    expect(said(WEBHOOK, 503, '', 'soon').waitMs).toBeNull();
    expect(said(WEBHOOK, 500, '').waitMs).toBeNull();
    for (const status of [429, 502, 504]) {
      expect(said(WEBHOOK, status, '')).toMatchObject({ outcome: 'retry', waitMs: 60_000 });
      expect(said(WEBHOOK, status, '', '7').waitMs).toBe(7_000);
    }
    expect(said(WEBHOOK, 503, '', '999999999').waitMs).toBe(86_400_000);
    expect(said(DINGTALK, 200, '{"errcode":130101}').waitMs).toBe(60_000);
    expect(said(WEBHOOK, 410, '').isGone).toBe(true);
  });
});

describe('what people wrote', () => {
  const EVIL = 'a <at id=all></at> [b](https://evil.example) **c** `d` <!channel> @all <@U1> & # e';

  it('makes no link, mention or heading in markdown', () => {
    const ding = written(DINGTALK, { title: EVIL, lines: [EVIL, '# h', '- l', '1. n'] }).actionCard.text;
    const we = written(WECOM, { title: EVIL, lines: [EVIL] }).markdown.content;
    for (const text of [
      ding,
      we
        .replace(/<\/?font[^>]*>/g, '')
        .replaceAll('**', '')
        .replace(/\[Open\].*$/, ''),
    ])
      expect(text).not.toMatch(/<|\]\(|\*\*|@|`/);
    expect(ding).not.toMatch(/\n(# h|- l|1\. n)/);
  });

  it('stays plain text for Feishu', () => {
    const { card } = written(FEISHU, { title: EVIL, lines: [EVIL] });
    expect(card.header.title).toEqual({ tag: 'plain_text', content: `${EVIL} · Release Console` });
    expect(card.body.elements[0]).toEqual({ tag: 'div', text: { tag: 'plain_text', content: EVIL } });
  });

  it('is escaped for Slack', () => {
    const { text, blocks } = written(SLACK, { title: EVIL, lines: [EVIL] });
    expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(blocks[0].text.text).not.toMatch(/[<>]|.\*./);
    expect(blocks[1].text.type).toBe('plain_text');
  });

  it('is neither struck out, slanted nor code for Slack, and makes no link of an address', () => {
    const { blocks } = written(SLACK, { title: '_a_ ~b~ `c` *d* https://evil.example #general' });
    expect(blocks[0].text).toMatchObject({ type: 'mrkdwn', verbatim: true });
    expect(blocks[0].text.text).not.toMatch(/[_~`]|.\*./);
  });
});

describe('lines that lead somewhere', () => {
  const url = 'https://console.example.com/approvals/1';
  const lines = [{ text: '[a] *b* <c|d> `e`', url }, 'what changes'];

  it('are links of markdown, and their text is text', () => {
    const ding = written(DINGTALK, { lines });
    // A card as a whole leads to one place only.
    expect(ding.msgtype).toBe('markdown');
    expect(ding.markdown.text).toContain(`［a］ ＊b＊ ＜c|d＞ ｀e｀](${url})`);
    expect(ding.markdown.text).toContain(`[Open](${LINK.url})`);
    expect(written(WECOM, { lines }).markdown.content).toContain(`>[［a］ ＊b＊ ＜c|d＞ ｀e｀](${url})`);
    const { elements } = written(FEISHU, { lines }).card.body;
    expect(elements[0]).toEqual({ tag: 'markdown', content: `[［a］ ＊b＊ ＜c|d＞ ｀e｀](${url})` });
    expect(elements[1].text.content).toBe('what changes');
  });

  it('are links of Slack', () => {
    const { blocks } = written(SLACK, { lines });
    expect(blocks[1].text).toEqual({
      ...{ type: 'mrkdwn', verbatim: true },
      text: `<${url}|[a] ∗b∗ &lt;c|d&gt; ˋeˋ>`,
    });
    expect(blocks[2].text.type).toBe('plain_text');
  });

  it.each(['dingtalk', 'wecom', 'feishu', 'slack'] as const)('fit into a message of %s or do not', (kind) => {
    const of = (count: number): Message =>
      told({ lines: Array.from({ length: count }, () => ({ text: '词'.repeat(150), url })) }).message;
    expect(VENDORS[kind].fits(of(2))).toBe(true);
    expect(VENDORS[kind].fits(of(60))).toBe(false);
  });
});

describe('robots that expect a keyword', () => {
  const titles = (message: Partial<Message>): readonly string[] => [
    written(DINGTALK, message).actionCard.title,
    written(DINGTALK, message).actionCard.text,
    written(FEISHU, message).card.header.title.content,
  ];

  it.each(['T', '标题', 'x'.repeat(400)])('find it in every message, as %s', (title) => {
    for (const lines of [[], ['x'.repeat(30_000)]])
      for (const text of titles({ title, lines })) expect(text).toContain('Release Console');
    expect(written(DINGTALK, { title, link: null }).markdown.text).toContain('Release Console');
  });

  it('find it once where the title has it', () => {
    for (const text of titles({ title: 'Release Console: T' }))
      expect(text.split('Release Console')).toHaveLength(2);
  });
});

describe('sizes', () => {
  const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3_000 });
  const lines = fc.oneof(
    texts,
    texts.map((text) => ({ text, url: LINK.url })),
  );
  const messages = fc.record({ title: texts, lines: fc.array(lines, { maxLength: 60 }) });

  it.each<[string, Vendor, (body: string) => number, number]>([
    ['DingTalk takes 20,000 bytes', DINGTALK, (body) => Buffer.byteLength(body), 20_000],
    ['WeCom takes 4,096 bytes', WECOM, (body) => Buffer.byteLength(JSON.parse(body).markdown.content), 4_096],
    ['Feishu takes 20 KB', FEISHU, (body) => Buffer.byteLength(body), 20_000],
    ['Slack takes 50 blocks', SLACK, (body) => JSON.parse(body).blocks.length, 50],
    [
      'Slack takes 3,000 characters in a block',
      SLACK,
      (body) => Math.max(...JSON.parse(body).blocks.map((block: any) => block.text?.text.length ?? 0)), // eslint-disable-line @typescript-eslint/no-explicit-any -- made by the code under test
      3_000,
    ],
  ])('%s at the most', (_, vendor, sizeOf, most) => {
    fc.assert(
      fc.property(messages, (message) => {
        const body = vendor.payload(told(message));
        expect(sizeOf(body)).toBeLessThanOrEqual(most);
        expect(body).toContain(LINK.url);
      }),
      { numRuns: 40 },
    );
  });

  it('says how much is left out', () => {
    const long = Array.from({ length: 60 }, (_, index) => `line ${index} ${'词'.repeat(60)}`);
    const { content } = written(WECOM, { lines: long }).markdown;
    expect(content).toMatch(/line 0 .*… and \d+ more lines\n\[Open\]/s);
  });
});
