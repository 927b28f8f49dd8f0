import { weeklyFaults } from '@release-console/rollout-core';
import type { FieldError, LocalizedText } from '../../platform/http/index.js';
import { unknownPlaceholders } from '../messages/placeholders.js';
import type { ChannelKind } from '../notification-words.js';
import { isWebhookSecret } from '../vendors/webhook.js';
import type { ChannelRequest, ChannelTemplate } from './channel.dto.js';
import type { QuietHoursDto } from './quiet-hours.dto.js';

/** What signs; for all others the address is the only secret. */
const SIGNING: readonly ChannelKind[] = ['dingtalk', 'feishu', 'webhook'];

const TIME_ZH = '时间格式为 HH:MM，00:00 到 23:59。';
const WEEKLY_ZH: Readonly<Record<string, string>> = {
  timeZone: '请填写时区，例如 Asia/Shanghai。',
  days: '请至少填写一天，每天只写一次，用 1（周一）到 7（周日）表示。',
  from: TIME_ZH,
  to: TIME_ZH,
};

const fault = (field: string, code: string, message: LocalizedText): FieldError => ({ field, code, message });

const NEVER_ENDS = fault('quietHours.to', 'never_ends', {
  en: 'These quiet hours never end. Let them end at another time, or leave a day out.',
  zh: '免打扰时段没有结束。请更改结束时间，或去掉一天。',
});

/** What is wrong with a channel beyond the shape of its fields; empty when nothing is. `isNew`: it has no address yet. */
export function channelFaults(request: ChannelRequest, isNew: boolean): readonly FieldError[] {
  return [
    ...(request.kind === 'email' ? mailFaults(request) : addressFaults(request, isNew)),
    ...secretFaults(request, isNew),
    ...quietFaults(request.quietHours),
    ...templateFaults(request),
  ];
}

export function quietFaults(quiet: QuietHoursDto | null | undefined): readonly FieldError[] {
  if (!quiet) return [];
  const faults = weeklyFaults(quiet).map(({ path, message }) =>
    fault(`quietHours.${path}`, 'not_a_time', { en: message, zh: WEEKLY_ZH[path] ?? `填写有误：${message}` }),
  );
  return faults.length === 0 && quiet.days.length === 7 && quiet.from === quiet.to ? [NEVER_ENDS] : faults;
}

function mailFaults({ url, recipients = [] }: ChannelRequest): readonly FieldError[] {
  return [
    ...(url === undefined
      ? []
      : [
          fault('url', 'not_of_kind', {
            en: 'E-mail has recipients instead.',
            zh: '电子邮件没有地址，请填写收件人。',
          }),
        ]),
    ...(recipients.length > 0
      ? []
      : [
          fault('recipients', 'missing', {
            en: 'Name at least one address.',
            zh: '请至少填写一个邮箱地址。',
          }),
        ]),
  ];
}

function addressFaults({ url, recipients = [] }: ChannelRequest, isNew: boolean): readonly FieldError[] {
  return [
    ...(recipients.length === 0
      ? []
      : [
          fault('recipients', 'not_of_kind', {
            en: 'Only e-mail has recipients; this goes to its address.',
            zh: '只有电子邮件有收件人，此渠道发送到其地址。',
          }),
        ]),
    ...(isNew && url === undefined
      ? [
          fault('url', 'missing', {
            en: 'Give the address of the robot or endpoint.',
            zh: '请填写机器人或接收端的地址。',
          }),
        ]
      : []),
    ...(url === undefined || isAddress(url)
      ? []
      : [
          fault('url', 'not_an_address', {
            en: 'Give an http or https URL without a user name.',
            zh: '请填写不含用户名的 http 或 https 地址。',
          }),
        ]),
  ];
}

function isAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

function secretFaults({ kind, secret }: ChannelRequest, isNew: boolean): readonly FieldError[] {
  if (kind === 'webhook' && secret === null && !isNew)
    return [
      fault('secret', 'always_signed', {
        en: 'A webhook is always signed. Give another secret, or leave it away to keep the one that it has.',
        zh: 'Webhook 始终签名。请填写新的密钥，或不填以保留现有密钥。',
      }),
    ];
  if (secret == null) return [];
  if (!SIGNING.includes(kind))
    return [
      fault('secret', 'not_of_kind', {
        en: 'Here the address is the secret; nothing is signed.',
        zh: '此类渠道以地址为密钥，不做签名。',
      }),
    ];
  if (kind === 'webhook' && !isWebhookSecret(secret))
    return [
      fault('secret', 'not_a_secret', {
        en: 'Give whsec_ and 24 to 64 bytes in base64, or leave it away.',
        zh: '请填写 whsec_ 加 base64 编码的 24 到 64 字节，或留空。',
      }),
    ];
  return secret.trim() === ''
    ? [fault('secret', 'missing', { en: 'Give the secret, or leave it away.', zh: '请填写密钥，或留空。' })]
    : [];
}

function templateFaults({ kind, templates = [] }: ChannelRequest): readonly FieldError[] {
  if (kind === 'webhook' && templates.length > 0)
    return [
      fault('templates', 'not_of_kind', {
        en: 'A webhook is sent data, which has no text.',
        zh: 'Webhook 收到的是数据，没有文本。',
      }),
    ];
  const types = templates.map(({ eventType }) => eventType);
  return templates.flatMap((template, at) => [
    ...textFaults(template, `templates[${at}].`),
    ...(types.indexOf(template.eventType) === at
      ? []
      : [
          fault(`templates[${at}].eventType`, 'twice', {
            en: 'This event has a text already.',
            zh: '此事件已有文本。',
          }),
        ]),
  ]);
}

/** Of a title and a body; `prefix` stands before the names of the fields. */
export function textFaults(
  own: Partial<Pick<ChannelTemplate, 'title' | 'body'>>,
  prefix = '',
): readonly FieldError[] {
  return (['title', 'body'] as const).flatMap((field) =>
    unknownPlaceholders(own[field] ?? '').map((name) =>
      fault(`${prefix}${field}`, 'unknown_placeholder', {
        en: `There is no placeholder {{${name}}}.`,
        zh: `没有占位符 {{${name}}}。`,
      }),
    ),
  );
}
