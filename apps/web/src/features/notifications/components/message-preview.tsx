import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  CodeBlock,
  Folded,
  ProblemNotice,
  SegmentedControl,
  useDebouncedValue,
} from '../../../components/ui';
import type { Channel, EventType, Language, PreviewRequest } from '../../../lib/api';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { previewQuery } from '../api/texts';
import styles from './notifications.module.css';

const TYPING_PAUSE_MS = 300;

/** What would be sent of a sample, as the server writes it. */
export function MessagePreview(props: {
  readonly channel: Channel;
  readonly eventType: EventType;
  readonly text: { readonly title: string; readonly body: string } | null;
}) {
  const { channel, eventType, text } = props;
  const t = useTranslate();
  const shownIn = useLanguage();
  const [language, setLanguage] = useState<Language>(channel.language);
  const body: PreviewRequest = { eventType, kind: channel.kind, language, ...text };
  // As text, so that typing the same again asks nothing.
  const [asked] = useDebouncedValue(JSON.stringify(body), TYPING_PAUSE_MS);
  const { data, error } = useQuery({
    ...previewQuery(JSON.parse(asked) as PreviewRequest),
    placeholderData: keepPreviousData,
  });
  return (
    <section className={styles.preview} aria-label={t('texts.preview')} data-preview>
      <div className={styles.line}>
        <strong>{t('texts.preview')}</strong>
        <SegmentedControl
          size="xs"
          aria-label={t('channel.language')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
          value={language}
          onChange={(chosen) => setLanguage(chosen === 'zh' ? 'zh' : 'en')}
        />
      </div>
      {error && <ProblemNotice error={error} />}
      {data && !error && (
        <>
          <p lang={language === 'zh' ? 'zh-CN' : 'en'}>
            <strong>{data.title}</strong>
          </p>
          <pre lang={language === 'zh' ? 'zh-CN' : 'en'}>{data.body}</pre>
          <Folded title={t('texts.payload', { size: formatBytes(data.sizeBytes, shownIn) })}>
            <CodeBlock text={data.payload} label={t('texts.payloadLabel')} />
          </Folded>
        </>
      )}
    </section>
  );
}
