import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  CodeBlock,
  ConfirmDialog,
  Dialog,
  EmptyState,
  Notice,
  Panel,
  QueryView,
  Stack,
  Time,
} from '../../../components/ui';
import type { NodeToken } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { mintToken, nodeTokensQuery, revokeToken } from '../api/node-tokens';
import styles from './nodes.module.css';

export function NodeTokens({ nodeId }: { readonly nodeId: string }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const query = useQuery(nodeTokensQuery(nodeId));
  const [revoked, setRevoked] = useState<NodeToken | null>(null);
  const refresh = () => cache.invalidateQueries({ queryKey: queryKeys.node(nodeId) });
  const mint = useMutation({ mutationFn: () => mintToken(nodeId), onSuccess: refresh });
  const revoke = useMutation({
    mutationFn: (token: NodeToken) => revokeToken(nodeId, token.id),
    onSuccess: () => {
      setRevoked(null);
      void refresh();
    },
  });
  return (
    <Panel
      title={t('token.title')}
      isFlush
      aside={
        <Button size="xs" isBusy={mint.isPending} onClick={() => mint.mutate()}>
          {t('token.mint')}
        </Button>
      }
    >
      <QueryView query={query} what={t('token.title')} rows={2}>
        {({ items }) =>
          items.every(({ revokedAt }) => revokedAt !== null) ? (
            <EmptyState icon={<IconKey size={22} />} title={t('token.none')} text={t('token.noneText')} />
          ) : (
            <ul>
              {items
                .filter(({ revokedAt }) => revokedAt === null)
                .map((token) => (
                  <li key={token.id} className={styles.row}>
                    <span className={styles.grow}>
                      {t('token.created')} <Time iso={token.createdAt} />
                    </span>
                    <span className={styles.dim}>
                      {token.firstUsedAt && (
                        <>
                          {t('token.used')} <Time iso={token.firstUsedAt} />
                        </>
                      )}
                    </span>
                    <Button size="xs" tone="danger-text" onClick={() => setRevoked(token)}>
                      {t('token.revoke')}
                    </Button>
                  </li>
                ))}
            </ul>
          )
        }
      </QueryView>
      <Dialog isOpen={mint.data?.token !== undefined} onClose={mint.reset} title={t('token.new')}>
        <Stack gap="md">
          <Notice kind="warning">{t('token.once')}</Notice>
          <CodeBlock text={mint.data?.token ?? ''} label={t('token.new')} />
          <Button tone="primary" onClick={mint.reset}>
            {t('token.saved')}
          </Button>
        </Stack>
      </Dialog>
      <ConfirmDialog
        isOpen={revoked !== null}
        isDanger
        title={t('token.revokeTitle')}
        confirmLabel={t('token.revoke')}
        isBusy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoked && revoke.mutate(revoked)}
        onClose={() => setRevoked(null)}
      >
        <p>{t('token.revokeText')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
