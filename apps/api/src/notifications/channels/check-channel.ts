import { weeklyFaults } from '@release-console/rollout-core';
import type { FieldError } from '../../platform/http/index.js';
import { unknownPlaceholders } from '../messages/placeholders.js';
import type { ChannelKind } from '../notification-words.js';
import { isWebhookSecret } from '../vendors/webhook.js';
import type { ChannelRequest, ChannelTemplate } from './channel.dto.js';
import type { QuietHoursDto } from './quiet-hours.dto.js';

/** What signs; for all others the address is the only secret. */
const SIGNING: readonly ChannelKind[] = ['dingtalk', 'feishu', 'webhook'];

const fault = (field: string, code: string, message: string): FieldError => ({ field, code, message });

/** What is wrong with a channel beyond the shape of its fields; empty when nothing is. `isNew`: it has no address yet. */
export function channelFaults(request: ChannelRequest, isNew: boolean): readonly FieldError[] {
  return [
    ...(request.kind === 'email' ? mailFaults(request) : addressFaults(request, isNew)),
    ...secretFaults(request),
    ...quietFaults(request.quietHours),
    ...templateFaults(request),
  ];
}

export function quietFaults(quiet: QuietHoursDto | null | undefined): readonly FieldError[] {
  return quiet
    ? weeklyFaults(quiet).map(({ path, message }) => fault(`quietHours.${path}`, 'not_a_time', message))
    : [];
}

function mailFaults({ url, recipients = [] }: ChannelRequest): readonly FieldError[] {
  return [
    ...(url === undefined ? [] : [fault('url', 'not_of_kind', 'E-mail has recipients instead.')]),
    ...(recipients.length > 0 ? [] : [fault('recipients', 'missing', 'Name at least one address.')]),
  ];
}

function addressFaults({ url, recipients = [] }: ChannelRequest, isNew: boolean): readonly FieldError[] {
  return [
    ...(recipients.length === 0
      ? []
      : [fault('recipients', 'not_of_kind', 'Only e-mail has recipients; this goes to its address.')]),
    ...(isNew && url === undefined
      ? [fault('url', 'missing', 'Give the address of the robot or endpoint.')]
      : []),
    ...(url === undefined || isAddress(url)
      ? []
      : [fault('url', 'not_an_address', 'Give an http or https URL without a user name.')]),
  ];
}

function isAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

function secretFaults({ kind, secret }: ChannelRequest): readonly FieldError[] {
  if (secret == null) return [];
  if (!SIGNING.includes(kind))
    return [fault('secret', 'not_of_kind', 'Here the address is the secret; nothing is signed.')];
  if (kind === 'webhook' && !isWebhookSecret(secret))
    return [fault('secret', 'not_a_secret', 'Give whsec_ and 24 to 64 bytes in base64, or leave it away.')];
  return secret.trim() === '' ? [fault('secret', 'missing', 'Give the secret, or leave it away.')] : [];
}

function templateFaults({ kind, templates = [] }: ChannelRequest): readonly FieldError[] {
  if (kind === 'webhook' && templates.length > 0)
    return [fault('templates', 'not_of_kind', 'A webhook is sent data, which has no text.')];
  const types = templates.map(({ eventType }) => eventType);
  return templates.flatMap((template, at) => [
    ...textFaults(template, `templates[${at}].`),
    ...(types.indexOf(template.eventType) === at
      ? []
      : [fault(`templates[${at}].eventType`, 'twice', 'This event has a text already.')]),
  ]);
}

/** Of a title and a body; `prefix` stands before the names of the fields. */
export function textFaults(
  own: Partial<Pick<ChannelTemplate, 'title' | 'body'>>,
  prefix = '',
): readonly FieldError[] {
  return (['title', 'body'] as const).flatMap((field) =>
    unknownPlaceholders(own[field] ?? '').map((name) =>
      fault(`${prefix}${field}`, 'unknown_placeholder', `There is no placeholder {{${name}}}.`),
    ),
  );
}
