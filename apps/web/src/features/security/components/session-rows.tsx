import { IconDeviceLaptop } from '@tabler/icons-react';
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, ConfirmDialog, EmptyState, Pill, TimeAgo, toastDone } from '../../../components/ui';
import type { OpenSession } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { endSession, type Whose } from '../api/sessions';
import { deviceName } from '../model/device-name';
import styles from './security.module.css';

/** The current one has no button: leaving is signing out. */
export function SessionRows(props: { readonly whose: Whose; readonly sessions: readonly OpenSession[] }) {
  const t = useTranslate();
  const [ending, setEnding] = useState<OpenSession | null>(null);
  if (props.sessions.length === 0)
    return <EmptyState icon={<IconDeviceLaptop size={22} />} title={t('session.none')} />;
  return (
    <>
      <ul>
        {props.sessions.map((session) => (
          <li key={session.id} className={styles.row} data-session={session.id}>
            <Words session={session} />
            {!session.isCurrent && (
              <Button size="xs" tone="danger-text" onClick={() => setEnding(session)}>
                {t('session.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && <EndSession whose={props.whose} session={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function Words({ session }: { readonly session: OpenSession }) {
  const t = useTranslate();
  return (
    <span className={styles.words}>
      <span className={styles.name}>
        <strong title={session.userAgent ?? undefined}>
          {deviceName(session.userAgent) ?? t('session.unknownDevice')}
        </strong>
        {session.isCurrent && <Pill tone="green">{t('session.current')}</Pill>}
      </span>
      <span className={styles.dim}>
        {session.address && <span className={styles.address}>{session.address}</span>}
        <span>
          {t('session.lastUsed')} <TimeAgo iso={session.lastUsedAt} />
        </span>
        <span>
          {t('session.signedIn')} <TimeAgo iso={session.createdAt} />
        </span>
      </span>
    </span>
  );
}

function EndSession(props: {
  readonly whose: Whose;
  readonly session: OpenSession;
  readonly onClose: () => void;
}) {
  const { whose, session, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSession(whose, session.id),
    onSuccess: () => {
      toastDone(t('session.ended', { count: 1 }));
      onClose();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.sessions }),
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('session.endTitle', {
        device: deviceName(session.userAgent) ?? t('session.unknownDevice'),
      })}
      confirmLabel={t('session.end')}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p>{t('session.endText')}</p>
    </ConfirmDialog>
  );
}
