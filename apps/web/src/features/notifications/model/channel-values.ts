import type { Channel, ChannelKind, ChannelRequest, Language, QuietHours } from '../../../lib/api';
import { FIELDS } from './looks';

export interface ChannelValues {
  /** Empty: of no project. */
  readonly projectId: string;
  readonly kind: ChannelKind;
  readonly name: string;
  /** Empty, of one that is there: as it is, because it is never shown again. */
  readonly url: string;
  readonly secret: string;
  readonly isSecretGone: boolean;
  readonly recipients: readonly string[];
  readonly language: Language;
  readonly isEnabled: boolean;
  readonly quietHours: QuietHours | null;
}

export type ChannelFault = 'name' | 'url' | 'recipients' | 'quietHours';

export function channelValues(channel: Channel | null, projectId: string, language: Language): ChannelValues {
  return {
    projectId: channel?.project?.id ?? projectId,
    kind: channel?.kind ?? 'dingtalk',
    name: channel?.name ?? '',
    url: '',
    secret: '',
    isSecretGone: false,
    recipients: channel?.recipients ?? [],
    language: channel?.language ?? language,
    isEnabled: channel?.isEnabled ?? true,
    quietHours: channel?.quietHours ?? null,
  };
}

export function channelFaults(values: ChannelValues, isNew: boolean): readonly ChannelFault[] {
  const { hasUrl } = FIELDS[values.kind];
  const url = values.url.trim();
  const isUrlMissing = url === '' ? isNew : !/^https?:\/\//i.test(url) || !URL.canParse(url);
  return [
    ...(values.name.trim() === '' ? (['name'] as const) : []),
    ...(hasUrl && isUrlMissing ? (['url'] as const) : []),
    ...(values.kind === 'email' && values.recipients.length === 0 ? (['recipients'] as const) : []),
    ...(isQuietGood(values.quietHours) ? [] : (['quietHours'] as const)),
  ];
}

export const isQuietGood = (hours: QuietHours | null): boolean =>
  hours === null || (hours.days.length > 0 && hours.from !== '' && hours.to !== '');

/** Own texts are written elsewhere, and a channel is replaced as a whole: they go along. */
export function channelRequest(values: ChannelValues, before: Channel | null): ChannelRequest {
  const { kind, url, secret, isSecretGone, projectId } = values;
  const { hasUrl, hasSecret, isSecretOptional } = FIELDS[kind];
  const given = secret.trim();
  return {
    projectId: projectId === '' ? null : projectId,
    name: values.name.trim(),
    kind,
    language: values.language,
    isEnabled: values.isEnabled,
    quietHours: values.quietHours,
    templates: [...(before?.templates ?? [])],
    ...(hasUrl && url.trim() !== '' ? { url: url.trim() } : {}),
    ...(hasSecret && given !== '' ? { secret: given } : {}),
    ...(hasSecret && given === '' && isSecretGone && isSecretOptional ? { secret: null } : {}),
    ...(kind === 'email' ? { recipients: [...values.recipients] } : {}),
  };
}

/** With other texts, and everything else as it is. */
export const withTexts = (channel: Channel, templates: ChannelRequest['templates']): ChannelRequest => ({
  ...channelRequest(channelValues(channel, '', channel.language), channel),
  ...(templates ? { templates } : {}),
});

export const withSwitch = (channel: Channel, isEnabled: boolean): ChannelRequest => ({
  ...withTexts(channel, undefined),
  isEnabled,
});
