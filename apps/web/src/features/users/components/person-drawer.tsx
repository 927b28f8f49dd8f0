import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  Button,
  ConfirmDialog,
  Group,
  Panel,
  ProblemNotice,
  SideDrawer,
  Stack,
} from '../../../components/ui';
import type { User } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { useMe } from '../../../lib/session';
import { updateUser } from '../api/users';
import { ResetPassword } from './reset-password';

type Asked = 'password' | 'admin' | 'disabled' | null;

/** All that an admin can do for one account; `children` shows what other rooms know of the person. */
export function PersonDrawer(props: {
  readonly user: User;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { user, onClose } = props;
  const t = useTranslate();
  const me = useMe();
  const cache = useQueryClient();
  const [asked, setAsked] = useState<Asked>(null);
  const change = useMutation({
    mutationFn: (part: { isAdmin?: boolean; disabled?: boolean }) => updateUser(user.id, part),
    onSuccess: () => setAsked(null),
    onSettled: () =>
      Promise.all(
        [queryKeys.users, queryKeys.sessions].map((queryKey) => cache.invalidateQueries({ queryKey })),
      ),
  });
  const isDisabled = user.disabledAt !== null;
  const onlyOthers = user.id === me.id ? t('user.notYourself') : null;
  return (
    <SideDrawer isOpen onClose={onClose} title={user.name}>
      <Stack gap="md">
        <Panel title={t('user.account')}>
          <Stack gap="sm">
            <span>{user.email}</span>
            <Group gap={6}>
              <Button size="xs" onClick={() => setAsked('password')}>
                {t('user.resetPassword')}
              </Button>
              <Button size="xs" unavailable={onlyOthers} onClick={() => setAsked('admin')}>
                {t(user.isAdmin ? 'user.removeAdmin' : 'user.makeAdmin')}
              </Button>
              <Button
                size="xs"
                tone="danger-text"
                unavailable={onlyOthers}
                onClick={() => (isDisabled ? change.mutate({ disabled: false }) : setAsked('disabled'))}
              >
                {t(isDisabled ? 'user.enable' : 'user.disable')}
              </Button>
            </Group>
            {asked === null && change.error && <ProblemNotice error={change.error} />}
          </Stack>
        </Panel>
        {props.children}
      </Stack>
      {asked === 'password' && <ResetPassword user={user} onClose={() => setAsked(null)} />}
      {(asked === 'admin' || asked === 'disabled') && (
        <ConfirmDialog
          isOpen
          isDanger={asked === 'disabled' || user.isAdmin}
          title={t(`user.${titleOf(asked, user)}Title`, { name: user.name })}
          confirmLabel={t(`user.${titleOf(asked, user)}`)}
          isBusy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate(asked === 'admin' ? { isAdmin: !user.isAdmin } : { disabled: true })}
          onClose={() => setAsked(null)}
        >
          <p>{t(`user.${titleOf(asked, user)}Text`)}</p>
        </ConfirmDialog>
      )}
    </SideDrawer>
  );
}

function titleOf(asked: 'admin' | 'disabled', user: User): 'disable' | 'makeAdmin' | 'removeAdmin' {
  if (asked === 'disabled') return 'disable';
  return user.isAdmin ? 'removeAdmin' : 'makeAdmin';
}
