import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, Menu, TextInput, toastDone } from '../../../components/ui';
import type { FleetNode, Lifecycle } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { adoptNode, changeLifecycle } from '../api/change-node';
import { LIFECYCLE_LOOKS, movesFrom } from '../model/node-looks';

export function NodeLifecycle({ node }: { readonly node: FleetNode }) {
  const t = useTranslate();
  const [target, setTarget] = useState<Lifecycle | null>(null);
  const moves = movesFrom(node.lifecycle);
  return (
    <>
      {moves.length > 0 && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <Button>{t('node.changeLifecycle')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {moves.map((to) => (
              <Menu.Item key={to} onClick={() => setTarget(to)}>
                {t(LIFECYCLE_LOOKS[to].label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {node.lifecycle === 'observing' && <Adopt node={node} />}
      {target && <Move node={node} to={target} onClose={() => setTarget(null)} />}
    </>
  );
}

function useNodeChange(node: FleetNode, change: () => Promise<unknown>, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.node(node.id) });
      void cache.invalidateQueries({ queryKey: queryKeys.nodes });
      onDone();
    },
  });
}

function Move(props: { readonly node: FleetNode; readonly to: Lifecycle; readonly onClose: () => void }) {
  const { node, to, onClose } = props;
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const move = useNodeChange(node, () => changeLifecycle(node.id, to, reason.trim()), onClose);
  return (
    <ConfirmDialog
      isOpen
      isDanger={to === 'retired'}
      title={t('node.moveTitle', { name: node.name, to: t(LIFECYCLE_LOOKS[to].label) })}
      confirmLabel={t(LIFECYCLE_LOOKS[to].label)}
      isBusy={move.isPending}
      error={move.error}
      onConfirm={() => move.mutate()}
      onClose={onClose}
    >
      <p>{t(`lifecycleText.${to}`)}</p>
      <TextInput
        label={t('action.reasonOptional')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function Adopt({ node }: { readonly node: FleetNode }) {
  const t = useTranslate();
  const [isOpen, setIsOpen] = useState(false);
  const adopt = useNodeChange(
    node,
    () => adoptNode(node.id),
    () => {
      setIsOpen(false);
      toastDone(t('node.adopted', { name: node.name }));
    },
  );
  return (
    <>
      <Button tone="primary" onClick={() => setIsOpen(true)}>
        {t('node.adopt')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t('node.adoptTitle', { name: node.name })}
        confirmLabel={t('node.adopt')}
        isBusy={adopt.isPending}
        error={adopt.error}
        onConfirm={() => adopt.mutate()}
        onClose={() => setIsOpen(false)}
      >
        <p>{t('node.adoptText')}</p>
      </ConfirmDialog>
    </>
  );
}
