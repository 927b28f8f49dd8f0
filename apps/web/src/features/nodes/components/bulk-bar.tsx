import { useState } from 'react';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { Button, Menu } from '../../../components/ui';
import type { FleetNode, Lifecycle } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { LIFECYCLE_LOOKS } from '../model/node-looks';
import { BulkHold, BulkLift, BulkMove } from './bulk-dialogs';
import styles from './nodes.module.css';

type Act = { readonly kind: 'hold' | 'lift' } | { readonly kind: 'move'; readonly to: Lifecycle };

const MOVES: readonly Lifecycle[] = ['active', 'maintenance', 'drained', 'retired'];

/** What can be done to all selected nodes; it says how many they are while they scroll out of view. */
export function BulkBar(props: { readonly nodes: readonly FleetNode[]; readonly onClear: () => void }) {
  const { nodes, onClear } = props;
  const t = useTranslate();
  const [act, setAct] = useState<Act | null>(null);
  if (nodes.length === 0) return null;
  const close = (): void => setAct(null);
  const dialog = { nodes, onClose: close, onDone: onClear };
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t('bulk.actions')}>
      <strong role="status">{t('bulk.selected', { count: nodes.length })}</strong>
      <Button size="xs" icon={<IconLock size={14} />} onClick={() => setAct({ kind: 'hold' })}>
        {t('bulk.hold')}
      </Button>
      <Button
        size="xs"
        icon={<IconLockOpen size={14} />}
        unavailable={nodes.some(({ holds }) => holds.length > 0) ? null : t('bulk.noneHeld')}
        onClick={() => setAct({ kind: 'lift' })}
      >
        {t('bulk.lift')}
      </Button>
      <Menu shadow="md">
        <Menu.Target>
          <Button size="xs">{t('bulk.lifecycle')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MOVES.map((to) => (
            <Menu.Item key={to} onClick={() => setAct({ kind: 'move', to })}>
              {t(LIFECYCLE_LOOKS[to].label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="xs" tone="quiet" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
      {act?.kind === 'hold' && <BulkHold {...dialog} />}
      {act?.kind === 'lift' && <BulkLift {...dialog} />}
      {act?.kind === 'move' && <BulkMove {...dialog} to={act.to} />}
    </div>
  );
}
