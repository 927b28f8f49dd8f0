import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import {
  Button,
  EmptyState,
  Name,
  Panel,
  Pill,
  ProblemNotice,
  QueryView,
  Select,
} from '../../../components/ui';
import type { Member, Role } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { membersQuery, removeMember, setMember } from '../api/members';
import { ROLES, roleLabel } from '../model/roles';
import styles from './project.module.css';

export interface UserPickerProps {
  readonly value: string | null;
  readonly onChange: (userId: string | null) => void;
}

export function Members(props: {
  readonly projectId: string;
  readonly canConfigure: boolean;
  /** People are another feature; the page brings its picker. */
  readonly userPicker: (props: UserPickerProps) => ReactNode;
}) {
  const { projectId, canConfigure, userPicker } = props;
  const t = useTranslate();
  const query = useQuery(membersQuery(projectId));
  const change = useMemberChanges(projectId);
  return (
    <Panel title={t('project.members')} isFlush>
      <QueryView query={query} what={t('project.members')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconUsers size={22} />} title={t('member.none')} text={t('member.noneText')} />
          ) : (
            <ul>
              {items.map((member) => (
                <MemberRow key={member.user.id} member={member} canConfigure={canConfigure} change={change} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {change.error && <ProblemNotice error={change.error} />}
      {canConfigure && <AddMember change={change} userPicker={userPicker} />}
    </Panel>
  );
}

interface MemberChange {
  readonly userId: string;
  readonly role: Role | null;
}

type Change = ReturnType<typeof useMemberChanges>;

function useMemberChanges(projectId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, role }: MemberChange) =>
      role === null ? removeMember(projectId, userId) : setMember(projectId, userId, role),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.members(projectId) }),
  });
}

function useRoleChoices() {
  const t = useTranslate();
  return ROLES.map((role) => ({ value: role, label: t(roleLabel(role)) }));
}

function MemberRow(props: {
  readonly member: Member;
  readonly canConfigure: boolean;
  readonly change: Change;
}) {
  const { member, canConfigure, change } = props;
  const t = useTranslate();
  const choices = useRoleChoices();
  const { user, role, source } = member;
  return (
    <li className={styles.row}>
      <span className={styles.rowName}>
        <strong>
          <Name>{user.name}</Name>
        </strong>
      </span>
      <span className={`${styles.rowText} ${styles.dim}`}>
        <Name>{user.email}</Name>
      </span>
      {source === 'group' && (
        <span title={t('member.byGroupHelp')}>
          <Pill tone="blue">{t('member.byGroup')}</Pill>
        </span>
      )}
      {canConfigure ? (
        <span className={styles.rowActions}>
          <Select
            aria-label={t('member.roleOf', { name: user.name })}
            data={choices}
            value={role}
            allowDeselect={false}
            onChange={(next) => next && change.mutate({ userId: user.id, role: next as Role })}
            size="xs"
            w={180}
          />
          <Button size="xs" tone="danger-text" onClick={() => change.mutate({ userId: user.id, role: null })}>
            {t('common.remove')}
          </Button>
        </span>
      ) : (
        <span>{t(roleLabel(role))}</span>
      )}
    </li>
  );
}

function AddMember(props: {
  readonly change: Change;
  readonly userPicker: (props: UserPickerProps) => ReactNode;
}) {
  const t = useTranslate();
  const [userId, setUserId] = useState<string | null>(null);
  const [role, setRole] = useState<Role>('developer');
  const add = (): void => {
    if (userId === null) return;
    props.change.mutate({ userId, role }, { onSuccess: () => setUserId(null) });
  };
  return (
    <div className={styles.add}>
      {props.userPicker({ value: userId, onChange: setUserId })}
      <Select
        label={t('member.role')}
        data={useRoleChoices()}
        value={role}
        allowDeselect={false}
        onChange={(next) => next && setRole(next as Role)}
      />
      <Button
        onClick={add}
        unavailable={userId === null ? t('member.pickFirst') : null}
        isBusy={props.change.isPending}
      >
        {t('member.add')}
      </Button>
    </div>
  );
}
