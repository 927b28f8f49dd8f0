import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import {
  Button,
  type Column,
  DataTable,
  Dialog,
  EmptyState,
  FilterBar,
  Group,
  Name,
  Panel,
  Pill,
  QueryView,
  Stack,
  Time,
} from '../../../components/ui';
import type { User } from '../../../lib/api';
import { useTranslate, type Translate } from '../../../lib/i18n';
import { usersQuery } from '../api/users';
import { PersonDrawer } from './person-drawer';
import { UserForm } from './user-form';

export function UsersPanel(props: { readonly aboutPerson: (user: User) => ReactNode }) {
  const t = useTranslate();
  const [search, setSearch] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const query = useQuery(usersQuery(search, 200));
  const open = query.data?.items.find(({ id }) => id === openId);
  const actions = (user: User) => (
    <Button size="xs" onClick={() => setOpenId(user.id)} aria-label={t('user.manageOf', { name: user.name })}>
      {t('user.manage')}
    </Button>
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
      {open && (
        <PersonDrawer user={open} onClose={() => setOpenId(null)}>
          {props.aboutPerson(open)}
        </PersonDrawer>
      )}
    </Stack>
  );
}

const columnsOf = (t: Translate, actions: (user: User) => ReactNode): readonly Column<User>[] => [
  {
    id: 'name',
    header: t('auth.name'),
    onCard: 'title',
    cell: (user) => (
      <Group gap={8}>
        <strong>
          <Name>{user.name}</Name>
        </strong>
        {user.isAdmin && <Pill tone="violet">{t('role.admin')}</Pill>}
        {user.isLinked && <Pill tone="blue">{t('provider.linked')}</Pill>}
        {!user.hasPassword && <Pill tone="grey">{t('provider.noPassword')}</Pill>}
        {user.disabledAt && <Pill tone="grey">{t('user.disabled')}</Pill>}
      </Group>
    ),
  },
  { id: 'email', header: t('auth.email'), cell: ({ email }) => <Name>{email}</Name> },
  {
    id: 'created',
    header: t('release.created'),
    width: '9rem',
    cell: ({ createdAt }) => <Time iso={createdAt} />,
  },
  { id: 'actions', header: t('common.actions'), width: '8rem', isEnd: true, onCard: 'wide', cell: actions },
];
