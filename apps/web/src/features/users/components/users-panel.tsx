import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  DataTable,
  Dialog,
  EmptyState,
  FilterBar,
  Group,
  Panel,
  Pill,
  ProblemNotice,
  QueryView,
  Stack,
  Time,
  type Column,
} from '../../../components/ui';
import type { User } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate, type Translate } from '../../../lib/i18n';
import { useMe } from '../../../lib/session';
import { updateUser, usersQuery } from '../api/users';
import { ResetPassword } from './reset-password';
import { UserForm } from './user-form';

export function UsersPanel() {
  const t = useTranslate();
  const me = useMe();
  const cache = useQueryClient();
  const [search, setSearch] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const [resetFor, setResetFor] = useState<User | null>(null);
  const query = useQuery(usersQuery(search, 200));
  const change = useMutation({
    mutationFn: ({ id, ...part }: { id: string; isAdmin?: boolean; disabled?: boolean }) =>
      updateUser(id, part),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.users }),
  });
  const actions = (user: User) => (
    <Group gap={6} justify="flex-end">
      <Button size="xs" onClick={() => setResetFor(user)}>
        {t('user.resetPassword')}
      </Button>
      <Button
        size="xs"
        unavailable={user.id === me.id ? t('user.notYourself') : null}
        onClick={() => change.mutate({ id: user.id, isAdmin: !user.isAdmin })}
      >
        {t(user.isAdmin ? 'user.removeAdmin' : 'user.makeAdmin')}
      </Button>
      <Button
        size="xs"
        tone="danger-text"
        unavailable={user.id === me.id ? t('user.notYourself') : null}
        onClick={() => change.mutate({ id: user.id, disabled: user.disabledAt === null })}
      >
        {t(user.disabledAt === null ? 'user.disable' : 'user.enable')}
      </Button>
    </Group>
  );
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <FilterBar
          search={search}
          placeholder={t('member.search')}
          isFiltered={search !== ''}
          onSearch={setSearch}
          onClear={() => setSearch('')}
        />
        <Button tone="primary" icon={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
          {t('user.add')}
        </Button>
      </Group>
      {change.error && <ProblemNotice error={change.error} />}
      <Panel isFlush>
        <QueryView query={query} what={t('settings.users')} rows={5}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={<IconUsers size={22} />} title={t('empty.noMatch')} />
            ) : (
              <DataTable
                label={t('settings.users')}
                columns={columnsOf(t, actions)}
                rows={items}
                rowKey={(user) => user.id}
                isFetching={query.isFetching}
              />
            )
          }
        </QueryView>
      </Panel>
      <Dialog isOpen={isAdding} onClose={() => setIsAdding(false)} title={t('user.add')}>
        <UserForm onDone={() => setIsAdding(false)} />
      </Dialog>
      {resetFor && <ResetPassword user={resetFor} onClose={() => setResetFor(null)} />}
    </Stack>
  );
}

const columnsOf = (t: Translate, actions: (user: User) => React.ReactNode): readonly Column<User>[] => [
  {
    id: 'name',
    header: t('auth.name'),
    onCard: 'title',
    cell: (user) => (
      <Group gap={8}>
        <strong>{user.name}</strong>
        {user.isAdmin && <Pill tone="violet">{t('role.admin')}</Pill>}
        {user.disabledAt && <Pill tone="grey">{t('user.disabled')}</Pill>}
      </Group>
    ),
  },
  { id: 'email', header: t('auth.email'), cell: ({ email }) => email },
  {
    id: 'created',
    header: t('release.created'),
    width: '9rem',
    cell: ({ createdAt }) => <Time iso={createdAt} />,
  },
  { id: 'actions', header: t('common.actions'), width: '25rem', isEnd: true, onCard: 'wide', cell: actions },
];
