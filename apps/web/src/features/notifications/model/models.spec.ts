import type { Channel, Subscription } from '../../../lib/api';
import {
  channelFaults,
  channelRequest,
  channelValues,
  withSwitch,
  withTexts,
  type ChannelFault,
  type ChannelValues,
} from './channel-values';
import { healthOf } from './looks';
import { startingText, withText } from './own-texts';
import { subscriptionRequest, subscriptionValues } from './subscription-values';

const QUIET = {
  timeZone: 'Asia/Shanghai',
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '22:00',
  to: '08:00',
  isCriticalTold: true,
} as const;
const OWN = { eventType: 'release.failed', title: 'It failed', body: '{{release}}' } as const;

const robot = {
  ...{ id: 'c', project: { id: 'p', code: 'shop', name: 'Shop' }, name: 'Ops', kind: 'dingtalk' },
  ...{ host: 'oapi.dingtalk.com', hasSecret: true, recipients: [], language: 'zh', isEnabled: true },
  ...{ quietHours: QUIET, templates: [OWN], revision: 3 },
} as unknown as Channel;
const values = channelValues(robot, '', 'en');

it('a channel that was read is sent back as it was, without what was never told', () => {
  expect(channelFaults(values, false)).toEqual([]);
  expect(channelRequest(values, robot)).toEqual({
    ...{ projectId: 'p', name: 'Ops', kind: 'dingtalk', language: 'zh', isEnabled: true },
    ...{ quietHours: QUIET, templates: [OWN] },
  });
});

it('address and secret go along only when they are given', () => {
  const url = 'https://oapi.dingtalk.com/robot/send?access_token=x';
  expect(channelRequest({ ...values, url: ` ${url} `, secret: 'SECx' }, robot)).toMatchObject({
    url,
    secret: 'SECx',
  });
  expect(channelRequest({ ...values, isSecretGone: true }, robot).secret).toBeNull();
  // A webhook is always signed.
  expect(channelRequest({ ...values, kind: 'webhook', isSecretGone: true }, robot)).not.toHaveProperty(
    'secret',
  );
  // What another kind was filled in with before is not sent.
  const mail = { ...values, kind: 'email', url, secret: 's', recipients: ['ops@example.com'] } as const;
  expect(channelRequest(mail, null)).not.toHaveProperty('url');
  expect(channelRequest(mail, null)).not.toHaveProperty('secret');
  expect(channelRequest(mail, null).recipients).toEqual(['ops@example.com']);
  expect(channelRequest({ ...values, kind: 'slack', secret: 's' }, null)).not.toHaveProperty('secret');
});

it.each<[Partial<ChannelValues>, ChannelFault]>([
  [{ name: ' ' }, 'name'],
  [{ url: '' }, 'url'],
  [{ url: 'oapi.dingtalk.com' }, 'url'],
  [{ kind: 'email' }, 'recipients'],
  [{ quietHours: { ...QUIET, days: [] } }, 'quietHours'],
  [{ quietHours: { ...QUIET, to: '' } }, 'quietHours'],
])('%j is a fault of a new one', (part, fault) => {
  const filled = { ...values, quietHours: null, url: 'https://hooks.example.com/x' };
  expect(channelFaults({ ...filled, ...part }, true)).toEqual([fault]);
});

it('a switch and other texts leave everything else', () => {
  const before = channelRequest(values, robot);
  expect(withSwitch(robot, false)).toEqual({ ...before, isEnabled: false });
  expect(withTexts(robot, [])).toEqual({ ...before, templates: [] });
});

it('an event has one text', () => {
  const other = { eventType: 'alert.fired', title: 't', body: 'b' } as const;
  expect(withText([OWN, other], 'release.failed', { title: 'n', body: '' })).toEqual([
    other,
    { eventType: 'release.failed', title: 'n', body: '' },
  ]);
  expect(withText([OWN, other], 'release.failed', null)).toEqual([other]);
});

it('a subscription that was read is sent back as it was', () => {
  const place = { id: 'x', code: 'x', name: 'X' };
  const read: Subscription = {
    project: place,
    environment: null,
    eventTypes: ['alert.fired'],
    leastSeverity: 'warning',
  };
  expect(subscriptionRequest(subscriptionValues(read))).toEqual({
    projectId: 'x',
    environmentId: null,
    eventTypes: ['alert.fired'],
    leastSeverity: 'warning',
  });
});

it('own words begin with what the event has to name', () => {
  const placeholders = ['time', 'event', 'subject', 'link'].map((name) => ({
    ...{ name, sample: `a ${name}`, meaning: { en: '', zh: '' } },
  }));
  expect(startingText({ placeholders })).toEqual({ title: '{{event}} · {{subject}}', body: '{{time}}' });
});

describe('how a channel stands', () => {
  it.each([
    ['good', null, 'unused'],
    ['good', '2026-01-01T00:00:00Z', 'good'],
    ['failing', null, 'failing'],
    ['off', null, 'off'],
  ] as const)('%s, last sent %s: %s', (health, lastSentAt, expected) => {
    expect(healthOf({ health, lastSentAt })).toBe(expected);
  });
});
