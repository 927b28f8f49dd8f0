import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, Panel, QueryView, Stack, toastDone } from '../../../components/ui';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { resetSecondFactor, secondFactorQuery } from '../api/second-factor';
import { SecondFactorState } from './second-factor-panel';

/** Of somebody else, for admins. */
export function PersonSecondFactor({ userId, name }: { readonly userId: string; readonly name: string }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const query = useQuery(secondFactorQuery({ userId }));
  const [isAsked, setIsAsked] = useState(false);
  const reset = useMutation({
    mutationFn: () => resetSecondFactor(userId),
    onSuccess: () => {
      toastDone(t('factor.isReset', { name }));
      setIsAsked(false);
    },
    onSettled: () =>
      Promise.all(
        [queryKeys.secondFactor, queryKeys.sessions].map((queryKey) => cache.invalidateQueries({ queryKey })),
      ),
  });
  return (
    <Panel title={t('factor.title')}>
      <QueryView query={query} what={t('factor.title')} rows={1}>
        {(factor) => (
          <Stack gap="sm">
            <SecondFactorState factor={factor} />
            {factor.isOn && (
              <span>
                <Button size="xs" tone="danger-text" onClick={() => setIsAsked(true)}>
                  {t('factor.reset')}
                </Button>
              </span>
            )}
          </Stack>
        )}
      </QueryView>
      {isAsked && (
        <ConfirmDialog
          isOpen
          isDanger
          title={t('factor.resetTitle', { name })}
          confirmLabel={t('factor.reset')}
          isBusy={reset.isPending}
          error={reset.error}
          onConfirm={() => reset.mutate()}
          onClose={() => setIsAsked(false)}
        >
          <p>{t('factor.resetText')}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
