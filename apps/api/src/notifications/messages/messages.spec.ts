import { EVENT_TYPES } from '../notification-words.js';
import { digest } from './digest.js';
import { eventMessage } from './event-message.js';
import { mailOf } from './mail.js';
import { ownMessage } from './own-message.js';
import { filled, PLACEHOLDERS, unknownPlaceholders } from './placeholders.js';
import { sampleEvent } from './sample-events.js';
import type { Reading } from './told-event.js';
import { webhookPayload } from './webhook-payload.js';

const EN: Reading = { language: 'en', timeZone: 'UTC', publicUrl: 'https://console.example.com' };
const ZH: Reading = { ...EN, language: 'zh', timeZone: 'Asia/Shanghai' };

describe('the message of a request for approval', () => {
  const event = sampleEvent('approval.requested');

  it('says what changes, where, and until when it can be decided', () => {
    const { title, lines, link } = eventMessage(event, EN);
    expect(title).toBe('[Shop / Production] Approval requested: release #42 Faster start');
    expect(lines).toEqual([
      'shop-server 1.4.2 → 1.5.0',
      'Nodes: 120',
      'How: canary',
      'By: Li Wei',
      'Expires: 2026-11-28 08:00 UTC',
      'Time: 2026-11-27 08:30 UTC',
    ]);
    expect(link).toEqual({
      text: 'Look and decide',
      url: `https://console.example.com/approvals/${event.subject.id}`,
    });
  });

  it('says the same in Chinese, by the clocks of the reader', () => {
    const { title, lines } = eventMessage(event, ZH);
    expect(title).toBe('[Shop / Production] 请求审批：发布 #42 Faster start');
    expect(lines.slice(-2)).toEqual([
      '过期时间：2026-11-28 16:00 Asia/Shanghai',
      '时间：2026-11-27 16:30 Asia/Shanghai',
    ]);
  });

  it('names the keys of a configuration that change, and no values', () => {
    const data = { changes: [{ bin: 'shop.app.yaml', from: ['production.3'], to: 'production.4' }] };
    const keys = { 'shop.app.yaml': ['db.host', 'log.level'] };
    const { lines } = eventMessage({ ...event, data, changedKeys: keys }, EN);
    expect(lines[0]).toBe('shop.app.yaml production.3 → production.4 (changes db.host, log.level)');
  });
});

describe('messages', () => {
  it('of a decision name the request that it decides', () => {
    const { lines } = eventMessage(sampleEvent('release.approved'), EN);
    expect(lines).toContain('Decides the request of 2026-11-27 08:00 UTC');
    expect(lines).toContain('By: Li Wei');
  });

  it.each(EVENT_TYPES)('of %s have words in both languages', (type) => {
    const [en, zh] = [EN, ZH].map((reading) => eventMessage(sampleEvent(type), reading));
    expect(en?.title).not.toMatch(/\p{Script=Han}/u);
    expect(zh?.title).toMatch(/\p{Script=Han}/u);
    expect(zh?.lines.join('\n')).not.toMatch(/\b(By|Time|Reason|Nodes|How):/);
  });

  it('are one line each, whatever people wrote', () => {
    const event = sampleEvent('release.paused');
    const subject = { ...event.subject, title: 'a\r\n# b' };
    const { title, lines } = eventMessage({ ...event, subject, data: { reason: 'x\ny' } }, EN);
    expect([title, ...lines].join('')).not.toMatch(/[\r\n]/);
  });
});

describe('many messages in one', () => {
  const types = ['release.finished', 'approval.requested', 'approval.expiring', 'alert.fired'] as const;
  const messages = types.map((type) => eventMessage(sampleEvent(type), EN));
  const at = (path: string): string => `https://console.example.com/${path}`;
  const { id } = sampleEvent('approval.requested').subject;

  it('lead to what each is about, the worst first, and say what changes', () => {
    const { title, lines, severity, link } = digest(messages, EN);
    expect(title).toBe('4 messages');
    expect(lines).toEqual([
      { text: messages[3]?.title, url: at('monitoring/alerts') },
      { text: messages[2]?.title, url: at(`approvals/${id}`) },
      'shop-server 1.4.2 → 1.5.0',
      { text: messages[0]?.title, url: at(`releases/${id}`) },
      'shop-server 1.4.2 → 1.5.0',
      { text: messages[1]?.title, url: at(`approvals/${id}`) },
      'shop-server 1.4.2 → 1.5.0',
    ]);
    expect(severity).toBe('critical');
    expect(link?.url).toBe(at('releases'));
  });

  it('lead to the one thing that they are about', () => {
    const about = messages.slice(1, 3);
    expect(digest(about, EN).link).toEqual(about[0]?.link);
  });

  it('are none when there is one', () => {
    expect(digest(messages.slice(0, 1), EN)).toBe(messages[0]);
  });

  it('lead there in an e-mail too', () => {
    const { text, html } = mailOf(digest(messages, EN));
    expect(text).toContain(`Faster start\n  ${at(`approvals/${id}`)}\nshop-server 1.4.2`);
    expect(html).toContain(`<p><a href="${at(`approvals/${id}`)}">[Shop / Production] Approval requested`);
  });
});

describe('texts of somebody’s own', () => {
  const event = sampleEvent('release.paused');

  it('are filled in', () => {
    const own = { title: '{{event}} {{ subject }}', body: '{{detail}}\n\n{{nodes}}\n{{link}}' };
    expect(ownMessage(event, own, EN)).toMatchObject({
      title: 'Paused release #42 Faster start',
      lines: ['Paused: 3 of 12 asked nodes lost', `https://console.example.com/releases/${event.subject.id}`],
    });
  });

  it('take nothing that a person wrote for a placeholder', () => {
    const data = { reason: '{{link}} {{nope}}' };
    expect(filled('{{reason}}', { ...event, data }, EN)).toBe('{{link}} {{nope}}');
  });

  it('name what is not known', () => {
    expect(unknownPlaceholders('{{event}} {{nope}} {{ nope }} {{constructor}} {{}} { {x} }')).toEqual([
      'nope',
      'constructor',
    ]);
  });

  it.each(Object.keys(PLACEHOLDERS))('%s has a value in some sample', (name) => {
    const values = EVENT_TYPES.map((type) => PLACEHOLDERS[name]?.valueOf(sampleEvent(type), EN));
    expect(values.some((value) => value !== '')).toBe(true);
  });
});

describe('what webhooks are told', () => {
  it('is data with a link', () => {
    const payload = webhookPayload(sampleEvent('approval.requested'), EN);
    expect(payload).toMatchObject({
      type: 'approval.requested',
      timestamp: '2026-11-27T08:30:00.000Z',
      data: { severity: 'info', project: { code: 'shop' }, nodes: 120, decides: null },
    });
  });

  it('is less than 20 kB, however much there is to say', () => {
    const event = sampleEvent('approval.requested');
    const changes = Array.from({ length: 2_000 }, (_, at) => ({ bin: `b${at}`, from: [], to: '1' }));
    const payload = webhookPayload({ ...event, data: { changes, nodes: 7 } }, EN);
    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(20_000);
    expect(payload.data).toMatchObject({ nodes: 7 });
  });
});
