import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SearchSelect } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { usersQuery } from '../api/users';

const SHOWN = 20;

export function UserPicker(props: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const t = useTranslate();
  const [search, setSearch] = useState('');
  const query = useQuery(usersQuery(search, SHOWN));
  const users = (query.data?.items ?? []).filter(({ disabledAt }) => disabledAt === null);
  return (
    <SearchSelect
      label={t('member.person')}
      placeholder={t('member.search')}
      value={props.value}
      choices={users.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
      isLoading={query.isFetching}
      onSearch={setSearch}
      onChange={props.onChange}
    />
  );
}
