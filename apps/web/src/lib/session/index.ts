import { useSyncExternalStore } from 'react';
import { sessionStore, type Me, type Role } from '../api';
import type { SessionState } from '../api/session-store';

export const useSession = (): SessionState =>
  useSyncExternalStore(sessionStore.subscribe, sessionStore.current);

/** Only below the session gate, where there is always somebody. */
export function useMe(): Me {
  const session = useSession();
  if (session.kind !== 'signed-in') throw new Error('useMe is used outside the session gate');
  return session.user;
}

export type Ability =
  | 'configure'
  | 'upload'
  | 'draft'
  | 'operate'
  | 'operateNodes'
  | 'withdraw'
  | 'emergencyStop'
  | 'readAudit'
  | 'editConfig'
  | 'revealSecret';

const ABILITIES: Readonly<Record<Role | 'admin', readonly Ability[]>> = {
  admin: [
    'configure',
    'upload',
    'draft',
    'operate',
    'operateNodes',
    'withdraw',
    'emergencyStop',
    'readAudit',
    'editConfig',
    'revealSecret',
  ],
  project_admin: [
    'configure',
    'upload',
    'draft',
    'operate',
    'operateNodes',
    'withdraw',
    'emergencyStop',
    'readAudit',
    'editConfig',
    'revealSecret',
  ],
  release_manager: ['upload', 'draft', 'operate', 'emergencyStop', 'readAudit', 'editConfig'],
  developer: ['upload', 'draft', 'editConfig'],
  operator: ['operate', 'operateNodes', 'emergencyStop'],
  viewer: [],
};

export const roleCan = (role: Role | 'admin', ability: Ability): boolean => ABILITIES[role].includes(ability);

export function roleIn(me: Me, projectId: string): Role | 'admin' | null {
  if (me.isAdmin) return 'admin';
  return me.memberships.find((membership) => membership.projectId === projectId)?.role ?? null;
}

export function canIn(me: Me, projectId: string, ability: Ability): boolean {
  const role = roleIn(me, projectId);
  return role !== null && roleCan(role, ability);
}

export const canAnywhere = (me: Me, ability: Ability): boolean =>
  me.isAdmin || me.memberships.some(({ role }) => roleCan(role, ability));
