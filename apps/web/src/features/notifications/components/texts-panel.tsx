import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  CopyText,
  Folded,
  Group,
  Notice,
  Panel,
  ProblemNotice,
  QueryView,
  Select,
  Stack,
  Textarea,
  TextInput,
  toastDone,
} from '../../../components/ui';
import type { Channel, TemplateKind } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { replaceChannel } from '../api/channels';
import { messageKindsQuery } from '../api/texts';
import { withTexts } from '../model/channel-values';
import { startingText, withText } from '../model/own-texts';
import { MessagePreview } from './message-preview';
import styles from './notifications.module.css';

/** How messages of a channel read; own words where somebody wants them. */
export function TextsPanel({ channel }: { readonly channel: Channel }) {
  const t = useTranslate();
  const localized = useLocalized();
  const query = useQuery(messageKindsQuery);
  const [chosen, setChosen] = useState('');
  return (
    <Panel title={t('texts.title')}>
      <QueryView query={query} what={t('texts.title')} rows={3}>
        {({ items }) => {
          const kind = items.find(({ eventType }) => eventType === chosen) ?? items[0];
          const own = new Set<string>(channel.templates.map(({ eventType }) => eventType));
          return (
            <Stack gap="md">
              <Select
                label={t('texts.event')}
                data={items.map(({ eventType, label }) => ({
                  value: eventType,
                  label: own.has(eventType)
                    ? t('texts.ownOf', { event: localized(label) })
                    : localized(label),
                }))}
                value={kind?.eventType ?? null}
                allowDeselect={false}
                searchable
                onChange={(next) => setChosen(next ?? '')}
              />
              {kind && (
                <TextEditor key={`${kind.eventType} ${channel.revision}`} channel={channel} kind={kind} />
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function TextEditor({ channel, kind }: { readonly channel: Channel; readonly kind: TemplateKind }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const { eventType } = kind;
  const before = channel.templates.find((one) => one.eventType === eventType);
  const [text, setText] = useState<{ readonly title: string; readonly body: string } | null>(
    before ? { title: before.title, body: before.body } : null,
  );
  const save = useMutation({
    mutationFn: () =>
      replaceChannel(channel, withTexts(channel, withText(channel.templates, eventType, text))),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.channels });
      toastDone(t(text ? 'texts.saved' : 'texts.savedOwn'));
    },
  });
  const isChanged = text?.title !== before?.title || text?.body !== before?.body;
  const isBare = text !== null && text.title.trim() === '';
  return (
    <div className={styles.two}>
      {channel.kind === 'webhook' ? (
        <Notice kind="info">{t('texts.notForWebhooks')}</Notice>
      ) : (
        <Stack gap="md">
          {text === null ? (
            <>
              <p>{t('texts.consoleWords')}</p>
              <div>
                <Button onClick={() => setText(startingText(kind))}>{t('texts.write')}</Button>
              </div>
            </>
          ) : (
            <Fields text={text} kind={kind} onChange={setText} />
          )}
          {save.error && <ProblemNotice error={save.error} />}
          <Group>
            {text !== null && <Button onClick={() => setText(null)}>{t('texts.useConsole')}</Button>}
            <Button
              tone="primary"
              unavailable={isBare ? t('texts.needsTitle') : isChanged ? null : t('subscription.unchanged')}
              isBusy={save.isPending}
              onClick={() => save.mutate()}
            >
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      )}
      <MessagePreview channel={channel} eventType={eventType} text={isBare ? null : text} />
    </div>
  );
}

const MOST_TITLE = 200;
const MOST_BODY = 4_000;

function Fields(props: {
  readonly text: { readonly title: string; readonly body: string };
  readonly kind: TemplateKind;
  readonly onChange: (text: { readonly title: string; readonly body: string }) => void;
}) {
  const { text, kind, onChange } = props;
  const t = useTranslate();
  const localized = useLocalized();
  return (
    <>
      <TextInput
        label={t('texts.titleField')}
        maxLength={MOST_TITLE}
        value={text.title}
        onChange={(event) => onChange({ ...text, title: event.currentTarget.value })}
      />
      <Textarea
        label={t('texts.body')}
        maxLength={MOST_BODY}
        autosize
        minRows={5}
        maxRows={16}
        value={text.body}
        onChange={(event) => onChange({ ...text, body: event.currentTarget.value })}
      />
      <Folded title={t('texts.placeholders', { count: kind.placeholders.length })}>
        <ul className={styles.placeholders}>
          {kind.placeholders.map(({ name, meaning, sample }) => (
            <li key={name}>
              <CopyText value={`{{${name}}}`} label={name} /> {localized(meaning)}{' '}
              <span className={styles.dim}>{sample}</span>
            </li>
          ))}
        </ul>
      </Folded>
    </>
  );
}
