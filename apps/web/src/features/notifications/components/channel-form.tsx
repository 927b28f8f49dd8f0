import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Checkbox,
  Group,
  PasswordInput,
  ProblemNotice,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  toastDone,
} from '../../../components/ui';
import type { Channel, MadeChannel } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { createChannel, replaceChannel } from '../api/channels';
import {
  channelFaults,
  channelRequest,
  channelValues,
  type ChannelFault,
  type ChannelValues,
} from '../model/channel-values';
import { CHANNEL_KINDS, FIELDS } from '../model/looks';
import { QuietField } from './quiet-field';

export interface ProjectChoice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly channel: Channel | null;
  /** Those whose channels the person may make. */
  readonly projects: readonly ProjectChoice[];
  readonly projectId: string;
  /** Whether the person may make one of no project. */
  readonly mayBeEverywhere: boolean;
  readonly onCreated?: (made: MadeChannel) => void;
  readonly onDone: () => void;
}

export function ChannelForm(props: Props) {
  const { projects, mayBeEverywhere, onDone } = props;
  // As it was when the form was opened: what others save meanwhile is read again, and not to be overwritten unseen.
  const [channel] = useState(props.channel);
  const t = useTranslate();
  const cache = useQueryClient();
  const language = useLanguage();
  const first = mayBeEverywhere ? '' : (projects[0]?.id ?? '');
  const [values, setValues] = useState(() => channelValues(channel, props.projectId || first, language));
  const [isAsked, setIsAsked] = useState(false);
  const save = useMutation({
    mutationFn: async (): Promise<MadeChannel | null> => {
      const body = channelRequest(values, channel);
      if (!channel) return createChannel(body);
      await replaceChannel(channel, body);
      return null;
    },
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: queryKeys.channels });
      if (made) return props.onCreated?.(made);
      toastDone(t('channel.saved', { name: values.name.trim() }));
      onDone();
    },
  });
  const faults = channelFaults(values, channel === null);
  const refused = fieldErrors(save.error);
  const fields: Fields = {
    values,
    errorOf: (field) =>
      refused[field] ??
      Object.entries(refused).find(([name]) => name.startsWith(`${field}.`))?.[1] ??
      (isAsked && faults.includes(field as ChannelFault)
        ? t(`channel.fault.${field as ChannelFault}`)
        : null),
    onChange: (part) => setValues({ ...values, ...part }),
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (faults.length === 0) save.mutate();
      }}
    >
      <Stack gap="md">
        {!channel && <Place {...props} {...fields} />}
        <TextInput
          label={t('channel.name')}
          maxLength={100}
          value={values.name}
          error={fields.errorOf('name')}
          onChange={(event) => fields.onChange({ name: event.currentTarget.value })}
        />
        <Address {...props} {...fields} />
        <LanguageField {...fields} />
        <QuietField
          value={values.quietHours}
          error={fields.errorOf('quietHours')}
          onChange={(quietHours) => fields.onChange({ quietHours })}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t(channel ? 'common.save' : 'channel.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Fields {
  readonly values: ChannelValues;
  readonly errorOf: (field: keyof ChannelValues) => string | null;
  readonly onChange: (part: Partial<ChannelValues>) => void;
}

function Place({ projects, projectId, mayBeEverywhere, values, errorOf, onChange }: Props & Fields) {
  const t = useTranslate();
  return (
    <>
      <Select
        label={t('channel.kind')}
        data={CHANNEL_KINDS.map((kind) => ({ value: kind, label: t(`channel.kind.${kind}`) }))}
        value={values.kind}
        allowDeselect={false}
        onChange={(chosen) => onChange({ kind: CHANNEL_KINDS.find((kind) => kind === chosen) ?? 'dingtalk' })}
        data-autofocus
      />
      {projectId === '' && (
        <Select
          label={t('release.project')}
          searchable
          data={[
            ...(mayBeEverywhere ? [{ value: '', label: t('channel.everywhere') }] : []),
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={values.projectId}
          allowDeselect={false}
          error={errorOf('projectId')}
          onChange={(chosen) => onChange({ projectId: chosen ?? '' })}
        />
      )}
    </>
  );
}

/** What a vendor needs; what was once given is never shown again. */
function Address({ channel, values, errorOf, onChange }: Props & Fields) {
  const t = useTranslate();
  const { kind } = values;
  if (kind === 'email')
    return (
      <TagsInput
        label={t('channel.recipients')}
        description={t('channel.recipientsHelp')}
        value={[...values.recipients]}
        error={errorOf('recipients')}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        onChange={(recipients) => onChange({ recipients })}
      />
    );
  return (
    <>
      <PasswordInput
        label={t('channel.url')}
        description={
          channel ? t('channel.urlKept', { host: channel.host ?? '' }) : t(`channel.urlOf.${kind}`)
        }
        maxLength={2_000}
        autoComplete="off"
        value={values.url}
        error={errorOf('url')}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
      {FIELDS[kind].hasSecret && (
        <>
          <PasswordInput
            label={t('channel.secret')}
            description={
              channel?.hasSecret ? t('channel.secretKept') : t(`channel.secretOf.${secretKind(kind)}`)
            }
            maxLength={500}
            autoComplete="new-password"
            value={values.secret}
            error={errorOf('secret')}
            onChange={(event) => onChange({ secret: event.currentTarget.value, isSecretGone: false })}
          />
          {channel?.hasSecret && FIELDS[kind].isSecretOptional && values.secret === '' && (
            <Checkbox
              label={t('channel.secretAway')}
              checked={values.isSecretGone}
              onChange={(event) => onChange({ isSecretGone: event.currentTarget.checked })}
            />
          )}
        </>
      )}
    </>
  );
}

const secretKind = (kind: ChannelValues['kind']) =>
  kind === 'dingtalk' || kind === 'feishu' ? kind : ('webhook' as const);

function LanguageField({ values, onChange }: Fields) {
  const t = useTranslate();
  return (
    <div>
      <Text size="sm" fw={500} mb={4} component="div">
        {t('channel.language')}
      </Text>
      <SegmentedControl
        aria-label={t('channel.language')}
        data={[
          { value: 'en', label: 'English' },
          { value: 'zh', label: '中文' },
        ]}
        value={values.language}
        onChange={(language) => onChange({ language: language === 'zh' ? 'zh' : 'en' })}
      />
    </div>
  );
}
