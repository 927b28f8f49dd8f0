import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Group, ProblemNotice, Stack, Textarea, Time } from '../../../../components/ui';
import type { ReleaseDetail } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useTranslate } from '../../../../lib/i18n';
import { canIn, useMe } from '../../../../lib/session';
import { askAbout } from '../../api/ask-about';
import styles from './approval.module.css';

const OPEN: readonly string[] = ['pending_approval', 'approved', 'scheduled'];

/** What was asked before deciding, and what the makers answered; the request goes on waiting. */
export function Questions({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const me = useMe();
  const { questions } = release.approval;
  const canAsk = OPEN.includes(release.status) && canIn(me, release.project.id, 'draft');
  return (
    <>
      {questions.length > 0 && (
        <ul className={styles.questions} aria-label={t('approval.questions')}>
          {questions.map((question) => (
            <li key={question.id} className={styles.question}>
              <span>
                <strong>{question.author.name}</strong>{' '}
                <span className={styles.muted}>
                  {t(question.isByMaker ? 'approval.answered' : 'approval.asked')} ·{' '}
                  <Time iso={question.at} />
                </span>
              </span>
              <p>{question.text}</p>
            </li>
          ))}
        </ul>
      )}
      {canAsk && <Ask release={release} />}
    </>
  );
}

function Ask({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const [text, setText] = useState<string | null>(null);
  const ask = useMutation({
    mutationFn: (words: string) => askAbout(release.id, words),
    onSuccess: (after) => {
      cache.setQueryData(queryKeys.release(after.id), after);
      setText(null);
    },
  });
  if (text === null)
    return (
      <Group>
        <Button size="sm" onClick={() => setText('')} data-ask>
          {t('approval.ask')}
        </Button>
      </Group>
    );
  return (
    <Stack gap="xs">
      <Textarea
        label={t('approval.question')}
        description={t('approval.questionHelp')}
        value={text}
        maxLength={2_000}
        autosize
        autoFocus
        minRows={2}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {ask.error && <ProblemNotice error={ask.error} />}
      <Group justify="flex-end">
        <Button onClick={() => setText(null)}>{t('common.cancel')}</Button>
        <Button
          tone="primary"
          isBusy={ask.isPending}
          unavailable={text.trim() === '' ? t('approval.questionEmpty') : null}
          onClick={() => ask.mutate(text)}
        >
          {t('approval.send')}
        </Button>
      </Group>
    </Stack>
  );
}
