import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlus, IconUserShare } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, ConfirmDialog, Dialog, EmptyState, Panel, QueryView, Time } from '../../../components/ui';
import type { Delegation, Delegations } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { delegationsQuery, endDelegation } from '../api/delegations';
import { DelegationForm } from './delegation-form';
import styles from './delegations.module.css';

/** Who approves in one's name while one is away. */
export function DelegationsPanel() {
  const t = useTranslate();
  const query = useQuery(delegationsQuery());
  const [edited, setEdited] = useState<Delegation | 'new' | null>(null);
  const [ended, setEnded] = useState<Delegation | null>(null);
  const candidates = query.data?.candidates ?? [];
  const none = query.data && candidates.length === 0 ? t('delegation.nobody') : null;
  return (
    <Panel
      title={t('delegation.title')}
      isFlush
      aside={
        <Button
          size="xs"
          icon={<IconPlus size={14} />}
          unavailable={none}
          onClick={() => setEdited('new')}
          data-delegate
        >
          {t('delegation.add')}
        </Button>
      }
    >
      <QueryView query={query} what={t('delegation.title')} rows={2}>
        {(delegations) => <Rows delegations={delegations} onEdit={setEdited} onEnd={setEnded} />}
      </QueryView>
      <Dialog
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        title={t(edited === 'new' ? 'delegation.add' : 'delegation.edit')}
      >
        <DelegationForm
          delegation={edited === 'new' ? null : edited}
          candidates={candidates}
          onDone={() => setEdited(null)}
        />
      </Dialog>
      {ended && <EndDelegation delegation={ended} onClose={() => setEnded(null)} />}
    </Panel>
  );
}

function Rows(props: {
  readonly delegations: Delegations;
  readonly onEdit: (delegation: Delegation) => void;
  readonly onEnd: (delegation: Delegation) => void;
}) {
  const { given, received } = props.delegations;
  const t = useTranslate();
  if (given.length + received.length === 0)
    return (
      <EmptyState
        icon={<IconUserShare size={22} />}
        title={t('delegation.none')}
        text={t('delegation.noneText')}
      />
    );
  return (
    <ul>
      {given.map((delegation) => (
        <li key={delegation.id} className={styles.row}>
          <Words delegation={delegation} text={t('delegation.given', { name: delegation.to.name })} />
          <span className={styles.actions}>
            <Button size="xs" onClick={() => props.onEdit(delegation)}>
              {t('common.edit')}
            </Button>
            <Button size="xs" tone="danger-text" onClick={() => props.onEnd(delegation)}>
              {t('delegation.end')}
            </Button>
          </span>
        </li>
      ))}
      {received.map((delegation) => (
        <li key={delegation.id} className={styles.row}>
          <Words delegation={delegation} text={t('delegation.received', { name: delegation.from.name })} />
        </li>
      ))}
    </ul>
  );
}

function Words({ delegation, text }: { readonly delegation: Delegation; readonly text: string }) {
  return (
    <span className={styles.words}>
      <strong>{text}</strong>
      <span className={styles.dim}>
        <Time iso={delegation.startsAt} /> – <Time iso={delegation.endsAt} />
      </span>
    </span>
  );
}

function EndDelegation({
  delegation,
  onClose,
}: {
  readonly delegation: Delegation;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => endDelegation(delegation.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.delegations });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('delegation.endTitle', { name: delegation.to.name })}
      confirmLabel={t('delegation.end')}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p>{t('delegation.endText')}</p>
    </ConfirmDialog>
  );
}
