import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  Dialog,
  EnvironmentTag,
  Panel,
  Pill,
  QueryView,
  Time,
  toastDone,
} from '../../../components/ui';
import type { Environment, Freeze } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { serverNow, useNow } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { deleteFreeze, freezesQuery, type FreezeScope } from '../api/freezes';
import { comingUp, type Coming } from '../model/month';
import { FreezeCalendar } from './freeze-calendar';
import { FreezeForm } from './freeze-form';
import { FreezeTimes } from './freeze-times';
import styles from './freezes.module.css';

const AHEAD_MS = 92 * 86_400_000;
const HOUR_MS = 3_600_000;
const REFRESH_MS = 30_000;

/** The calendar and the list of what holds here; those of everywhere are in it and are changed in the settings. */
export function FreezesPanel(props: {
  readonly scope: FreezeScope;
  readonly environments?: readonly Environment[];
  readonly canConfigure: boolean;
}) {
  const { scope, environments = [], canConfigure } = props;
  const t = useTranslate();
  const [edited, setEdited] = useState<Freeze | 'new' | null>(null);
  const [removed, setRemoved] = useState<Freeze | null>(null);
  // By whole hours, so that the question stays the same while somebody looks.
  const [from] = useState(() => Math.floor(serverNow() / HOUR_MS) * HOUR_MS);
  const query = useQuery(
    freezesQuery(scope, new Date(from).toISOString(), new Date(from + AHEAD_MS).toISOString()),
  );
  return (
    <Panel
      title={t('freeze.title')}
      isFlush
      aside={
        canConfigure && (
          <Button size="xs" icon={<IconPlus size={14} />} onClick={() => setEdited('new')}>
            {t('freeze.add')}
          </Button>
        )
      }
    >
      <FreezeCalendar scope={scope} />
      <QueryView query={query} what={t('freeze.title')} rows={2}>
        {({ items }) => (
          <FreezeList
            freezes={items}
            environments={environments}
            canChange={(freeze) => canConfigure && (freeze.projectId ?? null) === (scope?.projectId ?? null)}
            onEdit={setEdited}
            onRemove={setRemoved}
          />
        )}
      </QueryView>
      <Dialog
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        title={t(edited === 'new' ? 'freeze.add' : 'freeze.edit')}
      >
        <FreezeForm
          scope={scope}
          environments={environments}
          freeze={edited === 'new' ? null : edited}
          onDone={() => setEdited(null)}
        />
      </Dialog>
      {removed && <RemoveFreeze freeze={removed} onClose={() => setRemoved(null)} />}
    </Panel>
  );
}

function FreezeList(props: {
  readonly freezes: readonly Freeze[];
  readonly environments: readonly Environment[];
  readonly canChange: (freeze: Freeze) => boolean;
  readonly onEdit: (freeze: Freeze) => void;
  readonly onRemove: (freeze: Freeze) => void;
}) {
  const { freezes, environments, canChange, onEdit, onRemove } = props;
  const t = useTranslate();
  const nowMs = useNow(REFRESH_MS);
  if (freezes.length === 0)
    return <p className={`${styles.row} ${styles.list} ${styles.dim}`}>{t('freeze.none')}</p>;
  return (
    <ul className={styles.list}>
      {comingUp(freezes, nowMs).map(({ freeze, next }) => (
        <li key={freeze.id} className={styles.row}>
          <span className={styles.what}>
            <span className={styles.name}>
              <strong>{freeze.name}</strong>
              <Scope freeze={freeze} environments={environments} />
            </span>
            <span>{freeze.reason}</span>
            <span className={styles.dim}>
              {t('hold.by', { name: freeze.changedBy })} · <Time iso={freeze.changedAt} />
            </span>
          </span>
          <span className={styles.when}>
            <Next next={next} />
            <span className={styles.dim}>
              <FreezeTimes times={freeze.times} />
            </span>
          </span>
          {canChange(freeze) && (
            <span className={styles.actions}>
              <Button size="xs" onClick={() => onEdit(freeze)}>
                {t('common.edit')}
              </Button>
              <Button size="xs" tone="danger-text" onClick={() => onRemove(freeze)}>
                {t('common.delete')}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Scope(props: { readonly freeze: Freeze; readonly environments: readonly Environment[] }) {
  const t = useTranslate();
  const { projectId, environmentId } = props.freeze;
  const environment = props.environments.find(({ id }) => id === environmentId);
  if (environment) return <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />;
  return (
    <span className={styles.dim}>
      {t(projectId === null ? 'freeze.everywhere' : 'freeze.allEnvironments')}
    </span>
  );
}

function Next({ next }: { readonly next: Coming | null }) {
  const t = useTranslate();
  if (next === null) return <span className={styles.dim}>{t('freeze.over')}</span>;
  return (
    <span className={styles.name}>
      {next.isNow ? (
        <>
          <Pill tone="amber">{t('freeze.now')}</Pill> {t('freeze.until')} <Time iso={next.endsAt} />
        </>
      ) : (
        <>
          {t('freeze.next')} <Time iso={next.startsAt} />
        </>
      )}
    </span>
  );
}

function RemoveFreeze(props: { readonly freeze: Freeze; readonly onClose: () => void }) {
  const { freeze, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteFreeze(freeze),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.freezes });
      void cache.invalidateQueries({ queryKey: queryKeys.releases });
      toastDone(t('freeze.deleted', { name: freeze.name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('freeze.deleteTitle', { name: freeze.name })}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('freeze.deleteText')}</p>
    </ConfirmDialog>
  );
}
