import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, Panel, QueryView, toastDone } from '../../../components/ui';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { endSessions, sessionsQuery, type Whose } from '../api/sessions';
import { SessionRows } from './session-rows';

/** Where somebody is signed in: oneself, or a person that an admin looks at. */
export function SessionsPanel({ whose, name }: { readonly whose: Whose; readonly name?: string }) {
  const t = useTranslate();
  const query = useQuery(sessionsQuery(whose));
  const [isEnding, setIsEnding] = useState(false);
  const endable = (query.data?.items ?? []).filter(({ isCurrent }) => whose !== 'me' || !isCurrent).length;
  return (
    <Panel
      title={t('session.title')}
      isFlush
      aside={
        <Button
          size="xs"
          unavailable={query.data && endable === 0 ? t('session.noOthers') : null}
          onClick={() => setIsEnding(true)}
        >
          {t(whose === 'me' ? 'session.endOthers' : 'session.endAll')}
        </Button>
      }
    >
      <QueryView query={query} what={t('session.title')} rows={2}>
        {({ items }) => <SessionRows whose={whose} sessions={items} />}
      </QueryView>
      {isEnding && (
        <EndSessions whose={whose} name={name ?? ''} count={endable} onClose={() => setIsEnding(false)} />
      )}
    </Panel>
  );
}

function EndSessions(props: {
  readonly whose: Whose;
  readonly name: string;
  readonly count: number;
  readonly onClose: () => void;
}) {
  const { whose, name, count, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSessions(whose),
    onSuccess: ({ ended }) => {
      toastDone(t('session.ended', { count: ended }));
      onClose();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.sessions }),
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={whose === 'me' ? t('session.endOthersTitle', { count }) : t('session.endAllTitle', { name })}
      confirmLabel={t(whose === 'me' ? 'session.endOthers' : 'session.endAll')}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p>{t(whose === 'me' ? 'session.endText' : 'session.endAllText')}</p>
    </ConfirmDialog>
  );
}
