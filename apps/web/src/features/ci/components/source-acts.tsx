import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, Dialog, Select, toastDone } from '../../../components/ui';
import type { CiSecret, CiSource } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { deleteSource, editSource, rotateSecret } from '../api/sources';
import { SecretOnce } from './setup-steps';
import { SourceForm } from './source-form';

type Act = 'edit' | 'rotate' | 'switch' | 'delete';

/** What can be done to a source as a whole. */
export function SourceActs(props: {
  readonly source: CiSource;
  readonly mayConfigure: boolean;
  readonly onDeleted: () => void;
}) {
  const { source, mayConfigure, onDeleted } = props;
  const t = useTranslate();
  const [act, setAct] = useState<Act | null>(null);
  const [secret, setSecret] = useState<CiSecret | null>(null);
  const close = (): void => setAct(null);
  const unavailable = mayConfigure ? null : t('ci.source.forAdmins');
  const acts: readonly (readonly [Act, string])[] = [
    ['edit', t('common.edit')],
    ['rotate', t('ci.secret.rotate')],
    ['switch', t(source.isEnabled ? 'ci.source.disable' : 'ci.source.enable')],
    ['delete', t('common.delete')],
  ];
  return (
    <>
      {acts.map(([name, label]) => (
        <Button
          key={name}
          tone={name === 'delete' ? 'danger-quiet' : 'default'}
          unavailable={unavailable}
          onClick={() => setAct(name)}
        >
          {label}
        </Button>
      ))}
      <Dialog isOpen={act === 'edit'} onClose={close} title={t('ci.source.edit', { name: source.name })}>
        <SourceForm source={source} projects={[]} projectId={source.projectId} onDone={close} />
      </Dialog>
      {act === 'rotate' && <Rotate source={source} onClose={close} onSecret={setSecret} />}
      {act === 'switch' && <SwitchSource source={source} onClose={close} />}
      {act === 'delete' && <DeleteSource source={source} onClose={close} onDeleted={onDeleted} />}
      <Dialog isOpen={secret !== null} onClose={() => setSecret(null)} title={t('ci.secret.new')} size="lg">
        {secret && <SecretOnce source={source} secret={secret} onClose={() => setSecret(null)} />}
      </Dialog>
    </>
  );
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
const GRACES = [
  [0, 'ci.secret.grace.0'],
  [HOUR, 'ci.secret.grace.3600'],
  [DAY, 'ci.secret.grace.86400'],
  [7 * DAY, 'ci.secret.grace.604800'],
  [30 * DAY, 'ci.secret.grace.2592000'],
] as const;
const DEFAULT_GRACE = String(DAY);

function Rotate(props: {
  readonly source: CiSource;
  readonly onClose: () => void;
  readonly onSecret: (secret: CiSecret) => void;
}) {
  const { source, onClose, onSecret } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [grace, setGrace] = useState(DEFAULT_GRACE);
  const rotate = useMutation({
    mutationFn: () => rotateSecret(source.id, Number(grace)),
    onSuccess: (secret) => {
      void cache.invalidateQueries({ queryKey: queryKeys.ciSources });
      onClose();
      onSecret(secret);
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('ci.secret.rotateTitle', { name: source.name })}
      confirmLabel={t('ci.secret.rotate')}
      isDanger={grace === '0'}
      isBusy={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate()}
      onClose={onClose}
    >
      <p>{t('ci.secret.rotateText')}</p>
      <Select
        label={t('ci.secret.grace')}
        data={GRACES.map(([seconds, label]) => ({ value: String(seconds), label: t(label) }))}
        value={grace}
        allowDeselect={false}
        onChange={(chosen) => setGrace(chosen ?? DEFAULT_GRACE)}
      />
    </ConfirmDialog>
  );
}

function SwitchSource({ source, onClose }: { readonly source: CiSource; readonly onClose: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const { name, isEnabled } = source;
  const change = useMutation({
    mutationFn: () => editSource(source, { isEnabled: !isEnabled }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.ciSources });
      toastDone(t(isEnabled ? 'ci.source.disabled' : 'ci.source.enabled', { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger={isEnabled}
      title={t(isEnabled ? 'ci.source.disableTitle' : 'ci.source.enableTitle', { name })}
      confirmLabel={t(isEnabled ? 'ci.source.disable' : 'ci.source.enable')}
      isBusy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      <p>{t(isEnabled ? 'ci.source.disableText' : 'ci.source.enableText')}</p>
    </ConfirmDialog>
  );
}

function DeleteSource(props: {
  readonly source: CiSource;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const { source, onClose, onDeleted } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteSource(source.id),
    onSuccess: () => {
      toastDone(t('ci.source.deleted', { name: source.name }));
      onDeleted();
      void cache.invalidateQueries({ queryKey: queryKeys.ci });
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('ci.source.deleteTitle', { name: source.name })}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('ci.source.deleteText', { count: source.rules })}</p>
      <p>{t('ci.source.deleteStays')}</p>
    </ConfirmDialog>
  );
}
