import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Group, ProblemNotice, Stack, Textarea } from '../../../../components/ui';
import type { ReleaseDetail } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useTranslate } from '../../../../lib/i18n';
import { askAbout } from '../../api/ask-about';

export default function AskForm(props: { readonly release: ReleaseDetail; readonly onDone: () => void }) {
  const { release, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const ask = useMutation({
    mutationFn: () => askAbout(release.id, text),
    onSuccess: (after) => {
      cache.setQueryData(queryKeys.release(after.id), after);
      onDone();
    },
  });
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
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          tone="primary"
          isBusy={ask.isPending}
          unavailable={text.trim() === '' ? t('approval.questionEmpty') : null}
          onClick={() => ask.mutate()}
        >
          {t('approval.send')}
        </Button>
      </Group>
    </Stack>
  );
}
